import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { Histories } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { smallTask } from "../../plugins/conformance/small_task.ts";
import { groupRepresentations } from "./group_representations.ts";
import { ManModel } from "./_model.ts";
import man, { type ManConfig } from "./method.ts";

const task = smallTask(2);
const small: ManConfig = {
  ...man.defaults,
  embeddingSize: 6,
  domainEmbeddingSize: 2,
  maximumLength: 6,
  batchSize: 64,
  negatives: 1,
  epochs: 2,
};

async function fit(
  config: Partial<ManConfig> = {},
  { seed = 1, train = task.train, resume }: {
    seed?: number;
    train?: typeof task.train;
    resume?: Uint8Array;
  } = {},
) {
  const losses: number[] = [];
  const given = fitContext({ ...task, train }, {
    ...{ seed, device: "wasm" as const },
    ...resume && { resume },
  });
  const context = {
    ...given,
    progress: ({ loss }: { loss?: number }) => void losses.push(loss ?? NaN),
  };
  const scorer = await man.fit(train, { ...small, ...config }, context);
  const weights = await scorer.save?.();
  assert(weights !== undefined);
  return { scorer, losses, weights, checkpoints: given.checkpoints };
}

/** A test on the device that runs use by default; nn's own tests show that the others agree. */
function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

onWasm("man learns which items follow which, in both domains", async () => {
  const catalogue = buildCatalogue(12, { domains: 2 });
  // Those of 0, 2, 4 are followed by those of 6, 8, 10; of domain 1 likewise.
  const sequences = Array.from({ length: 48 }, (_, user) => {
    const first = user % 2, colour = Math.floor(user / 2) % 2 * 6;
    return [0, 1, 2].map((step) => first + colour + 2 * ((user + step) % 3));
  });
  const train = buildTrainView(sequences, catalogue);
  const { scorer, losses } = await fit(
    { epochs: 25, patience: 25, learningRate: 0.03, batchSize: 24 },
    { train },
  );
  assert(losses[24] < 0.7 * losses[0], `${losses}`);
  for (const domain of [0, 1]) {
    for (const colour of [0, 6]) {
      const history = [domain + colour, domain + colour + 2];
      const candidates = [domain + 4, domain + 10];
      const query = { user: -1, domain, history, candidates };
      const [low, high] = await scorer.score(buildQueryBatch([query], train));
      assertEquals(high > low, colour === 6);
    }
  }
});

for (const backbone of ["sasrec", "gru4rec", "surge"] as const) {
  onWasm(`man on ${backbone} goes on from a checkpoint, and loads what it saved`, async () => {
    const config = { backbone, dropout: 0.2, blocks: 1 };
    const { scorer, weights, checkpoints } = await fit(config);
    assertEquals((await fit(config, { resume: checkpoints[0] })).weights, weights);
    const context = fitContext(task, { seed: 5, device: "wasm" });
    const full = { ...small, ...config };
    const loaded = await man.load?.(weights, task.train.catalogue, full, context);
    const batch = buildQueryBatch(task.queries, task.train);
    assertEquals(await loaded?.score(batch), await scorer.score(batch));
  });
}

onWasm("man gives one query, alone or among others, one score", async () => {
  for (const backbone of ["sasrec", "surge"] as const) {
    const { scorer } = await fit({ backbone, epochs: 1 });
    const all = await scorer.score(buildQueryBatch(task.queries, task.train));
    let from = 0;
    for (const query of task.queries.slice(0, 8)) {
      const alone = await scorer.score(buildQueryBatch([query], task.train));
      assertNear(alone, all.subarray(from, from += query.candidates.length), 1e-5);
    }
  }
});

onWasm("man trains on what there is where a domain has no events", async () => {
  const { catalogue } = task.train;
  const own = task.queries.map(({ history }) =>
    history.filter((item) => catalogue.itemDomain[item] === 0)
  );
  const start = new ManModel(catalogue, small, 1).parameters;
  const { scorer, weights } = await fit({}, { train: buildTrainView(own, catalogue) });
  const trained = readCheckpoint(weights);
  for (const [name, { values }] of Object.entries(start)) {
    const ofOther = /^(local|global\.domains)\.1\./.test(name);
    if (ofOther) assertEquals(trained[name].values, values, name);
  }
  assertNotEquals(trained["local.0.item.weight"].values, start["local.0.item.weight"].values);
  const scores = await scorer.score(buildQueryBatch(task.queries, task.train));
  assert(scores.every(Number.isFinite));
});

onWasm(
  "man without an attention, or with one part alone, has no weights of the other",
  async () => {
    const namesOf = async (config: Partial<ManConfig>) =>
      Object.keys(readCheckpoint((await fit({ ...config, epochs: 1 })).weights));
    const lacks = async (config: Partial<ManConfig>, name: RegExp) =>
      assert(!(await namesOf(config)).some((each) => name.test(each)), `${name}`);
    await lacks({ without: ["isa"] }, /similarity/);
    await lacks({ without: ["sfa"] }, /fusion/);
    await lacks({ without: ["gpa", "isa"] }, /groups|prototypes|similarity/);
    await lacks({ parts: "local" }, /^global|similarity|fusion|groups/);
    await lacks({ parts: "global" }, /^local|prototypes/);
    await lacks({ backbone: "surge", parts: "local" }, /^global/);
  },
);

onWasm(
  "groupRepresentations() are of a user's history in a domain, and of that alone",
  async () => {
    const { catalogue, events } = task.train, { weights } = await fit();
    const of = (histories: Histories, domain: number) =>
      groupRepresentations(weights, { catalogue, config: small, histories, domain });
    const users = events.offsets.length - 1, first = await of(events, 0);
    assertEquals(first.length, users * 8);
    const one = { ...events, offsets: events.offsets.slice(0, 2) };
    assertNear(await of(one, 0), first.subarray(0, 8), 1e-5);
    assertNotEquals(await of(events, 1), first);
    const config = { ...small, without: ["gpa"] } as const;
    const none = new ManModel(catalogue, config, 1).save();
    const options = { catalogue, config, histories: events, domain: 0 };
    await assertRejects(() => groupRepresentations(none, options), TypeError, "by groups");
  },
);

onWasm("man with the same seed gives the same weights, with another one others", async () => {
  const weights = async (seed: number) => (await fit({ dropout: 0.2 }, { seed })).weights;
  assertEquals(await weights(7), await weights(7));
  assertNotEquals(await weights(7), await weights(8));
});

onWasm("man refuses a config that it cannot train with", async () => {
  for (
    const [config, message] of [
      [{ groups: 0 }, "groups 0: expected a whole number above 0"],
      [{ heads: 3 }, "heads 3: expected a divisor of 8, the numbers of an item and its domain"],
      [{ poolRatio: 2 }, "poolRatio 2: expected at most 1"],
      [{ predictionLayers: [0] }, "predictionLayers [0]: expected a list of whole numbers above 0"],
      [
        { parts: "local", without: ["isa"] },
        'without ["isa"]: expected [], since with parts "local" there are none',
      ],
      [{ epochs: 501 }, "epochs 501: expected at most 500"],
    ] as const
  ) {
    await assertRejects(() => fit(config), RangeError, `Cannot train MAN with ${message}`);
  }
  const config = { ...small, without: ["all"] },
    context = fitContext(task, { seed: 1, device: "wasm" });
  await assertRejects(
    () => man.fit(task.train, JSON.parse(JSON.stringify(config)), context),
    RangeError,
    'Cannot train MAN with without ["all"]: expected a list of "isa", "sfa", "gpa"',
  );
});
