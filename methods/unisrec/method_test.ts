import { assert, assertEquals, assertGreater, assertNotEquals, assertRejects } from "@std/assert";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { Catalogue, FitContext, Scorer, TrainView } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch, type Query } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import unisrec, { type UnisrecConfig } from "./method.ts";

const AROUND = 24;
const small: UnisrecConfig = {
  ...unisrec.defaults,
  embeddingSize: 16,
  maximumLength: 8,
  batchSize: 16,
  learningRate: 0.01,
  epochs: 15,
};
const quick: UnisrecConfig = {
  ...small,
  embeddingSize: 8,
  experts: 2,
  epochs: 2,
  adaptEpochs: 3,
  adaptLearningRate: 0.02,
};

/** Domains of 24 items each that stand around one circle, a little apart; their texts say where. */
function circles(domains: number, changes: Partial<Catalogue> = {}): Catalogue {
  const catalogue = buildCatalogue(AROUND * domains, {
    domains,
    domainOf: (item) => Math.floor(item / AROUND),
    textOf: (item) =>
      [1, 2, 3, 4].flatMap((times) => {
        const angle = 2 * Math.PI * times * (item % AROUND + item / AROUND / 9) / AROUND;
        return [Math.cos(angle) / 2, Math.sin(angle) / 2];
      }),
  });
  return { ...catalogue, ...changes };
}

const follower = (item: number): number => item - item % AROUND + (item % AROUND + 1) % AROUND;

/** Users who walk round the circle of a domain. */
function walks(domain: number, users = 72): number[][] {
  return Array.from({ length: users }, (_, user) => {
    const walk = [AROUND * domain + user % AROUND];
    while (walk.length < 4) walk.push(follower(walk[walk.length - 1]));
    return walk;
  });
}

const train = buildTrainView([...walks(0), ...walks(1)], circles(2));
const target = buildTrainView(walks(2), circles(3)), empty = buildTrainView([], circles(3));

/** What the host lends; its validations give these values, then NaN. */
function lend(view: TrainView, options: { values?: number[]; resume?: Uint8Array } = {}) {
  const { values = [], resume } = options;
  const saved: Uint8Array[] = [], checkpoints: Uint8Array[] = [], losses: number[] = [];
  const context: FitContext = {
    ...fitContext({ train: view, validation: [], answers: [] }, { seed: 1, device: "wasm" }),
    async validate(scorer) {
      saved.push(await weightsOf(scorer));
      return { value: values[saved.length - 1] ?? NaN, byDomain: new Float64Array() };
    },
    progress: ({ loss }) => void losses.push(loss ?? NaN),
    checkpoint: (state) => {
      checkpoints.push(state.slice());
      return Promise.resolve();
    },
    ...resume && { resume },
  };
  return { context, saved, checkpoints, losses };
}

const fitted = (config: UnisrecConfig, view = train): Promise<Scorer> =>
  unisrec.fit(view, config, lend(view).context);

async function adapted(scorer: Scorer, view: TrainView, context: FitContext): Promise<Scorer> {
  const other = await scorer.adapt?.(view, context);
  assert(other !== undefined);
  return other;
}

async function weightsOf(scorer: Scorer): Promise<Uint8Array> {
  const weights = await scorer.save?.();
  assert(weights !== undefined);
  return weights;
}

/** Share of a domain's items that are told to be followed by the one that follows. */
async function shareRight(scorer: Scorer, domain: number, view: TrainView): Promise<number> {
  const { pool } = view.catalogue.domains[domain];
  const queries = Array.from(pool, (item): Query => ({
    ...{ user: -1, domain, history: [item], candidates: [...pool] },
  }));
  const scores = await scorer.score(buildQueryBatch(queries, view, { pools: true }));
  const right = queries.filter((_, q) => {
    const own = scores.subarray(q * pool.length, (q + 1) * pool.length);
    return pool[own.indexOf(Math.max(...own))] === follower(pool[q]);
  });
  return right.length / queries.length;
}

/** Names of weights that are not the same in both. */
function changedIn(before: Uint8Array, after: Uint8Array): string[] {
  const old = readCheckpoint(before), now = readCheckpoint(after);
  return Object.keys(now).filter((name) =>
    now[name].values.some((each, at) => each !== (old[name].values[at] ?? 0))
  );
}

