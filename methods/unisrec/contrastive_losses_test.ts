import { assertAlmostEquals, assertEquals } from "@std/assert";
import golden from "../../tests/goldens/unisrec.json" with { type: "json" };
import { evaluate, type Parameters } from "@permafrost/bench/nn";
import { assertGoldenLayer } from "../../nn/testing/assert_golden_layer.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { goldenParameter } from "../../nn/testing/golden_parameter.ts";
import { contrastiveLosses } from "./_contrastive_losses.ts";

forEachDevice("contrastiveLosses() gives PyTorch's value and gradients", async () => {
  const parameters: Parameters = {
    states: goldenParameter("states", [6, 4]),
    positives: goldenParameter("positives", [6, 4]),
    whole: goldenParameter("whole", [3, 4]),
    dropped: goldenParameter("dropped", [3, 4]),
  };
  await assertGoldenLayer(parameters, golden.losses, (weights) => {
    const get = (name: string) => weights.get(name, [-1, 4]);
    return contrastiveLosses(
      { states: get("states"), keys: get("positives"), next: [4, 1, 4, 2, 7, 1] },
      {
        sequences: { states: get("whole"), keys: get("dropped"), next: [4, 9, 4] },
        temperature: 0.07,
        sequenceWeight: 0.25,
      },
    );
  });
});

/** Of states and keys on two axes, with vectors of any length. */
async function lossOf(next: number[], sequenceWeight?: number): Promise<number> {
  const states = { shape: [3, 2], values: Float32Array.of(2, 0, 0, 3, 0.1, 0) };
  const keys = { shape: [3, 2], values: Float32Array.of(5, 0, 0, 0.2, 7, 0) };
  const [loss] = await evaluate({ states, keys }, (weights) => {
    const pairs = {
      states: weights.get("states", [3, 2]),
      keys: weights.get("keys", [3, 2]),
      next,
    };
    return contrastiveLosses(pairs, {
      temperature: 0.5,
      sequenceWeight: sequenceWeight ?? 1,
      ...sequenceWeight !== undefined && { sequences: pairs },
    });
  });
  return loss;
}

// Cosines are 1 with keys 0 and 2 and 0 with key 1 for rows 0 and 2, the other way round for row 1.
const once = Math.log(1 + 2 * Math.exp(-2));

forEachDevice("contrastiveLosses() takes keys of the same next item for no negatives", async () => {
  assertAlmostEquals(await lossOf([8, 5, 8]), (2 * Math.log(1 + Math.exp(-2)) + once) / 3, 1e-5);
});

forEachDevice("contrastiveLosses() takes every other key for a negative", async () => {
  const twice = Math.log(2 + Math.exp(-2));
  assertAlmostEquals(await lossOf([8, 5, 9]), (2 * twice + once) / 3, 1e-5);
});

forEachDevice("contrastiveLosses() adds the sequences' loss by its weight", async () => {
  const items = await lossOf([8, 5, 8]);
  assertAlmostEquals(await lossOf([8, 5, 8], 0.001), 1.001 * items, 1e-5);
  assertEquals(await lossOf([8, 5, 8], 0), items);
});
