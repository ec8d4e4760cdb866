import { assert, assertEquals, assertNotEquals, assertRejects, assertThrows } from "@std/assert";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { writeCheckpoint } from "../../nn/checkpoints/write_checkpoint.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { smallTask } from "../../plugins/conformance/small_task.ts";
import c2dsr, { type C2dsrConfig } from "./method.ts";

const task = smallTask(2);
const small: C2dsrConfig = {
  ...c2dsr.defaults,
  embeddingSize: 8,
  maximumLength: 6,
  epochs: 2,
};

async function fit(
  config: Partial<C2dsrConfig> = {},
  { seed = 1, train = task.train, resume }: {
    seed?: number;
    train?: typeof task.train;
    resume?: Uint8Array;
  } = {},
) {
  const losses: number[] = [];
  // Validation is of the small task: another world trains without.
  const known = train === task.train ? task : { ...task, train, validation: [], answers: [] };
  const given = fitContext(known, {
    ...{ seed, device: "wasm" as const },
    ...resume && { resume },
  });
  const context = {
    ...given,
    progress: ({ loss }: { loss?: number }) => void losses.push(loss ?? NaN),
  };
  const scorer = await c2dsr.fit(train, { ...small, ...config }, context);
  const weights = await scorer.save?.();
  assert(weights !== undefined);
  return { scorer, losses, weights, checkpoints: given.checkpoints };
}

/** A test on the device that runs use by default; the parts' own tests show that the others agree. */
function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

onWasm("c2dsr learns from one domain what comes in the other", async () => {
  const catalogue = buildCatalogue(8, { domains: 2 });
  // After 0 in domain 0 comes 3, after 2 comes 5, whatever stands between; 4 and 6 say nothing.
  const sequences = Array.from({ length: 40 }, (_, user) => {
    const between = [4, 6][(user >> 1) % 2];
    return user % 2 === 0 ? [0, between, 3] : [2, between, 5];
  });
  const train = buildTrainView(sequences, catalogue);
  const { scorer, losses } = await fit(
    { epochs: 30, patience: 30, learningRate: 0.02, batchSize: 20 },
    { train },
  );
  assert(losses[29] < 0.7 * losses[0], `${losses}`);
  for (const [first, right] of [[0, 3], [2, 5]]) {
    const query = { user: -1, domain: 1, history: [first, 4], candidates: [1, 3, 5, 7] };
    const scores = await scorer.score(buildQueryBatch([query], train));
    assertEquals(query.candidates[scores.indexOf(Math.max(...scores))], right);
  }
});

onWasm("c2dsr saves the graphs of its training events beside the weights", async () => {
  const catalogue = buildCatalogue(6, { domains: 2 });
  const train = buildTrainView([[0, 1, 2], [0, 1, 4]], catalogue);
  const saved = readCheckpoint((await fit({ epochs: 1 }, { train })).weights);
  const tensor = (name: string) => [...saved[name].values];
  assertEquals(tensor("graph.cross.successors"), [1, 2, 0, 0, 0, 0]);
  assertEquals(tensor("graph.cross.item"), [1, 2, 4]);
  assertEquals(tensor("graph.cross.share"), [1, 0.5, 0.5]);
  // In domain 0 alone, 0 is followed by 2 and 4.
  assertEquals(tensor("graph.single.successors"), [2, 0, 0, 0, 0, 0]);
  assertEquals(tensor("graph.single.item"), [2, 4]);
});

onWasm("c2dsr goes on from every checkpoint, and loads what it saved", async () => {
  for (const loss of ["sampled-softmax", "full-softmax"] as const) {
    const config = { loss, sharedNegatives: 9, graphLayers: 2 };
    const { scorer, weights, checkpoints } = await fit(config);
    assertEquals(checkpoints.length, 2);
    for (const resume of checkpoints) {
      assertEquals((await fit(config, { resume })).weights, weights);
    }
    const context = fitContext(task, { seed: 5, device: "wasm" });
    const full = { ...small, ...config };
    const loaded = await c2dsr.load?.(weights, task.train.catalogue, full, context);
    assertEquals(await loaded?.save?.(), weights);
    const batch = buildQueryBatch(task.queries, task.train);
    assertEquals(await loaded?.score(batch), await scorer.score(batch));
  }
});

