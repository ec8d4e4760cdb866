import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { smallTask } from "../../plugins/conformance/small_task.ts";
import { learnedPropensities } from "./learned_propensities.ts";
import amid, { type AmidConfig } from "./method.ts";
import { timedStep } from "./timed_step.ts";

const two = smallTask(2);
const small: AmidConfig = {
  ...amid.defaults,
  embeddingSize: 8,
  hiddenSize: 8,
  maximumLength: 6,
  blocks: 1,
  groupSize: 8,
  slotsPerStep: 4,
  batchSize: 32,
  dropout: 0,
  epochs: 2,
};

async function fit(config: Partial<AmidConfig> = {}, { seed = 1, task = two } = {}) {
  const losses: number[] = [], { train } = task;
  const scorer = await amid.fit(train, { ...small, ...config }, {
    ...fitContext({ train, validation: [], answers: [] }, { seed, device: "wasm" }),
    progress: ({ loss }) => void losses.push(loss ?? NaN),
  });
  return { scorer, losses };
}

/** A test on the device that runs use by default; the tests of its parts show that the others agree. */
function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

// What a user has in domain 0 tells what she has in domain 1: a group of items each.
const bridge = () => {
  const catalogue = buildCatalogue(16, { domains: 2 });
  const users = Array.from({ length: 32 }, (_, user) => {
    const first = user % 2 === 0 ? 0 : 8, turn = (user >> 1) % 4;
    const side = (domain: number) =>
      Array.from({ length: 3 }, (_, i) => first + 2 * ((turn + i) % 4) + domain);
    return [...side(0), ...side(1)];
  });
  return { train: buildTrainView(users, catalogue) };
};

onWasm("amid learns what another domain tells; without MIM it cannot", async () => {
  const { train } = bridge(), task = { ...two, train };
  const asked = [[0, 2, 4], [8, 10, 12]].map((history) => ({
    ...{ user: -1, domain: 1, history, candidates: [1, 3, 5, 7, 9, 11, 13, 15] },
  }));
  const margin = async (config: Partial<AmidConfig>) => {
    const { scorer, losses } = await fit(
      { epochs: 15, learningRate: 0.02, batchSize: 16, ...config },
      { task },
    );
    const scores = [...await scorer.score(buildQueryBatch(asked, train))];
    const sum = (from: number) => scores.slice(from, from + 4).reduce((a, b) => a + b, 0);
    return { losses, low: sum(0) - sum(4), high: sum(12) - sum(8) };
  };
  const { losses, low, high } = await margin({});
  assertGreater(losses[0], losses[14]);
  assert(low > 1 && high > 1, `${[low, high]}`);
  // Behind the start token alone both get the same scores.
  const alone = await margin({ multiInterest: false });
  assertAlmostEquals(alone.low, -alone.high, 1e-4);
});

onWasm("amid loads what it saved, with its reference users", async () => {
  const { scorer } = await fit(), weights = await scorer.save?.();
  assert(weights !== undefined);
  const names = Object.keys(readCheckpoint(weights));
  for (
    const name of [
      "item.weight",
      "interests.0.from.1.own",
      "interests.1.from.0.squeeze.group",
      "references.1.item",
      "propensity.0.output.bias",
    ]
  ) assert(names.includes(name), name);
  const context = fitContext({ ...two, validation: [], answers: [] }, { seed: 5, device: "wasm" });
  const loaded = await amid.load?.(weights, two.train.catalogue, small, context);
  assertEquals(await loaded?.save?.(), weights);
  const batch = buildQueryBatch(two.queries, two.train);
  assertEquals(await loaded?.score(batch), await scorer.score(batch));
});

onWasm("amid with the same seed gives the same weights, with another one others", async () => {
  const weights = async (seed: number) =>
    await (await fit({ dropout: 0.2 }, { seed })).scorer.save?.();
  assertEquals(await weights(7), await weights(7));
  assertNotEquals(await weights(7), await weights(8));
});

