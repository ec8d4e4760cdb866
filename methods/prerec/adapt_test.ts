import { assert, assertEquals, assertGreater, assertNotEquals, assertRejects } from "@std/assert";
import { evaluate, PopularityFactors } from "@permafrost/bench/nn";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";
import type { Catalogue, FitContext, Scorer, TrainView } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { itemContent, popularityProperty, userStates } from "./_equations.ts";
import { PrerecModel } from "./_model.ts";
import { scorerOf } from "./_scorer.ts";
import { historySequences } from "./_sequences.ts";
import prerec, { type PrerecConfig } from "./method.ts";

const SOURCES = 20, TARGET = 12;
const config: PrerecConfig = {
  ...prerec.defaults,
  embeddingSize: 8,
  maximumLength: 6,
  batchSize: 8,
  adaptLearningRate: 0.02,
  adaptEpochs: 6,
  patience: 3,
};

/** With texts that stand around a circle. */
function withText(catalogue: Catalogue): Catalogue {
  const itemText = Float32Array.from({ length: catalogue.items * 6 }, (_, i) => {
    const angle = 2 * Math.PI / TARGET * Math.floor(i / 6) * (1 + (i >> 1) % 3);
    return (i % 2 ? Math.sin(angle) : Math.cos(angle)) / 2;
  });
  return { ...catalogue, itemText, itemTextSize: 6 };
}

const before = withText(buildCatalogue(SOURCES, { domains: 2 }));
// The sources' items at their places, then those of one domain more.
const after = withText(buildCatalogue(SOURCES + TARGET, {
  domains: 3,
  domainOf: (item) => item < SOURCES ? item % 2 : 2,
}));

/** Walks over the target's items, five on with each step; their last events know a closed interval. */
function targetView(users: number): TrainView {
  const walks = Array.from(
    { length: users },
    (_, user) => Array.from({ length: 12 }, (_, at) => SOURCES + (user * 7 + 5 * at) % TARGET),
  );
  return buildTrainView(walks, after);
}

/** A pre-trained model whose every number, D and offsets too, is drawn. */
function pretrained(changes: Partial<PrerecConfig> = {}): PrerecModel {
  const model = new PrerecModel(before, { ...config, ...changes }, { users: 4, seed: 1 });
  for (const [name, { shape, values }] of Object.entries(model.parameters)) {
    const shift = name.endsWith("norm.weight") ? 1 : 0;
    values.set(randomParameter(name, shape, 0.4).values.map((each) => each + shift));
  }
  return model;
}

/** What the host lends; its validations give these values, then NaN. */
function lend(
  view: TrainView,
  { values = [], resume }: { values?: number[]; resume?: Uint8Array } = {},
) {
  const saved: Uint8Array[] = [], checkpoints: Uint8Array[] = [];
  const context: FitContext = {
    ...fitContext({ train: view, validation: [], answers: [] }, { seed: 1, device: "wasm" }),
    async validate(scorer) {
      saved.push(await weightsOf(scorer));
      return { value: values[saved.length - 1] ?? NaN, byDomain: new Float64Array() };
    },
    checkpoint: (state) => {
      checkpoints.push(state.slice());
      return Promise.resolve();
    },
    ...resume && { resume },
  };
  return { context, saved, checkpoints };
}

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

/** Two queries of the target and one of a source, with popularity. */
function queries(view: TrainView) {
  const pool = [...view.catalogue.domains[2].pool];
  const asked = [
    { user: -1, domain: 2, history: [SOURCES, 1, SOURCES + 3], candidates: pool },
    { user: -1, domain: 2, history: [], candidates: pool },
    { user: -1, domain: 0, history: [2, 4], candidates: [0, 6, 8] },
  ];
  const batch = buildQueryBatch(asked, view);
  const last = batch.popularity.last.map((_, item) => item * item % 5);
  return { ...batch, popularity: { ...batch.popularity, last } };
}

