import { assert, assertEquals, assertGreater, assertNotEquals, assertRejects } from "@std/assert";
import { readCheckpoint, writeCheckpoint } from "@permafrost/bench/nn";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { Catalogue, FitContext, Scorer, TrainView } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch, type Query } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import zesrec, { type ZesrecConfig } from "./method.ts";

const AROUND = 24;
const small: ZesrecConfig = {
  ...zesrec.defaults,
  ...{ embeddingSize: 16, maximumLength: 8, batchSize: 16, learningRate: 0.01, epochs: 15 },
};
const quick: ZesrecConfig = {
  ...small,
  ...{ embeddingSize: 8, epochs: 3, adaptLearningRate: 0.02, adaptEpochs: 4, patience: 3 },
};

/** Domains of 24 items each that stand around one circle, a little apart; their texts say where. */
function circles(domains: number): Catalogue {
  return buildCatalogue(AROUND * domains, {
    domains,
    domainOf: (item) => Math.floor(item / AROUND),
    textOf: (item) => {
      const angle = 2 * Math.PI * (item % AROUND + item / AROUND / 9) / AROUND;
      return [1, 2, 3, 4].flatMap((k) => [Math.cos(k * angle) / 2, Math.sin(k * angle) / 2]);
    },
  });
}

const follower = (item: number, step: number): number =>
  item - item % AROUND + (item % AROUND + step) % AROUND;

/** Users who walk round the circle of a domain. */
function walks(domain: number, { users = 72, step = 1 } = {}): number[][] {
  return Array.from({ length: users }, (_, user) => {
    const walk = [AROUND * domain + user % AROUND];
    while (walk.length < 4) walk.push(follower(walk[walk.length - 1], step));
    return walk;
  });
}

const train = buildTrainView([...walks(0), ...walks(1)], circles(2));
const none = buildTrainView([], circles(3));
/** In the target they walk the other way. */
const target = buildTrainView(walks(2, { step: AROUND - 1 }), circles(3));

/** What the host lends; its validations give these values, then NaN. */
function lend(
  view: TrainView,
  { seed = 1, values = [], resume }: { seed?: number; values?: number[]; resume?: Uint8Array } = {},
) {
  const saved: Uint8Array[] = [];
  const lent = fitContext({ train: view, validation: [], answers: [] }, { seed, device: "wasm" });
  const context: FitContext = {
    ...lent,
    ...resume && { resume },
    async validate(scorer) {
      saved.push(await weightsOf(scorer));
      return { value: values[saved.length - 1] ?? NaN, byDomain: new Float64Array() };
    },
  };
  return { context, saved, checkpoints: lent.checkpoints };
}

async function weightsOf(scorer: Scorer): Promise<Uint8Array> {
  const weights = await scorer.save?.();
  assert(weights !== undefined);
  return weights;
}

async function adapted(scorer: Scorer, view: TrainView, context: FitContext): Promise<Scorer> {
  const other = await scorer.adapt?.(view, context);
  assert(other !== undefined);
  return other;
}

function queriesOf(view: TrainView, domain: number): Query[] {
  const pool = [...view.catalogue.domains[domain].pool];
  return pool.map((item) => ({ user: -1, domain, history: [item], candidates: pool }));
}

/** Of a domain's items, the share of which that comes first that many steps on. */
async function shareRight(scorer: Scorer, view: TrainView, { domain = 2, step = 1 } = {}) {
  const scores = await scorer.score(
    buildQueryBatch(queriesOf(view, domain), view, { pools: true }),
  );
  return Array.from({ length: AROUND }, (_, at) => {
    const own = scores.subarray(at * AROUND, (at + 1) * AROUND);
    return own.indexOf(Math.max(...own)) === (at + step) % AROUND ? 1 / AROUND : 0;
  }).reduce((sum: number, each) => sum + each, 0);
}

function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

