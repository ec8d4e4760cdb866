import { assert, assertEquals, assertGreater, assertNotEquals, assertRejects } from "@std/assert";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { Catalogue, Scorer, TrainView } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch, type Query } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import prerec, { type PrerecConfig } from "./method.ts";

const AROUND = 24;
const small: PrerecConfig = {
  ...prerec.defaults,
  embeddingSize: 16,
  maximumLength: 8,
  batchSize: 16,
  learningRate: 0.01,
  epochs: 15,
};
const quick: PrerecConfig = { ...small, embeddingSize: 8, epochs: 2 };

/** Domains of 24 items each that stand around one circle, a little apart; their texts say where. */
function circles(domains: number): Catalogue {
  const catalogue = buildCatalogue(AROUND * domains, {
    domains,
    domainOf: (item) => Math.floor(item / AROUND),
  });
  const itemText = Float32Array.from({ length: catalogue.items * 8 }, (_, i) => {
    const item = Math.floor(i / 8), turns = (item % AROUND + item / AROUND / 9) / AROUND;
    const angle = 2 * Math.PI * turns * (1 + (i >> 1) % 4);
    return (i % 2 ? Math.sin(angle) : Math.cos(angle)) / 2;
  });
  return { ...catalogue, itemText, itemTextSize: 8 };
}

const follower = (item: number, step = 1): number =>
  item - item % AROUND + (item % AROUND + step) % AROUND;

/** Users who walk round the circle of a domain. */
function walks(domain: number, users = 72): number[][] {
  return Array.from({ length: users }, (_, user) => {
    const walk = [AROUND * domain + user % AROUND];
    while (walk.length < 4) walk.push(follower(walk[walk.length - 1]));
    return walk;
  });
}

const train = buildTrainView([...walks(0), ...walks(1)], circles(2));

/** A fit whose validation gives these values, then NaN; and what was saved at each. */
async function fit(options: {
  config?: PrerecConfig;
  seed?: number;
  values?: number[];
  view?: TrainView;
  resume?: Uint8Array;
}) {
  const { config = quick, seed = 1, values = [], view = train, resume } = options;
  const saved: Uint8Array[] = [], checkpoints: Uint8Array[] = [], losses: number[] = [];
  const scorer = await prerec.fit(view, config, {
    ...fitContext({ train: view, validation: [], answers: [] }, { seed, device: "wasm" }),
    async validate(candidate) {
      saved.push(await weightsOf(candidate));
      return { value: values[saved.length - 1] ?? NaN, byDomain: new Float64Array() };
    },
    progress: ({ loss }) => void losses.push(loss ?? NaN),
    checkpoint: (state) => {
      checkpoints.push(state.slice());
      return Promise.resolve();
    },
    ...resume && { resume },
  });
  return { scorer, saved, checkpoints, losses };
}

async function weightsOf(scorer: Scorer): Promise<Uint8Array> {
  const weights = await scorer.save?.();
  assert(weights !== undefined);
  return weights;
}

/** Of every item of a domain, the one that is told to follow it. */
async function toldOf(scorer: Scorer, domain: number, view: TrainView): Promise<number[]> {
  const { pool } = view.catalogue.domains[domain];
  const queries = Array.from(pool, (item): Query => ({
    ...{ user: -1, domain, history: [item], candidates: [...pool] },
  }));
  const scores = await scorer.score(buildQueryBatch(queries, view, { pools: true }));
  return queries.map((_, q) => {
    const own = scores.subarray(q * pool.length, (q + 1) * pool.length);
    return pool[own.indexOf(Math.max(...own))];
  });
}

function shareRight(told: readonly number[], domain: number): number {
  return told.filter((item, at) => item === follower(AROUND * domain + at)).length / told.length;
}

function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

const WITHOUT: PrerecConfig["without"][] = [[], ["domain", "popularity"]];
for (const without of WITHOUT) {
  const name = without.length ? "prerec_n" : "prerec";
  onWasm(
    `${name} learns what follows in two domains, and knows it of a third by text`,
    async () => {
      const { scorer, losses } = await fit({ config: { ...small, without } });
      assertGreater(losses[0], 2 * losses[losses.length - 1]);
      for (const domain of [0, 1]) {
        assertGreater(shareRight(await toldOf(scorer, domain, train), domain), 0.95);
      }
      const target = buildTrainView([], circles(3));
      const context = fitContext({ train: target, validation: [], answers: [] }, {
        ...{ seed: 2, device: "wasm" },
      });
      const adapted = await scorer.adapt?.(target, context);
      assert(adapted !== undefined);
      assertGreater(shareRight(await toldOf(adapted, 2, target), 2), 0.9);
    },
  );
}

onWasm("prerec with the same seed gives the same weights, with another one others", async () => {
  const weights = async (seed: number) => await weightsOf((await fit({ seed })).scorer);
  assertEquals(await weights(7), await weights(7));
  assertNotEquals(await weights(7), await weights(8));
});

