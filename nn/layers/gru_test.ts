import { assertEquals, assertRejects } from "@std/assert";
import golden from "../../tests/goldens/layers.json" with { type: "json" };
import { composed } from "../_fused.ts";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { assertGoldenLayer } from "../testing/assert_golden_layer.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { goldenParameters } from "../testing/golden_parameters.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import type { Weights } from "../parameters/weights.ts";
import { gru, gruParameters } from "./gru.ts";

const made = gruParameters("g", { inputs: 3, size: 4, seed: 1 });

forEachDevice("gru() gives PyTorch's states and gradients", async () => {
  const x = goldenParameter("x", [2, 5, 3]), initial = goldenParameter("initial", [2, 4]);
  await assertGoldenLayer(
    { x, initial, ...goldenParameters(made) },
    golden.gru,
    (weights) =>
      gru(weights.get("x", [2, 5, 3]), weights.within("g"), {
        initial: weights.get("initial", [2, 4]),
      }),
  );
});

forEachDevice("gru() has the gradient of finite differences, with padding", async () => {
  const present = Uint8Array.of(1, 1, 1, 0, 0, 1, 1, 0);
  await assertGradient(
    { x: randomParameter("x", [2, 4, 3]), ...made },
    (weights) =>
      gru(weights.get("x", [2, 4, 3]), weights.within("g"), { present }).sub(1).square().mean(),
  );
});

forEachDevice("gru() gives a sequence the same states, padded left, right or not", async () => {
  const { values } = randomParameter("x", [1, 3, 3]), junk = [9, 9, 9];
  const run = (values: number[], present?: Uint8Array) => {
    const shape = [1, values.length / 3, 3];
    return evaluate(
      { x: { shape, values: Float32Array.from(values) }, ...made },
      (weights) => gru(weights.get("x", shape), weights.within("g"), present ? { present } : {}),
    );
  };
  const states = await run([...values]), last = [...states.subarray(8)];
  const left = await run([...junk, ...values], Uint8Array.of(0, 1, 1, 1));
  assertNear(left, [0, 0, 0, 0, ...states], 1e-6);
  const right = await run([...values, ...junk], Uint8Array.of(1, 1, 1, 0));
  assertNear(right, [...states, ...last], 1e-6);
  assertEquals([...right.subarray(12)], [...right.subarray(8, 12)]);
});

forEachDevice("gru() names what does not fit", async () => {
  const x = randomParameter("x", [2, 4, 3]);
  const run = (parameters: Parameters, options: { present?: Uint8Array }) => () =>
    evaluate(
      { x, ...parameters },
      (weights) => gru(weights.get("x", [2, 4, 3]), weights.within("g"), options),
    );
  await assertRejects(
    run(made, { present: new Uint8Array(3) }),
    TypeError,
    "Cannot mask a tensor of shape [2,4,3] by 3 numbers: expected 8",
  );
  await assertRejects(
    run(gruParameters("g", { inputs: 2, size: 4, seed: 1 }), {}),
    TypeError,
    'Cannot use tensor "g.input.weight": shape [2,12], expected [3,12]',
  );
  const { "g.hidden.weight": _, ...without } = made;
  await assertRejects(
    run(without, {}),
    TypeError,
    'Cannot use tensor "g.hidden.weight": there is none, expected shape [-1,-1]',
  );
  await assertRejects(
    () =>
      evaluate(
        { x, ...made, state: randomParameter("state", [1, 4]) },
        (weights) =>
          gru(weights.get("x", [2, 4, 3]), weights.within("g"), {
            initial: weights.get("state", [1, 4]),
          }),
      ),
    TypeError,
    "Cannot begin with a state of shape [1,4]: expected [2,4]",
  );
});

Deno.test("gruParameters() have stable names, and every gate Glorot's bounds", () => {
  const made = gruParameters("g", { inputs: 10, size: 20, seed: 1 });
  assertEquals(Object.entries(made).map(([name, { shape }]) => [name, ...shape]), [
    ["g.input.weight", 10, 60],
    ["g.input.bias", 60],
    ["g.hidden.weight", 20, 60],
    ["g.hidden.bias", 60],
  ]);
  const largest = Math.max(...made["g.input.weight"].values.map(Math.abs)),
    bound = Math.sqrt(6 / 30);
  assertEquals(largest <= bound && largest > 0.95 * bound, true);
});

// Sequences and units that fill no workgroup, and more units than one has invocations.
for (const [batch, length, size] of [[1, 2, 1], [3, 1, 4], [5, 3, 67], [9, 4, 130]]) {
  forEachDevice(`gru() of ${batch} × ${length} × ${size} is what tfjs composes`, async () => {
    const parameters = {
      x: randomParameter("x", [batch, length, 3]),
      slope: randomParameter("slope", [batch, length, size]),
      initial: randomParameter("initial", [batch, size]),
      ...gruParameters("g", { inputs: 3, size, seed: 1 }),
      "g.hidden.bias": randomParameter("bias", [3 * size]),
    };
    for (
      const present of [
        undefined,
        Uint8Array.from({ length: batch * length }, (_, i) => i % 3),
      ]
    ) {
      const loss = (weights: Weights) =>
        gru(weights.get("x", [batch, length, 3]), weights.within("g"), {
          initial: weights.get("initial", [batch, size]),
          ...present && { present: present.map(Math.sign) },
        }).mul(weights.get("slope", [batch, length, size])).sum();
      const ours = await differentiate(parameters, loss);
      const theirs = await differentiate(parameters, (weights) => composed(() => loss(weights)));
      assertNear([ours.value], [theirs.value], 1e-5);
      for (const [name, gradient] of Object.entries(theirs.gradients)) {
        assertNear(ours.gradients[name], gradient, 1e-5);
      }
    }
  });
}
