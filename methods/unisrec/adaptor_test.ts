import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import golden from "../../tests/goldens/unisrec.json" with { type: "json" };
import { differentiate, evaluate, type Parameters, RandomStream } from "@permafrost/bench/nn";
import { assertGoldenLayer } from "../../nn/testing/assert_golden_layer.ts";
import { assertGradient } from "../../nn/testing/assert_gradient.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { goldenParameter } from "../../nn/testing/golden_parameter.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";
import { adaptor, adaptorParameters } from "./_adaptor.ts";

const shape = { inputs: 4, outputs: 2, experts: 3, seed: 1 };

/** Every number drawn, the text's too. */
const drawn: Parameters = Object.fromEntries(
  Object.entries({
    ...adaptorParameters("adaptor", shape),
    text: { shape: [5, 4], values: new Float32Array(20) },
  }).map(([name, { shape }]) => [name, randomParameter(name, shape)]),
);

function vectors(
  parameters: Parameters,
  training?: { rate: number; seed: number },
): Promise<Float32Array> {
  return evaluate(
    parameters,
    (weights) =>
      adaptor(weights.get("text", [-1, 4]), weights.within("adaptor"), {
        experts: 3,
        ...training &&
          {
            training: { rate: training.rate, random: RandomStream.from(training.seed, "adaptor") },
          },
      }),
  );
}

forEachDevice("adaptor() is the sum of whitened texts by the gate's shares", async () => {
  // x = (1, 2); experts: (x − (1, 1)) · (1, 1) = 1 and (x − (0, 1)) · (2, 4) = 6; gate: 0 and ln 3.
  const parameters: Parameters = {
    text: { shape: [1, 2], values: Float32Array.of(1, 2) },
    "adaptor.experts.0.bias": { shape: [2], values: Float32Array.of(1, 1) },
    "adaptor.experts.0.weight": { shape: [2, 1], values: Float32Array.of(1, 1) },
    "adaptor.experts.1.bias": { shape: [2], values: Float32Array.of(0, 1) },
    "adaptor.experts.1.weight": { shape: [2, 1], values: Float32Array.of(2, 4) },
    "adaptor.gate.weight": { shape: [2, 2], values: Float32Array.of(0, Math.log(3), 0, 0) },
  };
  const found = await evaluate(
    parameters,
    (weights) => adaptor(weights.get("text", [1, 2]), weights.within("adaptor"), { experts: 2 }),
  );
  assertNear(found, [0.25 * 1 + 0.75 * 6], 1e-5);
});

forEachDevice("adaptor() gives PyTorch's vectors and gradients", async () => {
  const parameters: Parameters = {
    text: goldenParameter("text", [5, 4]),
    "adaptor.gate.weight": goldenParameter("adaptor.gate.weight", [4, 3]),
    ...Object.fromEntries([0, 1, 2].flatMap((k) => {
      const bias = `adaptor.experts.${k}.bias`, weight = `adaptor.experts.${k}.weight`;
      return [
        [bias, goldenParameter(bias + "x".repeat(k), [4])],
        [weight, goldenParameter(weight + "x".repeat(k), [4, 2])],
      ];
    })),
  };
  await assertGoldenLayer(
    parameters,
    golden.adaptor,
    (weights) => adaptor(weights.get("text", [5, 4]), weights.within("adaptor"), { experts: 3 }),
  );
});