onWasm(
  "zesrec learns two domains, knows a third by text, and learns what is otherwise",
  async () => {
    const scorer = await zesrec.fit(train, small, lend(train).context);
    for (const domain of [0, 1]) {
      assertGreater(await shareRight(scorer, train, { domain }), 0.95);
    }
    const zeroShot = await adapted(scorer, none, lend(none).context);
    assertGreater(await shareRight(zeroShot, none), 0.9);
    const longer = { ...small, adaptLearningRate: 0.01, adaptEpochs: 25 };
    const loaded = await zesrec.load?.(
      ...[await weightsOf(scorer), train.catalogue, longer, lend(train).context] as const,
    );
    assert(loaded !== undefined);
    const tuned = await adapted(loaded, target, lend(target).context);
    assertGreater(await shareRight(tuned, target, { step: AROUND - 1 }), 0.9);
  },
);

onWasm("zero-shot is the model without offsets", async () => {
  const scorer = await zesrec.fit(train, quick, lend(train).context);
  const zeroShot = await adapted(scorer, none, lend(none).context);
  const saved = readCheckpoint(await weightsOf(scorer));
  assert(saved["item.offset"].values.every((each) => each !== 0));
  const { shape } = saved["item.offset"];
  const bare = await zesrec.load?.(
    writeCheckpoint({
      ...saved,
      "item.offset": { shape, values: new Float32Array(shape[0] * shape[1]) },
    }),
    ...[train.catalogue, quick, lend(train).context] as const,
  );
  const batch = buildQueryBatch(queriesOf(train, 1), train);
  const scores = await zeroShot.score(batch);
  assertEquals(scores, await bare?.score(batch));
  assertNotEquals(scores, await scorer.score(batch));
});

onWasm("fine-tuning moves networks and the target's offsets, and no others", async () => {
  const scorer = await zesrec.fit(train, quick, lend(train).context);
  const before = readCheckpoint(await weightsOf(scorer));
  const after = readCheckpoint(
    await weightsOf(await adapted(scorer, target, lend(target).context)),
  );
  for (const name of Object.keys(before)) {
    if (name !== "item.offset" && name !== "start.vector") {
      assertNotEquals(after[name], before[name], name);
    }
  }
  const { values } = after["item.offset"];
  assert(values.subarray(0, 2 * AROUND * 8).every((each) => each === 0));
  assert(values.subarray(2 * AROUND * 8).every((each) => each !== 0));
});

onWasm("fine-tuning gives the best of its epochs, the one before the first included", async () => {
  const scorer = await zesrec.fit(train, quick, lend(train).context);
  // Before; epochs 1 to 4; the best of these once more.
  const better = lend(target, { values: [0.2, 0.1, 0.5, 0.3, 0.3, 0.5] });
  assertEquals(
    await weightsOf(await adapted(scorer, target, better.context)),
    better.saved[2],
  );
  const worse = lend(target, { values: [0.6, 0.1, 0.5, 0.3, 0.3, 0.5] });
  const kept = await adapted(scorer, target, worse.context);
  assertEquals(await weightsOf(kept), worse.saved[0]);
  const batch = buildQueryBatch(queriesOf(target, 2), target);
  const zeroShot = await adapted(scorer, none, lend(none).context);
  assertEquals(await kept.score(batch), await zeroShot.score(batch));
});

onWasm("zesrec with the same seed gives the same weights, with another one others", async () => {
  const weights = async (seed: number) =>
    await weightsOf(await zesrec.fit(train, quick, lend(train, { seed }).context));
  assertEquals(await weights(7), await weights(7));
  assertNotEquals(await weights(7), await weights(8));
});

onWasm("λ_v holds the items' offsets, and λ_u has a part in what is learned", async () => {
  const saved = async (changes: Partial<ZesrecConfig>) =>
    readCheckpoint(
      await weightsOf(await zesrec.fit(train, { ...quick, ...changes }, lend(train).context)),
    );
  const length = ({ "item.offset": { values } }: ReturnType<typeof readCheckpoint>) =>
    Math.hypot(...values);
  const free = await saved({ itemPrecision: 0 });
  assertGreater(length(free), 2 * length(await saved({ itemPrecision: 1e5 })));
  assertNotEquals(await saved({ userPrecision: 0 }), await saved({ userPrecision: 1e5 }));
});

