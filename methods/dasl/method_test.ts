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
import dasl0 from "../dasl_0/method.ts";
import dasl, { type DaslConfig } from "./method.ts";
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
const small: DaslConfig = {
  ...{ ...dasl.defaults, embeddingSize: 4, stateSize: 3, attentionSize: 6 },
  ...{ firstHiddenSize: 8, secondHiddenSize: 4, learningRate: 0.01, batchSize: 16, epochs: 3 },
};
const context = () =>
  fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "wasm" });

function fit(config: Partial<DaslConfig> = {}): Promise<Scorer> {
  return dasl.fit(train, { ...small, ...config }, context());
}

function ask(scorer: Scorer, history: number[]): Promise<Float32Array> {
  const query = { user: 3, domain: 0, history, candidates: [0, 2, 4, 6] };
  return scorer.score(buildQueryBatch([query], train));
}

/** On the device that runs use by default; nn's own tests show that the others agree. */
function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

onWasm(
  "dasl reads both histories in their orders, and not in which they stand together",
  async () => {
    const scorer = await fit({ historyLength: 3 }), scores = await ask(scorer, [0, 1, 2, 3, 4, 5]);
    assertNear(await ask(scorer, [1, 3, 5, 0, 2, 4]), scores, 1e-6);
    assertNear(await ask(scorer, [6, 7, 8, 0, 1, 2, 3, 4, 5]), scores, 1e-6);
    assertNotEquals(await ask(scorer, [0, 3, 2, 1, 4, 5]), scores);
    assertNotEquals(await ask(scorer, [2, 1, 0, 3, 4, 5]), scores);
    assertNotEquals(await ask(scorer, []), scores);
  },
);

onWasm("dasl with γ = 0 is dasl_0, and with another γ it is not", async () => {
  const { sourceWeight: _, ...shared } = small;
  const alone = await (await dasl0.fit(train, shared, context())).save?.();
  assertEquals(await (await fit({ sourceWeight: 0 })).save?.(), alone);
  assertNotEquals(await (await fit()).save?.(), alone);
});

onWasm(
  "dasl brings the two vectors of its users together, the more the more they are tied",
  async () => {
    /** The mean cosine of b X and a over the users, the halves of a row being a and b. */
    const closeness = async (mappingWeight: number) => {
      const saved = await (await fit({ mappingWeight, epochs: 20 })).save?.();
      assert(saved !== undefined);
      const { "user.weight": { values }, "tie.mapping": { values: x } } = readCheckpoint(saved);
      const cosines = Array.from({ length: train.users }, (_, user) => {
        const [a0, a1, b0, b1] = values.subarray(4 * user, 4 * user + 4);
        const [m0, m1] = [b0 * x[0] + b1 * x[2], b0 * x[1] + b1 * x[3]];
        return (a0 * m0 + a1 * m1) / Math.hypot(a0, a1) / Math.hypot(m0, m1);
      });
      return cosines.reduce((sum, each) => sum + each) / train.users;
    };
    const [free, tied] = [await closeness(0), await closeness(1)];
    assert(free < 0.6 && tied > 0.9, `${free} ${tied}`);
  },
);

onWasm("dasl saves two vectors per user in one row, and all of both domains", async () => {
  const saved = await (await fit()).save?.();
  assert(saved !== undefined);
  const weights = readCheckpoint(saved);
  assertEquals(weights["user.weight"].shape, [25, 4]);
  assertEquals(weights["tie.mapping"].shape, [2, 2]);
  // An item's vector is [own; category's], 8 numbers, and 2 are of the user.
  for (const side of ["target", "source"]) {
    assertEquals(weights[`${side}.states.input.weight`].shape, [10, 9]);
    assertEquals(weights[`${side}.head.layers.0.weight`].shape, [16, 8]);
  }
});

onWasm("dasl's timed step learns from both domains", async () => {
  const { parameters, step } = timedStep(train, small);
  const { gradients } = await differentiate(step.inputs, step.loss);
  for (const name of ["source.head.layers.2.bias", "target.head.layers.2.bias", "tie.mapping"]) {
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

onWasm("dasl refuses a config that it cannot be trained with", async () => {
  for (
    const [change, message] of [
      [{ historyLength: 0 }, "historyLength 0: expected a whole number above 0"],
      [{ stateSize: 1.5 }, "stateSize 1.5: expected a whole number above 0"],
      [{ attentionSize: 0 }, "attentionSize 0: expected a whole number above 0"],
      [{ firstHiddenSize: 0 }, "firstHiddenSize 0: expected a whole number above 0"],
      [{ secondHiddenSize: -2 }, "secondHiddenSize -2: expected a whole number above 0"],
      [{ mappingWeight: -1 }, "mappingWeight -1: expected a number of at least 0"],
      [{ sourceWeight: -1 }, "sourceWeight -1: expected a number of at least 0"],
    ] as const
  ) {
    await assertRejects(() => fit(change), RangeError, `Cannot train DASL with ${message}`);
  }
  await assertRejects(
    () => fit({ embeddingSize: 5 }),
    RangeError,
    "Cannot give a user two vectors of 5 numbers: uneven, expected an even number",
  );
});