/** ⟨f_seq(0, H), m_j + f_pop(F_j)⟩ + f_pop(F_j) W_z: equation 8, without a D or an offset in it. */
async function byFormula(model: PrerecModel, view: TrainView): Promise<Float32Array> {
  const { history, domain, popularity, candidates } = queries(view), { catalogue } = view;
  const { itemDomain, itemText = new Float32Array(), itemTextSize } = catalogue;
  const factors = new PopularityFactors({ itemDomain }, { orders: 4 }).last(popularity);
  const all = Uint32Array.from({ length: catalogue.items }, (_, item) => item);
  const sequences = historySequences(history, { domain, itemDomain, length: 6 });
  const constants = {
    text: { shape: [catalogue.items, itemTextSize], values: itemText },
    factors: { shape: [catalogue.items, 4], values: factors.of(all) },
    zero: { shape: [3, 8], values: new Float32Array(24) },
  };
  const { "score.domain": _, ...networks } = model.networks;
  const scores = await evaluate({ ...networks, ...constants }, (weights) => {
    const content = itemContent(weights.get("text", [-1, -1]), weights);
    const property = popularityProperty(weights.get("factors", [-1, 4]), weights);
    const states = userStates(sequences, weights, {
      ...{ content, config, domains: weights.get("zero", [3, 8]) },
      places: Int32Array.from(sequences.item),
    });
    const asked = states.gather([...sequences.last]);
    const bias = property.matMul(weights.get("score.popularity", [8, 1])).reshape([1, -1]);
    return asked.matMul(content.add(property), false, true).add(bias);
  });
  assert(candidates.kind === "list");
  return Float32Array.from(
    [0, 1, 2].flatMap((query) =>
      [...candidates.items.subarray(candidates.offsets[query], candidates.offsets[query + 1])]
        .map((item) => scores[query * catalogue.items + item])
    ),
  );
}

function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

onWasm("zero-shot is the formula without D_k and offsets, of a model that has both", async () => {
  const model = pretrained(), view = targetView(0), { context, saved } = lend(view);
  const scorer = await adapted(scorerOf(model), view, context);
  assertNear(await scorer.score(queries(view)), await byFormula(model, view), 1e-4);
  assertEquals(saved.length, 0);
});

onWasm("zero-shot keeps every network and takes every latent variable to 0, no more", async () => {
  const all = ["domain.embedding", "item.offset", "popularity.offset", "user.offset"];
  const view = targetView(0), { context } = lend(view);
  const cases: [PrerecConfig["without"], string[]][] = [
    [[], all],
    [["domain", "popularity"], ["item.offset", "user.offset"]],
  ];
  for (const [without, expected] of cases) {
    const model = pretrained({ without });
    const saved = readCheckpoint(await weightsOf(await adapted(scorerOf(model), view, context)));
    for (const [name, parameter] of Object.entries(model.networks)) {
      assertEquals(saved[name], parameter);
    }
    const latents = Object.keys(saved).filter((name) => !(name in model.networks)).sort();
    assertEquals(latents, expected);
    for (const name of latents) assert(saved[name].values.every((each) => each === 0), name);
    assertEquals(saved["item.offset"].shape, [SOURCES + TARGET, 8]);
    assertEquals(saved["domain.embedding"]?.shape, without.length ? undefined : [3, 8]);
  }
});

onWasm("D_k and offsets of the sources move no zero-shot score; the networks do", async () => {
  const view = targetView(0),
    ask = async (model: PrerecModel) => {
      const scorer = await adapted(scorerOf(model), view, lend(view).context);
      return await scorer.score(queries(view));
    };
  const scores = await ask(pretrained());
  const other = pretrained();
  for (const { values } of Object.values(other.latents)) values.fill(3);
  assertEquals(await ask(other), scores);
  for (const name of ["text.weight", "popularity.weight", "score.popularity"]) {
    const changed = pretrained();
    changed.networks[name].values.fill(0.3);
    assertNotEquals(await ask(changed), scores);
  }
});

onWasm("an adapt leaves the first scorer as it was, whatever it learns", async () => {
  const model = pretrained(),
    scorer = scorerOf(model),
    first = buildQueryBatch(
      [{ user: 2, domain: 1, history: [1, 3], candidates: [1, 5, 7] }],
      buildTrainView([], before),
    );
  const weights = await weightsOf(scorer), scores = await scorer.score(first);
  for (const view of [targetView(0), targetView(9)]) {
    const other = await adapted(scorer, view, lend(view).context);
    await other.score(queries(view));
    assertEquals(await weightsOf(scorer), weights);
    assertEquals(await scorer.score(first), scores);
  }
});

