import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { Scorer } from "../../plugins/contract/mod.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { smallTask } from "../../plugins/conformance/small_task.ts";
import minet0, { type Minet0Config } from "./method.ts";

const { train } = smallTask(2);
const small: Minet0Config = {
  ...{ ...minet0.defaults, embeddingSize: 4, attentionSize: 6, transferSize: 2 },
  ...{ firstHiddenSize: 8, secondHiddenSize: 4 },
};

async function fit(epochs: number): Promise<Scorer> {
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "wasm" });
  return await minet0.fit(train, { ...small, epochs }, context);
}

forEachDevice("minet_0 learns all but the source's prediction", async () => {
  const weights = async (epochs: number) => {
    const saved = await (await fit(epochs)).save?.();
    assert(saved !== undefined);
    return readCheckpoint(saved);
  };
  const [one, two] = [await weights(1), await weights(2)];
  const same = Object.keys(one).filter((name) => `${one[name].values}` === `${two[name].values}`);
  const head = [0, 1, 2].flatMap((layer) =>
    ["bias", "weight"].map((each) => `source.head.layers.${layer}.${each}`)
  );
  assertEquals(same.sort(), ["liked.rating", ...head]);
}, { devices: ["wasm"] });

forEachDevice("minet_0 reads what was liked in the source", async () => {
  const scorer = await fit(2);
  const ask = (history: number[]) =>
    scorer.score(buildQueryBatch([{ user: 3, domain: 0, history, candidates: [0, 2, 4] }], train));
  assertNotEquals(await ask([0, 1]), await ask([0, 3]));
}, { devices: ["wasm"] });

Deno.test("minet_0 refuses a config that it cannot be trained with", async () => {
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "wasm" });
  await assertRejects(
    () => minet0.fit(train, { ...small, transferSize: 0 }, context),
    RangeError,
    "Cannot train MiNet-0 with transferSize 0: expected a whole number above 0",
  );
});
