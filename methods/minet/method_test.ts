import { assert, assertEquals, assertNotEquals, assertRejects, assertThrows } from "@std/assert";
import { differentiate } from "../../nn/differentiate.ts";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { Scorer } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import minet0 from "../minet_0/method.ts";
import minet, { type MinetConfig } from "./method.ts";
import { timedStep } from "./timed_step.ts";

// Even items are of the target, odd ones of the source.
const catalogue = buildCatalogue(12, { domains: 2, target: 0 });
const sequences = Array.from(
  { length: 24 },
  (_, user) => Array.from({ length: 8 }, (_, step) => (user + 5 * step) % 12),
);
const train = buildTrainView(sequences, catalogue, {
  labelOf: (event, user) => (event + user) % 3 === 0 ? 0 : 1,
});
const small: MinetConfig = {
  ...{ ...minet.defaults, embeddingSize: 4, attentionSize: 6, transferSize: 2 },
  ...{ firstHiddenSize: 8, secondHiddenSize: 4, learningRate: 0.01, batchSize: 16, epochs: 3 },
};
const context = () =>
  fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "wasm" });

function fit(config: Partial<MinetConfig> = {}): Promise<Scorer> {
  return minet.fit(train, { ...small, ...config }, context());
}

function ask(scorer: Scorer, history: number[]): Promise<Float32Array> {
  const query = { user: 3, domain: 0, history, candidates: [0, 2, 4, 6] };
  return scorer.score(buildQueryBatch([query], train));
}

/** On the device that runs use by default; nn's own tests show that the others agree. */
function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

onWasm("minet reads both histories as sets, each to its own length", async () => {
  const scorer = await fit({ targetLength: 2, sourceLength: 3 });
  const scores = await ask(scorer, [0, 1, 2, 3, 5]);
  assertNear(await ask(scorer, [5, 2, 1, 0, 3]), scores, 1e-6);
  assertNear(await ask(scorer, [7, 4, 1, 2, 0, 5, 3]), scores, 1e-6);
  assertNotEquals(await ask(scorer, [0, 1, 2, 3, 7]), scores);
  assertNotEquals(await ask(scorer, [0, 1, 4, 3, 5]), scores);
  assertNotEquals(await ask(scorer, []), scores);
});

onWasm("minet with γ = 0 is minet_0, and with another γ it is not", async () => {
  const { sourceWeight: _, ...shared } = small;
  const alone = await (await minet0.fit(train, shared, context())).save?.();
  assertEquals(await (await fit({ sourceWeight: 0 })).save?.(), alone);
  assertNotEquals(await (await fit()).save?.(), alone);
});

onWasm("minet saves one vector per user, and a prediction per domain", async () => {
  const saved = await (await fit()).save?.();
  assert(saved !== undefined);
  const weights = readCheckpoint(saved);
  assertEquals(weights["user.weight"].shape, [25, 4]);
  // An item's vector is [own; category's]: with the user 20 numbers, of the target 28.
  assertEquals(weights["target.head.layers.0.weight"].shape, [28, 8]);
  assertEquals(weights["source.head.layers.0.weight"].shape, [12, 8]);
  assertEquals(weights["target.mix.source.transfer.0.weight"].shape, [8, 2]);
});

onWasm("minet's timed step learns from both domains", async () => {
  const { parameters, step } = timedStep(train, small);
  const { gradients } = await differentiate(step.inputs, step.loss);
  for (const name of ["source.head.layers.2.bias", "target.head.layers.2.bias", "user.weight"]) {
    assert(gradients[name].some((slope) => slope !== 0), name);
  }
  assertEquals(Object.keys(step.inputs).sort(), Object.keys(parameters).sort());
  const nobody = buildTrainView([[0, 2, 4]], catalogue);
  assertThrows(
    () => timedStep(nobody, small),
    TypeError,
    "Cannot time a step on this view: expected behaviours of target and source",
  );
});

onWasm("minet refuses a config that it cannot be trained with", async () => {
  for (
    const [change, message] of [
      [{ targetLength: 0 }, "targetLength 0: expected a whole number above 0"],
      [{ sourceLength: 1.5 }, "sourceLength 1.5: expected a whole number above 0"],
      [{ attentionSize: 0 }, "attentionSize 0: expected a whole number above 0"],
      [{ transferSize: -1 }, "transferSize -1: expected a whole number above 0"],
      [{ firstHiddenSize: 0 }, "firstHiddenSize 0: expected a whole number above 0"],
      [{ secondHiddenSize: 2.5 }, "secondHiddenSize 2.5: expected a whole number above 0"],
      [{ sourceWeight: -1 }, "sourceWeight -1: expected a number of at least 0"],
    ] as const
  ) {
    await assertRejects(() => fit(change), RangeError, `Cannot train MiNet with ${message}`);
  }
});
