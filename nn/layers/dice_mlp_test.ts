import { assertEquals } from "@std/assert";
import golden from "../../tests/goldens/target_aware.json" with { type: "json" };
import { RandomStream } from "../../core/random_stream.ts";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { assertGoldenLayer } from "../testing/assert_golden_layer.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { goldenParameters } from "../testing/golden_parameters.ts";
import { diceMlp, diceMlpParameters, diceMlpStatistics } from "./dice_mlp.ts";
import { updateStatistics } from "./update_statistics.ts";

const sizes = [3, 4, 2], x = goldenParameter("x", [5, 3]);
const parameters: Parameters = {
  x,
  ...goldenParameters(diceMlpParameters("m", { sizes, seed: 1 })),
};

forEachDevice("diceMlp() gives PyTorch's values and gradients", async () => {
  await assertGoldenLayer(
    parameters,
    golden.diceMlp,
    (weights) =>
      diceMlp(weights.get("x", [5, 3]), weights.within("m"), { layers: 2, training: true }),
  );
});

forEachDevice("diceMlp() scores by the statistics that training recorded", async () => {
  const statistics = diceMlpStatistics("m", { sizes });
  const { records } = await differentiate(
    parameters,
    (weights) =>
      diceMlp(weights.get("x", [5, 3]), weights.within("m"), { layers: 2, training: true }).sum(),
  );
  updateStatistics(statistics, { records, momentum: 1 });
  const y = await evaluate(
    { ...parameters, ...statistics },
    (weights) =>
      diceMlp(weights.get("x", [5, 3]), weights.within("m"), { layers: 2, training: false }),
  );
  assertNear(y, golden.diceMlp.output, 1e-5);
});

forEachDevice("diceMlp() drops behind hidden layers", async () => {
  const dropout = { rate: 0.9, random: RandomStream.from(1, "dropout") };
  const options = { layers: 2, training: true, dropout };
  const y = await evaluate(
    parameters,
    (weights) => diceMlp(weights.get("x", [5, 3]), weights.within("m"), options),
  );
  const bias = [...parameters["m.layers.1.bias"].values];
  const rows = Array.from({ length: 5 }, (_, row) => [...y.subarray(2 * row, 2 * row + 2)]);
  assertEquals(rows.some((row) => row.join() === bias.join()), true);
});

Deno.test("diceMlpParameters() have stable names, and Dice behind hidden layers only", () => {
  assertEquals(Object.keys(diceMlpParameters("m", { sizes, seed: 1 })), [
    "m.layers.0.weight",
    "m.layers.0.bias",
    "m.layers.1.weight",
    "m.layers.1.bias",
    "m.dice.0.alpha",
  ]);
  assertEquals(Object.keys(diceMlpStatistics("m", { sizes })), [
    "m.dice.0.mean",
    "m.dice.0.variance",
  ]);
});
