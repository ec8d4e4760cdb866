import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { NegativeSampler } from "../../nn/batching/negative_sampler.ts";
import { sequenceBatches } from "../../nn/batching/sequence_batches.ts";
import { sequenceWindows } from "../../nn/batching/sequence_windows.ts";
import { domainTargets } from "../../nn/models/domain_targets.ts";
import { differentiate } from "../../nn/differentiate.ts";
import { evaluate } from "../../nn/evaluate.ts";
import { withoutGradient } from "../../nn/layers/without_gradient.ts";
import type { Weights } from "../../nn/parameters/weights.ts";
import type { Tensor } from "../../nn/tensor.ts";
import { tensorCount } from "../../nn/tensor_count.ts";
import { assertGradient } from "../../nn/testing/assert_gradient.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { coalitionLosses } from "./_coalition_losses.ts";
import cgrec, { type CgrecConfig } from "./method.ts";
import { CgrecModel } from "./_model.ts";
import { targetLoss } from "./_target_loss.ts";
import { trainingStep } from "./_training_step.ts";
import { withRivals } from "./_with_rivals.ts";

const CPU = { devices: ["cpu", "wasm"] } as const;
const config: CgrecConfig = {
  ...cgrec.defaults,
  ...{ embeddingSize: 4, maximumLength: 6, blocks: 1, dropout: 0, loss: "full-softmax" },
};

/** A model of twelve items, whose vectors are far enough apart to matter, and a batch for it. */
function given({ domains = 3, ...changed }: Partial<CgrecConfig> & { domains?: number } = {}) {
  const catalogue = buildCatalogue(12, { domains });
  const model = new CgrecModel(catalogue, { ...config, ...changed }, 1);
  for (const name of ["item.weight", "domain.weight", "position.weight"]) {
    const parameter = model.parameters[name];
    parameter?.values.set(randomParameter(name, parameter.shape).values);
  }
  const view = buildTrainView([[0, 1, 2, 3, 4], [5, 8, 3], [7, 6, 11, 10, 9, 0]], catalogue);
  const windows = sequenceWindows(view, { length: 6, keep: "all" });
  const [batch] = sequenceBatches(view, {
    ...{ windows, batchSize: 9, seed: 1, epoch: 0, start: model.start },
  });
  const sampler = new NegativeSampler(view);
  const { vectors, input, groups: told } = domainTargets(batch, {
    ...{ table: model.table, itemDomain: catalogue.itemDomain, sampler, config: model.config },
  });
  const groups = withRivals(told, { domains, random: batch.random("domains") });
  const sequences = model.sequences(batch.input, { ...batch, input });
  return { model, batch, sampler, vectors, groups, sequences };
}

/** Item states of one sequence. */
function statesOf(
  model: CgrecModel,
  items: readonly number[],
  sees?: (domain: number) => boolean,
): Promise<Float32Array> {
  const length = items.length, input = Int32Array.from(items);
  const sequences = model.sequences(Uint32Array.from(items), { size: 1, length, input });
  return evaluate(
    model.parameters,
    (weights) => model.encode(weights, sequences, sees && { sees }).item,
  );
}

forEachDevice("no state knows what comes after it", async () => {
  const { model } = given();
  const before = await statesOf(model, [12, 1, 2, 3]), after = await statesOf(model, [12, 1, 5, 6]);
  assertEquals(after.subarray(0, 8), before.subarray(0, 8));
  assertNotEquals(after.subarray(8, 12), before.subarray(8, 12));
});

forEachDevice("an event that is not seen says its place alone", async () => {
  const { model } = given(), sees = (domain: number) => domain === 1;
  const masked = await statesOf(model, [12, 3, 4, 5], sees);
  // 3 and 6 are of domain 0, 5 and 8 of domain 2; 4 and 7 of domain 1.
  assertEquals(await statesOf(model, [12, 6, 4, 8], sees), masked);
  assertEquals(await statesOf(model, [12, 8, 4, 3], sees), masked);
  assertNotEquals(await statesOf(model, [12, 3, 7, 5], sees), masked);
  assertNotEquals(await statesOf(model, [12, 4, 6, 5], sees), masked);
  assertNotEquals(await statesOf(model, [12, 3, 4, 5]), masked);
  assertEquals(
    await statesOf(model, [12, 3, 4, 5], () => true),
    await statesOf(model, [12, 3, 4, 5]),
  );
});

