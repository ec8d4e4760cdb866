import { assertEquals } from "@std/assert";
import golden from "../../tests/goldens/layers.json" with { type: "json" };
import { RandomStream } from "../../core/random_stream.ts";
import { evaluate } from "../evaluate.ts";
import { assertGoldenLayer } from "../testing/assert_golden_layer.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { goldenParameters } from "../testing/golden_parameters.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { mlp, mlpParameters } from "./mlp.ts";

forEachDevice("mlp() gives PyTorch's values and gradients", async () => {
  const parameters = goldenParameters(mlpParameters("m", { sizes: [4, 6, 2], seed: 1 }));
  const x = goldenParameter("x", [2, 3, 4]), options = { layers: 2, activation: "tanh" } as const;
  await assertGoldenLayer(
    { x, ...parameters },
    golden.mlp,
    (weights) => mlp(weights.get("x", x.shape), weights.within("m"), options),
  );
});

for (const activation of ["relu", "gelu", "silu", "sigmoid", "tanh"] as const) {
  forEachDevice(`mlp() with ${activation} has the gradient of finite differences`, async () => {
    const x = randomParameter("x", [5, 3]);
    await assertGradient(
      { x, ...mlpParameters("m", { sizes: [3, 4, 4, 2], seed: 3 }) },
      (weights) =>
        mlp(weights.get("x", [5, 3]), weights.within("m"), { layers: 3, activation })
          .sub(1).square().mean(),
    );
  });
}

forEachDevice("mlp() drops behind hidden layers only", async () => {
  const x = { shape: [1, 1], values: new Float32Array([2]) };
  const one = { shape: [1, 1], values: new Float32Array([1]) };
  const zero = { shape: [1], values: new Float32Array(1) };
  const parameters = {
    x,
    "m.layers.0.weight": one,
    "m.layers.0.bias": zero,
    "m.layers.1.weight": one,
    "m.layers.1.bias": zero,
  };
  const seen = new Set<number>();
  for (let seed = 0; seed < 20; seed++) {
    const dropout = { rate: 0.5, random: RandomStream.from(seed, "dropout") };
    const options = { layers: 2, activation: "relu", dropout } as const;
    const [y] = await evaluate(
      parameters,
      (weights) => mlp(weights.get("x", [1, 1]), weights.within("m"), options),
    );
    seen.add(y);
  }
  assertEquals([...seen].sort(), [0, 4]);
});

Deno.test("mlpParameters() have stable names and the sizes asked for", () => {
  const parameters = mlpParameters("m", { sizes: [3, 4, 2], seed: 1 });
  assertEquals(Object.entries(parameters).map(([name, { shape }]) => [name, ...shape]), [
    ["m.layers.0.weight", 3, 4],
    ["m.layers.0.bias", 4],
    ["m.layers.1.weight", 4, 2],
    ["m.layers.1.bias", 2],
  ]);
});