onWasm("prerec scores by the weights of the best validation, and stops early", async () => {
  const config = { ...quick, epochs: 6, patience: 2 };
  const { scorer, saved } = await fit({ config, values: [0.1, 0.3, 0.3, 0.2, 0.5] });
  assertEquals(saved.length, 4);
  assertNotEquals(saved[1], saved[3]);
  assertEquals(await weightsOf(scorer), saved[1]);
  // And not by the items of a later epoch, which validation had asked for.
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "wasm" });
  const loaded = await prerec.load?.(saved[1], train.catalogue, config, context);
  assert(loaded !== undefined);
  const query = { user: 3, domain: 1, history: [30], candidates: [24, 31, 40] };
  const batch = buildQueryBatch([query], train);
  assertEquals(await scorer.score(batch), await loaded.score(batch));
});

onWasm("prerec's validation scores by the weights of its epoch", async () => {
  const query = { user: -1, domain: 0, history: [3], candidates: [0, 4, 9] };
  const batch = buildQueryBatch([query], train), scores: Float32Array[] = [];
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "wasm" });
  await prerec.fit(train, quick, {
    ...context,
    async validate(scorer) {
      scores.push(await scorer.score(batch));
      const loaded = await prerec.load?.(await weightsOf(scorer), train.catalogue, quick, context);
      assertEquals(await loaded?.score(batch), scores[scores.length - 1]);
      return { value: NaN, byDomain: new Float64Array() };
    },
  });
  assertNotEquals(scores[0], scores[1]);
});

onWasm("prerec goes on from every checkpoint to the same bytes", async () => {
  const config = { ...quick, epochs: 3 }, { scorer, checkpoints } = await fit({ config });
  assertEquals(checkpoints.length, 3);
  for (const resume of checkpoints) {
    const again = await fit({ config, resume });
    assertEquals(await weightsOf(again.scorer), await weightsOf(scorer));
  }
  await assertRejects(
    () => fit({ config: { ...config, without: ["domain"] }, resume: checkpoints[0] }),
    TypeError,
    'Cannot resume training: its "without"',
  );
});

onWasm(
  "prerec loads what it saved, users' offsets too, and names a tensor that does not fit",
  async () => {
    const { scorer } = await fit({}), weights = await weightsOf(scorer);
    const saved = readCheckpoint(weights);
    assertEquals(saved["user.offset"].shape, [train.users, 8]);
    assertEquals(saved["item.offset"].shape, [2 * AROUND, 8]);
    assertEquals(saved["domain.embedding"].shape, [2, 8]);
    const context = fitContext({ train, validation: [], answers: [] }, { seed: 5, device: "wasm" });
    const loaded = await prerec.load?.(weights, train.catalogue, quick, context);
    assert(loaded !== undefined);
    assertEquals(await weightsOf(loaded), weights);
    await assertRejects(
      async () => await prerec.load?.(weights, train.catalogue, { ...quick, blocks: 1 }, context),
      TypeError,
      "Cannot restore tensor",
    );
  },
);

onWasm("prerec fits a view without events, and scores finite numbers", async () => {
  const view = buildTrainView([], circles(2)), { scorer } = await fit({ view });
  const query = { user: -1, domain: 1, history: [25], candidates: [26, 27] };
  const scores = await scorer.score(buildQueryBatch([query], view));
  assert(scores.every(Number.isFinite));
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "wasm" });
  const loaded = await prerec.load?.(await weightsOf(scorer), view.catalogue, quick, context);
  assertEquals(await loaded?.score(buildQueryBatch([query], view)), scores);
});

onWasm("prerec refuses a catalogue without text", async () => {
  const { itemText: _, ...rest } = train.catalogue;
  const view = { ...train, catalogue: { ...rest, itemTextSize: 0 } };
  await assertRejects(
    () => fit({ view }),
    TypeError,
    "Cannot make PreRec of a catalogue without text: expected a text vector per item",
  );
});

onWasm("prerec refuses a config that it cannot train with", async () => {
  for (
    const [config, message] of [
      [{ embeddingSize: 0 }, "embeddingSize 0: expected a whole number above 0"],
      [{ heads: 3 }, "heads 3: expected a divisor of 8"],
      [{ maximumLength: 1 }, "maximumLength 1: expected 2 or more"],
      [{ dropout: 1 }, "dropout 1: expected at least 0 and below 1"],
      [{ popularityOrders: 0 }, "popularityOrders 0: expected a whole number above 0"],
      [{ itemPrecision: -1 }, "itemPrecision -1: expected a number of at least 0"],
      [{ learningRate: 0 }, "learningRate 0: expected a number above 0"],
      [{ epochs: 501 }, "epochs 501: expected at most 500"],
      [{ adaptEpochs: 499 }, "adaptEpochs 499: expected at most 498"],
    ] as const
  ) {
    await assertRejects(
      () => fit({ config: { ...quick, ...config } }),
      RangeError,
      `Cannot train PreRec with ${message}`,
    );
  }
  // As a JSON file may have it.
  const file: object = { without: ["text"] };
  const config: PrerecConfig = Object.assign({ ...quick }, file);
  await assertRejects(
    () => fit({ config }),
    RangeError,
    'without ["text"]: expected a list of "domain", "popularity"',
  );
});