forEachDevice("adaptor() adds N(0, 1) softplus(x W_3) to its gate while training", async () => {
  const found = await vectors(drawn, { rate: 0, seed: 7 });
  const random = RandomStream.from(7, "adaptor");
  const of = (name: string): Float32Array => drawn[name].values;
  const noise = of("adaptor.noise.weight"), gate = of("adaptor.gate.weight"), text = of("text");
  const dot = (row: number, matrix: Float32Array, columns: number, column: number): number =>
    [0, 1, 2, 3].reduce((sum, i) => sum + text[4 * row + i] * matrix[columns * i + column], 0);
  const expected = [0, 1, 2, 3, 4].flatMap((row) => {
    const shares = [0, 1, 2].map((k) =>
      Math.exp(
        dot(row, gate, 3, k) + random.normal() * Math.log1p(Math.exp(dot(row, noise, 3, k))),
      )
    );
    const sum = shares.reduce((a, b) => a + b);
    return [0, 1].map((column) =>
      shares.reduce((total, share, k) => {
        const matrix = of(`adaptor.experts.${k}.weight`), bias = of(`adaptor.experts.${k}.bias`);
        const shift = [0, 1, 2, 3].reduce((s, i) => s + bias[i] * matrix[2 * i + column], 0);
        return total + share / sum * (dot(row, matrix, 2, column) - shift);
      }, 0)
    );
  });
  assertNear(found, expected, 1e-5);
});

forEachDevice("adaptor() learns how large its noise is", async () => {
  await assertGradient(
    drawn,
    (weights) =>
      adaptor(weights.get("text", [5, 4]), weights.within("adaptor"), {
        experts: 3,
        training: { rate: 0, random: RandomStream.from(3, "adaptor") },
      }).square().mean(),
  );
});

forEachDevice("adaptor() has neither noise nor dropout where it does not train", async () => {
  const { "adaptor.noise.weight": _, ...without } = drawn;
  assertEquals(await vectors(drawn), await vectors(without));
  assertNotEquals(await vectors(drawn), await vectors(drawn, { rate: 0, seed: 1 }));
  await assertRejects(() => vectors(without, { rate: 0, seed: 1 }), TypeError, "noise.weight");
});

forEachDevice("adaptor() drops and adds noise by its stream alone", async () => {
  const first = await vectors(drawn, { rate: 0.5, seed: 1 });
  assertEquals(await vectors(drawn, { rate: 0.5, seed: 1 }), first);
  assertNotEquals(await vectors(drawn, { rate: 0.5, seed: 2 }), first);
  assertNotEquals(await vectors(drawn, { rate: 0, seed: 1 }), first);
});

forEachDevice("adaptor() drops of the text for each expert on its own", async () => {
  // Both experts give the one number of the text, doubled or 0; halves of each are mixed.
  const ones = { shape: [64, 1], values: new Float32Array(64).fill(1) };
  const plain = adaptorParameters("adaptor", { inputs: 1, outputs: 1, experts: 2, seed: 1 });
  const parameters: Parameters = {
    ...plain,
    text: ones,
    "adaptor.experts.0.weight": { shape: [1, 1], values: Float32Array.of(1) },
    "adaptor.experts.1.weight": { shape: [1, 1], values: Float32Array.of(100) },
    "adaptor.noise.weight": { shape: [1, 2], values: Float32Array.of(-40, -40) },
  };
  const found = await evaluate(
    parameters,
    (weights) =>
      adaptor(weights.get("text", [64, 1]), weights.within("adaptor"), {
        experts: 2,
        training: { rate: 0.5, random: RandomStream.from(1, "adaptor") },
      }),
  );
  assertEquals([...new Set(found.map(Math.round))].sort((a, b) => a - b), [0, 1, 100, 101]);
});

forEachDevice("adaptor() begins with equal shares, and its gate learns from there", async () => {
  const parameters: Parameters = {
    ...adaptorParameters("adaptor", shape),
    text: drawn.text,
  };
  const found = await vectors(parameters);
  const apart = await Promise.all([0, 1, 2].map((k) =>
    evaluate(
      parameters,
      (weights) =>
        weights.get("text", [5, 4]).matMul(weights.get(`adaptor.experts.${k}.weight`, [4, 2])),
    )
  ));
  assertNear(found, found.map((_, i) => (apart[0][i] + apart[1][i] + apart[2][i]) / 3), 1e-6);
  const { "adaptor.noise.weight": _, ...used } = parameters;
  const { gradients } = await differentiate(
    used,
    (weights) =>
      adaptor(weights.get("text", [5, 4]), weights.within("adaptor"), { experts: 3 })
        .square().sum(),
  );
  assertEquals(gradients["adaptor.gate.weight"].every((each) => each === 0), false);
});