onWasm("a fit and an adapt go on from their checkpoints, each from its own", async () => {
  const fitted = lend(train), scorer = await zesrec.fit(train, quick, fitted.context);
  const weights = await weightsOf(scorer);
  for (const resume of fitted.checkpoints) {
    const again = await zesrec.fit(train, quick, lend(train, { resume }).context);
    assertEquals(await weightsOf(again), weights);
  }
  const tuning = lend(target),
    tuned = await weightsOf(await adapted(scorer, target, tuning.context));
  for (const resume of tuning.checkpoints) {
    const again = await adapted(scorer, target, lend(target, { resume }).context);
    assertEquals(await weightsOf(again), tuned);
  }
  assertEquals([fitted.checkpoints.length, tuning.checkpoints.length], [3, 4]);
  // Of as many items, by the same rate: still another phase.
  const same = { ...quick, adaptLearningRate: quick.learningRate, adaptEpochs: quick.epochs };
  const other = lend(train), again = await zesrec.fit(train, same, other.context);
  await assertRejects(
    () => adapted(again, train, lend(train, { resume: other.checkpoints[0] }).context),
    TypeError,
    'Cannot resume training: its "phase"',
  );
});

onWasm("zesrec loads what it saved, and names a tensor that does not fit", async () => {
  const scorer = await zesrec.fit(train, quick, lend(train).context);
  const weights = await weightsOf(scorer), { context } = lend(train, { seed: 5 });
  assertEquals(Object.hasOwn(readCheckpoint(weights), "state.offset"), false);
  const loaded = await zesrec.load?.(weights, train.catalogue, quick, context);
  assert(loaded !== undefined);
  assertEquals(await weightsOf(loaded), weights);
  const batch = buildQueryBatch(queriesOf(train, 0), train);
  assertEquals(await loaded.score(batch), await scorer.score(batch));
  await assertRejects(
    async () => await zesrec.load?.(weights, train.catalogue, { ...quick, layers: 3 }, context),
    TypeError,
    "Cannot restore tensor",
  );
});

onWasm("zesrec fits a view without events, and scores finite numbers", async () => {
  const view = buildTrainView([], circles(2));
  const scorer = await zesrec.fit(view, quick, lend(view).context);
  const scores = await scorer.score(buildQueryBatch(queriesOf(view, 1), view));
  assert(scores.every(Number.isFinite));
});

onWasm("zesrec refuses a catalogue without text, and a target with another text", async () => {
  const { itemText: _, ...rest } = train.catalogue;
  const view = { ...train, catalogue: { ...rest, itemTextSize: 0 } };
  await assertRejects(
    () => zesrec.fit(view, quick, lend(view).context),
    TypeError,
    "Cannot make ZESRec of a catalogue without text: expected a text vector per item",
  );
  const scorer = await zesrec.fit(train, { ...quick, epochs: 1 }, lend(train).context);
  const other = buildTrainView([], buildCatalogue(60, { domains: 3 }));
  await assertRejects(
    () => adapted(scorer, other, lend(other).context),
    TypeError,
    "Cannot move ZESRec to items with 4 numbers of text each: expected 8",
  );
});

onWasm("zesrec refuses a config that it cannot train with", async () => {
  for (
    const [config, message] of [
      [{ layers: 0 }, "layers 0: expected a whole number above 0"],
      [{ dropout: 1 }, "dropout 1: expected at least 0 and below 1"],
      [{ itemPrecision: -1 }, "itemPrecision -1: expected a number of at least 0"],
      [{ userPrecision: NaN }, "userPrecision null: expected a number of at least 0"],
      [{ adaptLearningRate: 0 }, "adaptLearningRate 0: expected a number above 0"],
      [{ adaptEpochs: 499 }, "adaptEpochs 499: expected at most 498"],
    ] as const
  ) {
    await assertRejects(
      () => zesrec.fit(train, { ...quick, ...config }, lend(train).context),
      RangeError,
      `Cannot train ZESRec with ${message}`,
    );
  }
});