onWasm("a score of amid does not hang on who else is asked", async () => {
  const { scorer } = await fit({ threshold: 0 });
  const all = await scorer.score(buildQueryBatch(two.queries, two.train));
  let at = 0;
  for (const query of two.queries) {
    const own = await scorer.score(buildQueryBatch([query], two.train));
    own.forEach((each, i) => assertAlmostEquals(each, all[at + i], 1e-5));
    at += own.length;
  }
});

onWasm(
  "amid learns from one domain, from three, and by every backbone, estimator and error",
  async () => {
    const cases: [number, Partial<AmidConfig>][] = [
      [1, {}],
      [3, { backbone: "gru4rec" }],
      [2, { backbone: "bert4rec", estimator: "ips", error: "absolute" }],
      [2, { estimator: "naive", error: "cross-entropy", lambda2: 1e-4, lambda5: 1e-4 }],
      [2, { backbone: "surge", estimator: "none" }],
      [2, { estimator: "none", multiInterest: false }],
    ];
    for (const [domains, config] of cases) {
      const task = smallTask(domains), { scorer, losses } = await fit(config, { task });
      assertGreater(losses[0], losses[1], JSON.stringify(config));
      const scores = await scorer.score(buildQueryBatch(task.queries, task.train));
      assert(scores.every(Number.isFinite));
    }
  },
);

onWasm("learnedPropensities() tell exposed pairs from others", async () => {
  // Everybody has items 0 and 2; the others of domain 0 are met once.
  const { catalogue } = two.train;
  const train = buildTrainView(
    Array.from({ length: 40 }, (_, user) => user < 20 ? [0, 2, 4 + 2 * user] : [2, 0]),
    catalogue,
  );
  const config = { ...small, epochs: 15, learningRate: 0.02, negatives: 1 };
  const { scorer } = await fit(config, { task: { ...two, train } });
  const weights = await scorer.save?.();
  assert(weights !== undefined);
  const user = Uint32Array.of(0, 0, 30, 30), item = Uint32Array.of(0, 40, 2, 40);
  const options = { view: train, config, domain: 0, user, item };
  const p = await learnedPropensities(weights, options);
  assert(p.every((each) => each > 0 && each < 1));
  assert(p[0] > p[1] && p[2] > p[3], `${p}`);
  await assertRejects(
    () => learnedPropensities(weights, { ...options, config: { ...config, estimator: "none" } }),
    TypeError,
    'Cannot tell propensities with estimator "none": it learns none',
  );
});

onWasm("amid refuses a config that it cannot train with", async () => {
  for (
    const [config, message] of [
      [{ groupSize: 0 }, "groupSize 0: expected a whole number above 0"],
      [{ dropout: 1 }, "dropout 1: expected at least 0 and below 1"],
      [{ heads: 3 }, "heads 3: expected a divisor of embeddingSize 8"],
      [{ threshold: 1.5 }, "threshold 1.5: expected a cosine, −1 … 1"],
      [{ minimumPropensity: 0 }, "minimumPropensity 0: expected a number above 0"],
      [{ minimumPropensity: 2 }, "minimumPropensity 2: expected at most 1"],
      [{ debiasShare: 2 }, "debiasShare 2: expected at most 1"],
      [{ epochs: 501 }, "epochs 501: expected at most 500"],
    ] as const
  ) {
    await assertRejects(() => fit(config), RangeError, `Cannot train AMID with ${message}`);
  }
});

Deno.test("timedStep() is a first step with all networks, and another domain to listen to", () => {
  const { step, parameters } = timedStep({ config: small, items: 50 });
  assertEquals(step.optimiser, 0);
  for (
    const name of ["imputation.0.output.bias", "propensity.0.output.bias", "interests.0.from.1.own"]
  ) assert(name in step.inputs && name in parameters, name);
});