function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

onWasm("unisrec learns what follows in two domains, and knows it of a third by text", async () => {
  const { context, losses } = lend(train), scorer = await unisrec.fit(train, small, context);
  assertGreater(losses[0], 2 * losses[losses.length - 1]);
  for (const domain of [0, 1]) assertGreater(await shareRight(scorer, domain, train), 0.9);
  const zeroShot = await adapted(scorer, empty, lend(empty).context);
  assertGreater(await shareRight(zeroShot, 2, empty), 0.8);
});

for (const setting of ["inductive", "transductive"] as const) {
  onWasm(`${setting} fine-tuning learns a domain, with the encoder fixed`, async () => {
    // In the target everybody walks the other way.
    const back = buildTrainView(walks(2).map((walk) => walk.toReversed()), circles(3));
    const backwards = { ...small, setting, adaptLearningRate: 0.02, adaptEpochs: 20 };
    const scorer = await fitted(backwards), { context, saved, losses } = lend(back);
    const tuned = await adapted(scorer, back, context);
    assertGreater(losses[0], 1.3 * losses[losses.length - 1]);
    assertEquals(changedIn(saved[0], await weightsOf(tuned)), [
      ...Object.keys(readCheckpoint(saved[0])).filter((name) => name.startsWith("adaptor.")),
      ...setting === "transductive" ? ["item.own"] : [],
    ]);
    // Vectors of the target's items alone, whose candidates they are.
    const own = readCheckpoint(await weightsOf(tuned))["item.own"]?.values ?? new Float32Array();
    assert(own.subarray(0, 2 * AROUND * 16).every((each) => each === 0));
  });

  onWasm(
    `${setting} fine-tuning begins at zero-shot, and goes back if it is no better`,
    async () => {
      const scorer = await fitted({ ...quick, setting }), before = await weightsOf(scorer);
      const zeroShot = await weightsOf(await adapted(scorer, empty, lend(empty).context));
      const { context, saved } = lend(target, { values: [0.5, 0.4, 0.5, 0.3, 0.5] });
      const same = await adapted(scorer, target, context);
      assertEquals(saved.length, 5);
      assertEquals(saved[0], zeroShot);
      assertNotEquals(saved[1], zeroShot);
      assertEquals(await weightsOf(same), zeroShot);
      const asked = { user: -1, domain: 2, history: [50, 51], candidates: [52, 53, 54] };
      const batch = buildQueryBatch([asked], target);
      const other = await adapted(scorer, empty, lend(empty).context);
      assertEquals(await same.score(batch), await other.score(batch));
      // It is better, or nobody knows.
      for (const values of [[0.5, 0.6, 0.4, 0.3, 0.6], []]) {
        const tuned = await adapted(scorer, target, lend(target, { values }).context);
        assertNotEquals(await weightsOf(tuned), zeroShot);
        assertNotEquals(await tuned.score(batch), await other.score(batch));
      }
      assertEquals(await weightsOf(scorer), before);
    },
  );
}

onWasm("unisrec adapts again, and keeps what it learned of items", async () => {
  const scorer = await fitted({ ...quick, setting: "transductive" });
  const tuned = await adapted(scorer, target, lend(target).context);
  const further = circles(4), again = buildTrainView([], further);
  const last = await adapted(tuned, again, lend(again).context);
  assertEquals(changedIn(await weightsOf(tuned), await weightsOf(last)), []);
  assertEquals(readCheckpoint(await weightsOf(last))["item.own"].shape, [4 * AROUND, 8]);
});

onWasm("unisrec fine-tunes on from a checkpoint to the same bytes", async () => {
  const scorer = await fitted({ ...quick, setting: "transductive" }), values = [0.1, 0.2, 0.3, 0.2];
  const { context, checkpoints } = lend(target, { values });
  const whole = await weightsOf(await adapted(scorer, target, context));
  assertEquals(checkpoints.length, 3);
  for (const [done, resume] of checkpoints.entries()) {
    // It is asked for the value of zero-shot, and then for what is left.
    const left = [values[0], ...values.slice(done + 2)];
    const resumed = await adapted(scorer, target, lend(target, { values: left, resume }).context);
    assertEquals(await weightsOf(resumed), whole);
  }
});

