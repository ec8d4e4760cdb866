import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import {
  differentiate,
  evaluate,
  NegativeSampler,
  type NextItemModel,
  type Parameters,
  RandomStream,
  sequenceWindows,
  type Weights,
} from "@permafrost/bench/nn";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { syncrecModel } from "./_model.ts";
import { readSequences, taskShares, taskStates } from "./_network.ts";
import { splitView } from "./_split_view.ts";
import { LAMBDA, trainingStep } from "./_training_step.ts";
import { type Views, viewsOf } from "./_views.ts";
import syncrec, { type SyncrecConfig } from "./method.ts";

const catalogue = buildCatalogue(12, { domains: 3 });
const view = buildTrainView(
  Array.from({ length: 8 }, (_, user) => [0, 1, 2, 3, 4, 5, 6].map((i) => (i * 5 + user) % 12)),
  catalogue,
);
const small: SyncrecConfig = {
  ...{ ...syncrec.defaults, embeddingSize: 4, maximumLength: 5, dropout: 0 },
  ...{ experts: 4, crossExperts: 2, blocks: 1 },
};

/** A model whose every number counts. */
function modelOf(config: SyncrecConfig): NextItemModel {
  const model = syncrecModel(catalogue, config, 1);
  for (const [path, { shape, values }] of Object.entries(model.parameters)) {
    values.set(randomParameter(path, shape).values);
  }
  return model;
}

function views(config: SyncrecConfig): Views {
  const { maximumLength: length, windows: keep } = config;
  const windows = sequenceWindows(view, { length, keep });
  const chosen = windows.user.map((_, at) => at);
  return viewsOf(view, splitView(view), { windows, chosen, length, keep, start: 12 });
}

/** Gradients of a step, and λ of its batch. */
async function gradients(
  change: Partial<SyncrecConfig> = {},
  other: (views: Views) => Views = (same) => same,
) {
  const config = { ...small, ...change };
  const lambda = { shape: [3], values: Float32Array.of(0.2, 0.5, 0.3) };
  const step = trainingStep(modelOf(config), other(views(config)), {
    ...{ config, lambda, sampler: new NegativeSampler(view) },
    random: (label) => RandomStream.from(1, label),
  });
  const { gradients, records } = await differentiate(step.inputs, step.loss);
  step.recorded?.(records);
  return { of: gradients, lambda: lambda.values, trained: step.trained };
}

/** The next item of the same domain, in the place of every answer. */
const others = (items: Uint32Array): Uint32Array => items.map((item) => (item + 3) % 12);
const expert = (of: Record<string, Float32Array>, index: number): Float32Array[] =>
  Object.entries(of).filter(([path]) => path.startsWith(`encoder.experts.${index}.`))
    .map(([, gradient]) => gradient);

/** A test on the device that runs use by default; nn's own tests show that the others agree. */
function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

onWasm("a task teaches its own experts and none of the others", async () => {
  const apart = { without: ["lc_ntg", "sc_mim"] } as const;
  const plain = await gradients(apart);
  const single = await gradients(apart, (views) => ({
    ...views,
    single: { ...views.single, target: others(views.single.target) },
  }));
  const cross = await gradients(apart, (views) => ({
    ...views,
    cross: { ...views.cross, target: others(views.cross.target) },
    // Else the single-domain tasks would get other negatives, too.
    common: views.common.map(() => -1),
  }));
  const crossBefore = await gradients(apart, (views) => ({
    ...views,
    common: views.common.map(() => -1),
  }));
  for (const index of [0, 1]) {
    assertEquals(expert(single.of, index), expert(plain.of, index));
    assertNotEquals(expert(cross.of, index), expert(crossBefore.of, index));
  }
  for (const index of [2, 3]) {
    assertNotEquals(expert(single.of, index), expert(plain.of, index));
    assertEquals(expert(cross.of, index), expert(crossBefore.of, index));
  }
  for (const index of [0, 1, 2, 3]) assert(expert(plain.of, index).length > 10);
});

onWasm("without acmoe every task teaches all experts", async () => {
  const together = { without: ["lc_ntg", "sc_mim", "acmoe"] } as const;
  const plain = await gradients(together);
  const single = await gradients(together, (views) => ({
    ...views,
    single: { ...views.single, target: others(views.single.target) },
  }));
  for (const index of [0, 1, 2, 3]) {
    assertNotEquals(expert(single.of, index), expert(plain.of, index));
  }
});