onWasm("c2dsr loads no weights without their graphs, and none of another model", async () => {
  const { weights } = await fit({ epochs: 1 }),
    context = fitContext(task, { seed: 1, device: "wasm" });
  const { "graph.single.share": _, ...fewer } = readCheckpoint(weights);
  const load = (bytes: Uint8Array, config: Partial<C2dsrConfig> = {}) =>
    c2dsr.load?.(bytes, task.train.catalogue, { ...small, ...config }, context);
  assertThrows(() => load(writeCheckpoint(fewer)), TypeError, 'graph "graph.single": no "share"');
  assertThrows(() => load(weights, { embeddingSize: 4 }), TypeError, "Cannot restore tensor");
});

onWasm("c2dsr gives one query, alone or among others, one score", async () => {
  const { scorer } = await fit({ epochs: 1 });
  const all = await scorer.score(buildQueryBatch(task.queries, task.train));
  let from = 0;
  for (const query of task.queries) {
    const alone = await scorer.score(buildQueryBatch([query], task.train));
    assertNear(alone, all.subarray(from, from += query.candidates.length), 1e-5);
  }
});

onWasm("c2dsr forgets what is older than its positions, in both sequences", async () => {
  const { scorer } = await fit();
  const ask = (history: number[]) => {
    const query = { user: -1, domain: 0, history, candidates: [0, 2, 4, 6] };
    return scorer.score(buildQueryBatch([query], task.train));
  };
  const last = [3, 2, 5, 4, 7, 9];
  assertEquals(await ask([6, ...last]), await ask([8, ...last]));
  assertNotEquals(await ask([6, ...last.slice(1)]), await ask([8, ...last.slice(1)]));
});

onWasm("c2dsr knows a user of one domain by the start token in the other", async () => {
  const { scorer } = await fit();
  const ask = (history: number[]) => {
    const query = { user: -1, domain: 1, history, candidates: [1, 3, 5, 7] };
    return scorer.score(buildQueryBatch([query], task.train));
  };
  assert((await ask([])).every(Number.isFinite));
  assertNotEquals(await ask([0, 2]), await ask([0, 4]));
});

onWasm("c2dsr trains on what there is where a domain has no events, or all have none", async () => {
  const { catalogue } = task.train;
  const own = task.queries.map(({ history }) =>
    history.filter((item) => catalogue.itemDomain[item] === 0)
  );
  for (const sequences of [own, []]) {
    const { scorer, weights } = await fit({}, { train: buildTrainView(sequences, catalogue) });
    const { values } = readCheckpoint(weights)["single.1.encoder.norm.weight"];
    assert(values.every((each) => each === 1));
    const scores = await scorer.score(buildQueryBatch(task.queries, task.train));
    assert(scores.every(Number.isFinite));
  }
});

onWasm("c2dsr takes five domains, and one, which has nothing to contrast", async () => {
  for (const domains of [5, 1]) {
    const { train, queries } = smallTask(domains), { scorer, weights } = await fit({}, { train });
    const scores = await scorer.score(buildQueryBatch(queries, train));
    assert(scores.every(Number.isFinite));
    const { values } = readCheckpoint(weights)["single.0.discriminator.bias"];
    assertEquals(values[0] === 0, domains === 1);
  }
});

onWasm("c2dsr with the same seed gives the same weights, with another one others", async () => {
  const weights = async (seed: number) => (await fit({}, { seed })).weights;
  assertEquals(await weights(7), await weights(7));
  assertNotEquals(await weights(7), await weights(8));
});

onWasm("c2dsr refuses a config that it cannot train with", async () => {
  for (
    const [config, message] of [
      [{ heads: 3 }, "heads 3: expected a divisor of 8"],
      [{ graphLayers: 0 }, "graphLayers 0: expected a whole number above 0"],
      [{ successors: 0.5 }, "successors 0.5: expected a whole number above 0"],
      [{ infomaxWeight: 1 }, "infomaxWeight 1: expected at least 0 and below 1"],
      [{ epochs: 501 }, "epochs 501: expected at most 500"],
    ] as const
  ) {
    await assertRejects(() => fit(config), RangeError, `Cannot train C2DSR with ${message}`);
  }
});