onWasm("unisrec refuses a checkpoint of the other phase", async () => {
  const { learningRate: adaptLearningRate, epochs: adaptEpochs } = quick;
  const alike = { ...quick, adaptLearningRate, adaptEpochs },
    { context, checkpoints } = lend(train);
  const scorer = await unisrec.fit(train, alike, context);
  await assertRejects(
    () => adapted(scorer, target, lend(target, { resume: checkpoints[0] }).context),
    TypeError,
    'Cannot resume training: its "phase" is "fit", expected "adapt"',
  );
});

onWasm("unisrec looks at what the user did in the domain that is asked, alone", async () => {
  const scorer = await fitted(quick), candidates = [24, 25, 30];
  const asked = [[24, 26], [3, 24, 7, 26, 8], [], [5, 6]].map((history): Query => ({
    ...{ user: -1, domain: 1, history, candidates },
  }));
  const scores = await scorer.score(buildQueryBatch(asked, train));
  assertEquals(scores.slice(3, 6), scores.slice(0, 3));
  assertEquals(scores.slice(9), scores.slice(6, 9));
  assertNotEquals(scores.slice(6, 9), scores.slice(0, 3));
  assert(scores.every((each) => Math.abs(each) < 1 + 1e-5), "no cosines");
});

onWasm("unisrec knows an item that training never met by its text", async () => {
  const catalogue = circles(2), text = catalogue.itemText?.slice() ?? new Float32Array();
  // Item 23 is met by nobody, and its text is that of item 5.
  text.copyWithin(23 * 8, 5 * 8, 6 * 8);
  const view = buildTrainView(
    [...walks(0).filter((walk) => !walk.includes(23)), ...walks(1)],
    { ...catalogue, itemText: text },
  );
  const scorer = await fitted(quick, view);
  const asked = [[4, 5], [4, 23]].map((history): Query => ({
    ...{ user: -1, domain: 0, history, candidates: [5, 6, 23] },
  }));
  const scores = await scorer.score(buildQueryBatch(asked, view));
  assertEquals([scores[0], scores[3]], [scores[2], scores[5]]);
  assertEquals(scores.slice(3), scores.slice(0, 3));
});

onWasm("unisrec refuses items without text, or with text of another size", async () => {
  const { itemText: _, ...bare } = circles(3), scorer = await fitted(quick);
  const without = { ...bare, itemTextSize: 0 };
  const wide = circles(3, { itemText: new Float32Array(9 * 72), itemTextSize: 9 });
  await assertRejects(
    () => fitted(quick, buildTrainView(walks(0), without)),
    TypeError,
    "Cannot make UniSRec of a catalogue without text: expected a text vector per item",
  );
  for (
    const [catalogue, expected] of [
      [without, "Cannot make UniSRec of a catalogue without text"],
      [wide, "Cannot adapt UniSRec to items with 9 numbers of text each: expected 8"],
    ] as const
  ) {
    const view = buildTrainView([], catalogue);
    await assertRejects(() => adapted(scorer, view, lend(view).context), TypeError, expected);
  }
});

onWasm("unisrec refuses a config that it cannot be trained with", async () => {
  const refused: [Record<string, unknown>, string][] = [
    [{ heads: 3 }, "heads 3: expected a divisor of 8"],
    [{ temperature: 0 }, "temperature 0: expected a number above 0"],
    [{ sequenceWeight: -1 }, "sequenceWeight -1: expected a number of at least 0"],
    [{ itemDrop: 1 }, "itemDrop 1: expected at least 0 and below 1"],
    [{ experts: 0 }, "experts 0: expected a whole number above 0"],
    [{ adaptEpochs: 499 }, "adaptEpochs 499: expected at most 498"],
    [{ setting: "both" }, 'setting "both": expected one of "inductive", "transductive"'],
  ];
  for (const [changes, expected] of refused) {
    const config = Object.assign({}, quick, changes),
      message = `Cannot train UniSRec with ${expected}`;
    await assertRejects(() => fitted(config), RangeError, message);
    await assertRejects(
      async () => await unisrec.load?.(new Uint8Array(), circles(2), config, lend(train).context),
      RangeError,
      message,
    );
  }
});