onWasm("an expert that a task does not teach is not in its loss", async () => {
  const model = modelOf(small), x = randomParameter("x", [1, 3, 4]);
  const read = (inputs: Parameters) =>
    differentiate({ ...inputs, x }, (weights) => {
      const inside = weights.within("encoder"), position = Int32Array.of(2);
      const present = new Uint8Array(3).fill(1), teaches = (each: number) => each < 2;
      const reading = readSequences(weights.get("x", [1, 3, 4]), inside, {
        ...{ config: small, present, teaches },
      });
      return taskStates(reading, inside.within("cross"), { position, config: small }).square()
        .mul([1, 2, 3, 4]).sum();
    });
  const needed = Object.entries(model.parameters)
    .filter(([path]) => /^encoder\.(position|experts|cross)\./.test(path));
  const taught = needed.filter(([path]) => !/experts\.[23]/.test(path));
  await assertRejects(
    () => read(Object.fromEntries(needed)),
    TypeError,
    'Cannot differentiate by "encoder.experts.2',
  );
  // Experts that are stopped still speak: their weights are there, as numbers.
  await assertRejects(() => read(Object.fromEntries(taught)), TypeError, "there is none");
});

onWasm("α, β, W, all gates and towers learn; λ is kept for the next batch", async () => {
  const { of, lambda, trained } = await gradients();
  const silent = Object.entries(of).filter(([, each]) => each.every((number) => number === 0));
  assertEquals(silent.map(([path]) => path), [LAMBDA]);
  assert(trained?.includes("encoder.lambda.alpha") && !trained.includes(LAMBDA));
  assertNear([lambda.reduce((sum, each) => sum + each)], [1], 1e-6);
  assertNotEquals(lambda[0], lambda[1]);
});

onWasm("parts that are left out have no parameter in a step", async () => {
  const paths = async (without: SyncrecConfig["without"]) =>
    Object.keys((await gradients({ without })).of);
  const all = await paths([]);
  for (
    const [part, missing] of [
      ["lc_ntg", ["encoder.lambda.alpha", "encoder.lambda.beta", LAMBDA]],
      ["sc_mim", ["encoder.information"]],
    ] as const
  ) {
    const left = await paths([part]);
    assertEquals(all.filter((path) => !left.includes(path)).sort(), [...missing].sort());
  }
});

/** States and shares of the cross-domain task, of sequences of item vectors. */
async function cross(values: Float32Array, config: SyncrecConfig, length = values.length / 4) {
  const model = modelOf(config), present = new Uint8Array(length).fill(1, 0, values.length / 4);
  const padded = new Float32Array(4 * length).fill(7);
  padded.set(values);
  const x = { shape: [1, length, 4], values: padded };
  const compute = (of: (weights: Weights, position: Int32Array) => ReturnType<typeof taskStates>) =>
    evaluate({ ...model.parameters, x }, (weights) => {
      const position = Int32Array.from({ length: values.length / 4 }, (_, at) => at);
      return of(weights, position);
    });
  const reading = (weights: Weights) =>
    readSequences(weights.get("x", x.shape), weights.within("encoder"), {
      ...{ config, present, teaches: () => true },
    });
  return {
    states: await compute((weights, position) =>
      taskStates(reading(weights), weights.within("encoder.cross"), { position, config })
    ),
    shares: await compute((weights, position) =>
      taskShares(reading(weights), weights.within("encoder.cross"), { position, config })
    ),
  };
}

onWasm("with a causal gate a state ignores what follows; the paper's gate reads it", async () => {
  const { values } = randomParameter("v", [1, 5, 4]), changed = values.slice().fill(2, 16);
  for (const gate of ["causal", "sequence"] as const) {
    const config = { ...small, gate };
    const before = await cross(values, config), after = await cross(changed, config);
    const same = before.states.slice(0, 16).join() === after.states.slice(0, 16).join();
    assertEquals(same, gate === "causal");
  }
});

onWasm(
  "the paper's gate gives a whole sequence the same shares, and none of padding counts",
  async () => {
    const config: SyncrecConfig = { ...small, gate: "sequence" };
    const { values } = randomParameter("v", [1, 3, 4]), { shares } = await cross(values, config);
    assertEquals(shares.slice(4, 8), shares.slice(0, 4));
    assertNear([shares.slice(0, 4).reduce((sum, each) => sum + each)], [1], 1e-6);
    assertNear((await cross(values, config, 5)).states, (await cross(values, config)).states, 1e-5);
  },
);
