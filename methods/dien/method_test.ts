import { assert, assertEquals, assertGreater, assertNotEquals, assertRejects } from "@std/assert";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { dienEncoder } from "../../nn/encoders/dien_encoder.ts";
import { evaluate } from "../../nn/evaluate.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { Scorer } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import dien, { type DienConfig } from "./method.ts";

// Every user walks on by one, over all items but one or two; item 7 is none's.
const catalogue = buildCatalogue(8, { domains: 1 });
const train = buildTrainView(
  Array.from(
    { length: 42 },
    (_, user) => Array.from({ length: 5 + user % 2 }, (_, step) => (user + step) % 7),
  ),
  catalogue,
);
const small: DienConfig = {
  ...dien.defaults,
  embeddingSize: 4,
  maximumLength: 6,
  firstHiddenSize: 8,
  secondHiddenSize: 4,
  batchSize: 16,
  epochs: 2,
};

async function fit(config: Partial<DienConfig> = {}, seed = 1) {
  const losses: number[] = [];
  const scorer = await dien.fit(train, { ...small, ...config }, {
    ...fitContext({ train, validation: [], answers: [] }, { seed, device: "wasm" }),
    progress: ({ loss }) => void losses.push(loss ?? NaN),
  });
  return { scorer, losses };
}

async function weightsOf(scorer: Scorer): Promise<Uint8Array> {
  const weights = await scorer.save?.();
  assert(weights !== undefined);
  return weights;
}

function ask(scorer: Scorer, histories: number[][], candidates: number[]): Promise<Float32Array> {
  const queries = histories.map((history) => ({ user: -1, domain: 0, history, candidates }));
  return scorer.score(buildQueryBatch(queries, train));
}

/** A test on the device that runs use by default; nn's own tests show that the others agree. */
function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

onWasm("dien learns which item comes next", async () => {
  const { scorer, losses } = await fit({ epochs: 40, learningRate: 0.02, auxiliaryWeight: 0.1 });
  assertGreater(losses[0], 1.5 * losses[39]);
  const starts = [0, 2, 4], histories = starts.map((at) => [at, at + 1, (at + 2) % 7]);
  const scores = await ask(scorer, histories, [0, 1, 2, 3, 4, 5, 6]);
  for (const [row, at] of starts.entries()) {
    const own = scores.subarray(7 * row, 7 * row + 7), next = (at + 3) % 7;
    // Of those that the user did not have, as in every exam.
    for (const later of [4, 5, 6]) assertGreater(own[next], own[(at + later) % 7]);
  }
});

/** The auxiliary loss of 0 → 1 → 2 → 3 in which `other` stands for what was not had. */
async function auxiliaryOf(scorer: Scorer, other: number): Promise<number> {
  const { "item.weight": { values }, ...tensors } = readCheckpoint(await weightsOf(scorer));
  const rows = (items: number[]) => ({
    shape: [1, 4, 4],
    values: Float32Array.from(items.flatMap((item) => [...values.slice(4 * item, 4 * item + 4)])),
  });
  const given = { ...tensors, x: rows([0, 1, 2, 3]), unseen: rows([other, other, other, other]) };
  const [loss] = await evaluate(given, (weights) => {
    const x = weights.get("x", [1, 4, 4]), target = x.slice([0, 0, 0], [1, 1, 4]).reshape([1, 4]);
    const unseen = weights.get("unseen", [1, 4, 4]), present = Uint8Array.of(1, 1, 1, 1);
    const { auxiliary } = dienEncoder(x, target, weights.within("encoder"), { present, unseen });
    if (auxiliary === undefined) throw new Error("no auxiliary loss");
    return auxiliary.reshape([1]);
  });
  return loss;
}

onWasm(
  "dien's auxiliary loss tells the next item from one that the user did not have",
  async () => {
    const config = { epochs: 15, learningRate: 0.02 };
    const { scorer, losses } = await fit({ ...config, auxiliaryWeight: 1 });
    const without = await fit({ ...config, auxiliaryWeight: 0 });
    // Item 7 is drawn for users of all, and is never the next one.
    const [taught, untaught] = [await auxiliaryOf(scorer, 7), await auxiliaryOf(without.scorer, 7)];
    assertGreater(untaught, 1.5 * taught, `${untaught} ${taught}`);
    // Against an item that the user had, which is never drawn, it was not taught.
    assertGreater(await auxiliaryOf(scorer, 2), taught);
    // Vectors are near 0 at first: 2 ln 2 for every step to a next item, 1 to 5 of them.
    const mean = losses[0] - without.losses[0];
    assert(mean > 0 && mean < 5 * 2 * Math.LN2, `${mean}`);
    // The weight is that of the loss: a tenth of it at first.
    const tenth = await fit({ ...config, epochs: 1, auxiliaryWeight: 0.1 });
    assert(Math.abs(tenth.losses[0] - without.losses[0]) < 0.2 * mean);
  },
);

onWasm("dien scores by kept statistics: neither batch mates nor padding count", async () => {
  const { scorer } = await fit({ learningRate: 0.05 }), histories = [[], [2], [0, 1, 2, 3, 4, 5]];
  const { "prediction.dice.0.mean": { values } } = readCheckpoint(await weightsOf(scorer));
  assert(values.some((each) => each !== 0));
  const together = await ask(scorer, histories, [1, 6, 7]);
  for (const [at, history] of histories.entries()) {
    assertNear(
      await ask(scorer, [history], [1, 6, 7]),
      together.subarray(3 * at, 3 * at + 3),
      1e-6,
    );
  }
  assert(together.every(Number.isFinite));
  // Only the last six count.
  assertEquals(await ask(scorer, [[5, 1, ...histories[2]]], [6]), together.slice(7, 8));
});

onWasm("dien loads what it saved, statistics too", async () => {
  const { scorer } = await fit(), weights = await weightsOf(scorer);
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 5, device: "wasm" });
  const loaded = await dien.load?.(weights, catalogue, small, context);
  assert(loaded !== undefined);
  assertEquals(await weightsOf(loaded), weights);
  assertEquals(await ask(loaded, [[0, 1]], [6, 7]), await ask(scorer, [[0, 1]], [6, 7]));
  const names = Object.keys(readCheckpoint(weights));
  for (const name of ["encoder.evolution.hidden.weight", "prediction.dice.1.variance"]) {
    assert(names.includes(name), name);
  }
});

onWasm("dien with the same seed gives the same weights, with another one others", async () => {
  const weights = async (seed: number) =>
    await weightsOf((await fit({ dropout: 0.2 }, seed)).scorer);
  assertEquals(await weights(7), await weights(7));
  assertNotEquals(await weights(7), await weights(8));
});

onWasm("dien refuses a config that it cannot train with", async () => {
  for (
    const [config, message] of [
      [{ auxiliaryWeight: -1 }, "auxiliaryWeight -1: expected a number of at least 0"],
      [{ firstHiddenSize: 1.5 }, "firstHiddenSize 1.5: expected a whole number above 0"],
      [{ dropout: 1 }, "dropout 1: expected at least 0 and below 1"],
      [{ epochs: 501 }, "epochs 501: expected at most 500"],
    ] as const
  ) {
    await assertRejects(() => fit(config), RangeError, `Cannot train DIEN with ${message}`);
  }
});
