import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { evaluate } from "../evaluate.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { linear, linearParameters } from "./linear.ts";

forEachDevice("linear() is x · weight + bias over the last axis", async () => {
  const parameters = {
    x: { shape: [1, 2, 2], values: new Float32Array([1, 2, 3, 4]) },
    "out.weight": { shape: [2, 3], values: new Float32Array([1, 0, 2, 0, 1, 1]) },
    "out.bias": { shape: [3], values: new Float32Array([10, 20, 30]) },
  };
  const y = await evaluate(
    parameters,
    (weights) => linear(weights.get("x", [1, 2, 2]), weights.within("out")),
  );
  assertEquals([...y], [11, 22, 34, 13, 24, 40]);
});

forEachDevice("linear() has the gradient of finite differences", async () => {
  const x = randomParameter("x", [2, 3, 4]);
  const parameters = { x, ...linearParameters("out", { inputs: 4, outputs: 5, seed: 1 }) };
  await assertGradient(
    parameters,
    (weights) => linear(weights.get("x", [2, 3, 4]), weights.within("out")).square().mean(),
  );
});

forEachDevice("linear() names a weight that does not fit", async () => {
  const parameters = {
    x: randomParameter("x", [2, 3]),
    ...linearParameters("out", { inputs: 4, outputs: 5, seed: 1 }),
  };
  await assertRejects(
    () =>
      evaluate(parameters, (weights) => linear(weights.get("x", [2, 3]), weights.within("out"))),
    TypeError,
    'Cannot use tensor "out.weight": shape [4,5], expected [3,-1]',
  );
});

Deno.test("linearParameters() depend on seed and name alone, and stay in Glorot's bounds", () => {
  const options = { inputs: 30, outputs: 20, seed: 3 };
  const { "a.weight": a, "a.bias": bias } = linearParameters("a", options);
  assertEquals(linearParameters("a", options)["a.weight"], a);
  const bound = Math.sqrt(6 / 50), largest = Math.max(...a.values.map(Math.abs));
  assertEquals(largest <= bound && largest > 0.95 * bound, true);
  assertEquals([...bias.values], new Array(20).fill(0));
  assertEquals(linearParameters("b", options)["b.weight"].values[0] === a.values[0], false);
  const variance = a.values.reduce((sum, each) => sum + each * each, 0) / 600;
  assertAlmostEquals(variance, bound ** 2 / 3, 0.15 * bound ** 2 / 3);
});
