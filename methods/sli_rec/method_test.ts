import { assert, assertEquals, assertGreater, assertNotEquals, assertRejects } from "@std/assert";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { QueryBatch, Scorer } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { timeFeatures } from "./_time_features.ts";
import sliRec, { type SliRecConfig } from "./method.ts";

const DAY = 86400;

// After items 0 and 1 an even user takes 2 on the next day, an odd one 3 after 100 days.
const catalogue = buildCatalogue(4, { domains: 1 });
const view = buildTrainView(
  Array.from({ length: 32 }, (_, user) => [0, 1, 2 + user % 2]),
  catalogue,
);
const time = view.events.time.map((_, row) => {
  const user = Math.floor(row / 3);
  return DAY * (user + [0, 1, user % 2 ? 101 : 2][row % 3]);
});
const train = { ...view, events: { ...view.events, time } };
const small: SliRecConfig = {
  ...sliRec.defaults,
  embeddingSize: 4,
  maximumLength: 6,
  hiddenSize: 6,
  batchSize: 16,
  epochs: 2,
};

async function fit(config: Partial<SliRecConfig> = {}, seed = 1) {
  const losses: number[] = [];
  const scorer = await sliRec.fit(train, { ...small, ...config }, {
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

/** Histories with an event a day, the last one some days ago. */
function asked(histories: number[][], candidates: number[], days = 1): QueryBatch {
  const queries = histories.map((history) => ({ user: -1, domain: 0, history, candidates }));
  const batch = buildQueryBatch(queries, train), { offsets } = batch.history;
  const time = batch.history.time.slice();
  histories.forEach((history, query) =>
    history.forEach((_, at) =>
      time[offsets[query] + at] = batch.time[query] - DAY * (days + history.length - 1 - at)
    )
  );
  return { ...batch, history: { ...batch.history, time } };
}

/** A test on the device that runs use by default; nn's own tests show that the others agree. */
function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

onWasm("sli_rec learns what follows soon, and what later", async () => {
  const { scorer, losses } = await fit({ epochs: 60, learningRate: 0.02 });
  assertGreater(losses[0], 1.5 * losses[59]);
  const [soonTwo, soonThree] = await scorer.score(asked([[0, 1]], [2, 3], 1));
  const [lateTwo, lateThree] = await scorer.score(asked([[0, 1]], [2, 3], 100));
  assert(soonTwo > soonThree && lateThree > lateTwo, `${[soonTwo, soonThree, lateTwo, lateThree]}`);
});

Deno.test("timeFeatures() are logarithms of days since the item before, and until now", () => {
  // Two histories: the start, items at days 10 and 12, padding; items at days 1, 1, 5, 9, cut.
  const days = [NaN, 10, 12, NaN, 1, 1, 5, 9];
  const { interval, span, elapsed } = timeFeatures({
    size: 2,
    length: 4,
    time: Float64Array.from(days, (day) => day * DAY),
    now: Float64Array.of(20 * DAY, 9.1 * DAY),
    last: Uint32Array.of(2, 7),
  }, { shortest: 0.5 });
  // Half a day stands for what is shorter, and for what is not known.
  const log = (values: number[]) => values.map((value) => Math.log(value));
  assertNear(interval, log([0.5, 0.5, 2, 0.5, 0.5, 0.5, 4, 4]), 1e-6);
  assertNear(span, log([0.5, 10, 8, 0.5, 8.1, 8.1, 4.1, 0.5]), 1e-6);
  assertNear(elapsed, log([8, 0.5]), 1e-6);
});

Deno.test("timeFeatures() of a history without items are the shortest", () => {
  const empty = {
    size: 1,
    length: 2,
    time: Float64Array.of(NaN, NaN),
    now: Float64Array.of(5),
    last: Uint32Array.of(0),
  };
  const { interval, span, elapsed } = timeFeatures(empty, { shortest: 1 });
  assertEquals([...interval, ...span, ...elapsed], [0, 0, 0, 0, 0]);
});

onWasm("sli_rec scores by kept statistics: neither batch mates nor padding count", async () => {
  const { scorer } = await fit({ learningRate: 0.05 }), histories = [[], [2], [0, 3, 1, 2, 0, 1]];
  const tensors = readCheckpoint(await weightsOf(scorer));
  for (const name of ["norm.mean", "prediction.dice.0.mean"]) {
    assert(tensors[name].values.some((each) => each !== 0), name);
  }
  const together = await scorer.score(asked(histories, [1, 2, 3]));
  for (const [at, history] of histories.entries()) {
    const alone = await scorer.score(asked([history], [1, 2, 3]));
    assertNear(alone, together.subarray(3 * at, 3 * at + 3), 1e-6);
  }
  assert(together.every(Number.isFinite));
  // Only the last six count.
  assertEquals(
    await scorer.score(asked([[3, 3, ...histories[2]]], [2])),
    together.slice(7, 8),
  );
});

onWasm("sli_rec loads what it saved, statistics too", async () => {
  const { scorer } = await fit(),
    weights = await weightsOf(scorer),
    batch = asked([[0, 1]], [2, 3]);
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 5, device: "wasm" });
  const loaded = await sliRec.load?.(weights, catalogue, small, context);
  assert(loaded !== undefined);
  assertEquals(await weightsOf(loaded), weights);
  assertEquals(await loaded.score(batch), await scorer.score(batch));
  const names = Object.keys(readCheckpoint(weights));
  for (const name of ["encoder.lstm.span_gates.weight", "norm.variance", "item.weight"]) {
    assert(names.includes(name), name);
  }
});

onWasm("sli_rec with the same seed gives the same weights, with another one others", async () => {
  const weights = async (seed: number) =>
    await weightsOf((await fit({ dropout: 0.2 }, seed)).scorer);
  assertEquals(await weights(7), await weights(7));
  assertNotEquals(await weights(7), await weights(8));
});

onWasm("sli_rec refuses a config that it cannot train with", async () => {
  for (
    const [config, message] of [
      [{ shortestTime: 0 }, "shortestTime 0: expected a number above 0"],
      [{ hiddenSize: 0 }, "hiddenSize 0: expected a whole number above 0"],
      [{ weightDecay: -1 }, "weightDecay -1: expected a number of at least 0"],
      [{ epochs: 501 }, "epochs 501: expected at most 500"],
    ] as const
  ) {
    await assertRejects(() => fit(config), RangeError, `Cannot train SLi-Rec with ${message}`);
  }
});