onWasm(
  "fine-tuning moves every network, the target's latent variables and no other's",
  async () => {
    const model = pretrained(), view = targetView(9);
    const tuned = await adapted(scorerOf(model), view, lend(view).context);
    const saved = readCheckpoint(await weightsOf(tuned));
    for (const [name, parameter] of Object.entries(model.networks)) {
      if (name === "score.domain") assertEquals(saved[name], parameter);
      else assertNotEquals(saved[name], parameter, name);
    }
    const moved = (name: string, rows: number[]) =>
      rows.map((row) =>
        saved[name].values.subarray(row * 8, row * 8 + 8).some((each) => each !== 0)
      );
    assertEquals(moved("domain.embedding", [0, 1, 2]), [false, false, true]);
    const items = Array.from({ length: SOURCES + TARGET }, (_, item) => item);
    for (const name of ["item.offset", "popularity.offset"]) {
      assertEquals(moved(name, items), items.map((item) => item >= SOURCES));
    }
    assertEquals(
      moved("user.offset", [...saved["user.offset"].values.subarray(0, 9).keys()]),
      Array<boolean>(9).fill(true),
    );
  },
);

onWasm("fine-tuning learns what follows in the target", async () => {
  const view = targetView(30);
  const longer = { ...config, adaptEpochs: 25 };
  const model = new PrerecModel(before, longer, { users: 0, seed: 1 });
  const share = async (scorer: Scorer) => {
    const pool = [...after.domains[2].pool];
    const asked = pool.map((item) => ({ user: -1, domain: 2, history: [item], candidates: pool }));
    const scores = await scorer.score(buildQueryBatch(asked, view));
    return pool.filter((item, q) => {
      const own = scores.subarray(q * TARGET, (q + 1) * TARGET);
      return pool[own.indexOf(Math.max(...own))] === SOURCES + (item - SOURCES + 5) % TARGET;
    }).length / pool.length;
  };
  const none = targetView(0), scorer = scorerOf(model);
  assert(await share(await adapted(scorer, none, lend(none).context)) < 0.4);
  assertGreater(await share(await adapted(scorer, view, lend(view).context)), 0.9);
});

onWasm("fine-tuning gives the best of its epochs, the one before the first included", async () => {
  const model = pretrained(), view = targetView(9), scorer = scorerOf(model);
  // Before; epochs 1, 2, …; the best of these once more.
  const better = lend(view, { values: [0.2, 0.1, 0.5, 0.3, 0.3, 0.3, 0.5] });
  const tuned = await adapted(scorer, view, better.context);
  assertEquals(better.saved.length, 7);
  assertEquals(await weightsOf(tuned), better.saved[2]);
  const worse = lend(view, { values: [0.6, 0.1, 0.5, 0.3, 0.3, 0.3, 0.5] });
  const kept = await adapted(scorer, view, worse.context);
  assertEquals(await weightsOf(kept), worse.saved[0]);
  assertNear(await kept.score(queries(view)), await byFormula(model, view), 1e-4);
  const unknown = lend(view);
  const last = await adapted(scorer, view, unknown.context);
  assertEquals(await weightsOf(last), unknown.saved[config.adaptEpochs]);
});

onWasm("an adapt goes on from every checkpoint to the same bytes, and from no fit's", async () => {
  const view = targetView(9), values = [0.1, 0.2, 0.4, 0.3, 0.5, 0.2, 0.2, 0.5];
  const lent = lend(view, { values }), scorer = scorerOf(pretrained());
  const weights = await weightsOf(await adapted(scorer, view, lent.context));
  assertEquals(lent.checkpoints.length, 6);
  for (const [at, resume] of lent.checkpoints.entries()) {
    const rest = [values[0], ...values.slice(at + 2)];
    const again = lend(view, { values: rest, resume });
    assertEquals(await weightsOf(await adapted(scorer, view, again.context)), weights);
  }
  const train = buildTrainView([[0, 2, 4], [1, 3]], before), fitted = lend(train);
  await prerec.fit(train, config, fitted.context);
  await assertRejects(
    () => adapted(scorer, view, lend(view, { resume: fitted.checkpoints[0] }).context),
    TypeError,
    "Cannot resume training: its ",
  );
});

onWasm("an adapted scorer may be adapted again, and so may a loaded one", async () => {
  const model = pretrained(), none = targetView(0), view = targetView(9);
  const zeroShot = await adapted(scorerOf(model), none, lend(none).context);
  const again = await adapted(zeroShot, view, lend(view).context);
  const direct = await adapted(scorerOf(model), view, lend(view).context);
  assertEquals(await weightsOf(again), await weightsOf(direct));
  const { context } = lend(view);
  const loaded = await prerec.load?.(model.save(), before, config, context);
  assert(loaded !== undefined);
  assertEquals(
    await weightsOf(await adapted(loaded, view, lend(view).context)),
    await weightsOf(direct),
  );
});