forEachDevice("nothing of the domains is read where the model is not hierarchical", async () => {
  const { model } = given({ hierarchical: false });
  assert(!Object.keys(model.parameters).some((name) => /^(domain|prediction)/.test(name)));
  // The start token is read as any item is, whatever can be seen.
  const none = () => false;
  const blind = await statesOf(model, [12, 3], none);
  assertEquals(await statesOf(model, [12, 4], none), blind);
  model.parameters["item.weight"].values[12 * 4] += 1;
  assertNotEquals(await statesOf(model, [12, 3], none), blind);
});

forEachDevice("the level of domains is told by cross-entropy from one other domain", async () => {
  const { model } = given({ embeddingSize: 2 });
  model.parameters["domain.weight"].values.set([1, 0, 0, 2, 3, 3]);
  const group = {
    domain: 1,
    targets: Int32Array.of(0, 1),
    position: Int32Array.of(1, 0),
    rival: Int32Array.of(0, 2),
    // The item level: 10 · the mean of the item states' first numbers.
    loss: (states: Tensor) => states.slice([0, 0], [2, 1]).mean().mul(10),
  };
  const domain = { shape: [2, 2], values: Float32Array.of(1, -1, 0.5, 2) };
  const item = { shape: [2, 2], values: Float32Array.of(3, 0, 4, 0) };
  const [loss] = await evaluate(
    { ...model.parameters, a: domain, b: item },
    (weights) =>
      targetLoss(model, weights, {
        states: { domain: weights.get("a", [2, 2]), item: weights.get("b", [2, 2]) },
        group,
      }).reshape([1]),
  );
  // [½, 2]: 4 for its own domain, ½ for domain 0; [1, −1]: −2 for its own, 0 for domain 2.
  const softplus = (x: number) => Math.log1p(Math.exp(x));
  const coarse = softplus(-4) + softplus(0.5) + softplus(2) + softplus(0);
  assertAlmostEquals(loss, 35 + coarse / 2, 1e-4);
});

Deno.test("a rival is any other domain, and none of a single one", () => {
  for (const domains of [1, 2, 4]) {
    const { groups } = given({ domains });
    for (const { domain, rival, position } of groups) {
      assertEquals(rival.length, domains === 1 ? 0 : position.length);
      assert(rival.every((each) => each !== domain && each >= 0 && each < domains));
    }
  }
  const seen = new Set(
    given().groups.flatMap(({ domain, rival }) => [...rival].map((each) => `${domain}${each}`)),
  );
  assertEquals(seen.size, 6);
});

forEachDevice("a domain's loss has the gradient of finite differences", async () => {
  const { model, vectors, groups: [group], sequences } = given({ embeddingSize: 4 });
  const inputs = model.inputs(vectors);
  // A key's bias adds the same to all that a query is compared with.
  const fixed = "blocks.0.attention.key.bias";
  await assertGradient(
    { ...inputs, [fixed]: randomParameter(fixed, [4]) },
    (weights) =>
      targetLoss(model, weights, { states: model.encode(weights, sequences), group })
        .add(weights.get(fixed, [4]).square().sum()),
  );
}, CPU);

forEachDevice("a coalition's loss is the mean over all targets, told by what it sees", async () => {
  const { model, vectors, groups, sequences, batch } = given();
  const read = (compute: (weights: Weights) => Tensor) => evaluate(model.inputs(vectors), compute);
  const losses = await read((weights) => coalitionLosses(model, weights, { sequences, groups }));
  assertEquals(losses.length, 8);
  for (const [coalition, domains] of [[0, []], [5, [0, 2]], [7, [0, 1, 2]]] as const) {
    const sees = (domain: number) => domains.some((each) => each === domain);
    let sum = 0;
    for (const group of groups) {
      const [mean] = await read((weights) => {
        const states = model.encode(weights, sequences, { sees });
        return targetLoss(model, weights, { states, group }).reshape([1]);
      });
      sum += mean * group.position.length;
    }
    assertAlmostEquals(losses[coalition], sum / batch.target.length, 1e-4);
  }
}, CPU);

forEachDevice("coalitions leave nothing on the device but their losses", async () => {
  const { model, vectors, groups, sequences } = given();
  let left = 0;
  await differentiate(model.inputs(vectors), (weights) => {
    const states = model.encode(weights, sequences), before = tensorCount();
    withoutGradient(() => coalitionLosses(model, weights, { sequences, groups }));
    left = tensorCount() - before;
    return groups.map((group) => targetLoss(model, weights, { states, group }))
      .reduce((sum, each) => sum.add(each));
  });
  assertEquals(left, 1);
}, CPU);

forEachDevice("a step's loss is Σ λ L, and λ follows −φ and the λ before", async () => {
  const { model, batch, sampler, vectors, groups, sequences } = given({ temperature: 0.5 });
  const lambda = model.kept[CgrecModel.lambda].values, before = [0.5, 0.2, 0.3];
  lambda.set(before);
  model.parameters["lambda.alpha"].values[0] = 0.7;
  model.parameters["lambda.beta"].values[0] = 2;
  const step = trainingStep(model, batch, sampler);
  const { value, gradients, records } = await differentiate(step.inputs, step.loss);

  const worth = await evaluate(
    model.inputs(vectors),
    (weights) => coalitionLosses(model, weights, { sequences, groups }),
  );
  const phi = records.shapley;
  assertNear([phi.reduce((a, b) => a + b)], [worth[7] - worth[0]], 1e-4);
  assert(phi.some((each) => Math.abs(each) > 0.01), `${phi}`);
  const exponents = before.map((each, d) => Math.exp((0.7 * each - 2 * phi[d]) / 0.5));
  const sum = exponents.reduce((a, b) => a + b), shares = exponents.map((each) => each / sum);
  assertNear(records[CgrecModel.lambda], shares, 1e-4);

  const losses: number[] = [0, 0, 0];
  const plain = await differentiate(model.inputs(vectors), (weights) => {
    const states = model.encode(weights, sequences);
    return groups.map((group) => {
      const loss = targetLoss(model, weights, { states, group });
      weights.record(`${group.domain}`, loss);
      return loss.mul(shares[group.domain]);
    }).reduce((sum, each) => sum.add(each));
  });
  for (const { domain } of groups) losses[domain] = plain.records[domain][0];
  assertAlmostEquals(value, plain.value, 1e-4);
  assertAlmostEquals(value, losses.reduce((all, each, d) => all + shares[d] * each, 0), 1e-4);

  // No gradient but that of the losses themselves, each by its weight.
  for (const [name, slopes] of Object.entries(plain.gradients)) {
    assertNear(gradients[name], slopes, 1e-4);
  }
  // ∂/∂α and ∂/∂β: Σ λ_d (x_d − Σ λ x) / δ · L_d of x = λ before, and x = −φ.
  const slope = (x: readonly number[]) => {
    const mean = x.reduce((all, each, d) => all + shares[d] * each, 0);
    return x.reduce((all, each, d) => all + shares[d] * (each - mean) / 0.5 * losses[d], 0);
  };
  assertNear(gradients["lambda.alpha"], [slope(before)], 1e-3);
  assertNear(gradients["lambda.beta"], [slope([...phi].map((each) => -each))], 1e-3);

  step.recorded?.(records);
  assertNear(lambda, shares, 1e-4);
}, CPU);

forEachDevice("a domain whose events make losses greater weighs less", async () => {
  const { model, batch, sampler } = given();
  const step = trainingStep(model, batch, sampler);
  const { records } = await differentiate(step.inputs, step.loss);
  const { shapley, [CgrecModel.lambda]: shares } = records;
  const order = (values: Float32Array, sign: number) =>
    [...values.keys()].sort((a, b) => sign * (values[a] - values[b]));
  assertEquals(order(shares, 1), order(shapley, -1));
}, CPU);

forEachDevice("of a single domain there is no weight, no level and no coalition", async () => {
  const { model, batch, sampler, vectors, groups, sequences } = given({ domains: 1 });
  assertEquals([model.kept, model.isHierarchical], [{}, false]);
  assert(!Object.keys(model.parameters).some((name) => /^(lambda|domain|prediction)/.test(name)));
  const step = trainingStep(model, batch, sampler);
  const { value, records } = await differentiate(step.inputs, step.loss);
  const [loss] = await evaluate(model.inputs(vectors), (weights) => {
    const states = model.encode(weights, sequences);
    return targetLoss(model, weights, { states, group: groups[0] }).reshape([1]);
  });
  assertAlmostEquals(value, loss, 1e-5);
  assertEquals([records, step.recorded], [{}, undefined]);
});
