import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { Scorer } from "../../plugins/contract/mod.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { smallTask } from "../../plugins/conformance/small_task.ts";
import conet0, { type Conet0Config } from "./method.ts";

const task = smallTask(2), { train } = task;
const small: Conet0Config = { ...conet0.defaults, embeddingSize: 4, hiddenSize: 8, layers: 2 };

async function fit(epochs: number): Promise<Scorer> {
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "wasm" });
  return await conet0.fit(train, { ...small, epochs }, context);
}

forEachDevice("conet_0 learns the source's tower by what the target's hears of it", async () => {
  const weights = async (epochs: number) => {
    const saved = await (await fit(epochs)).save?.();
    assert(saved !== undefined);
    return readCheckpoint(saved);
  };
  const [one, two] = [await weights(1), await weights(2)];
  const same = Object.keys(one).filter((name) => `${one[name].values}` === `${two[name].values}`);
  const alone = ["source.1.bias", "source.1.weight", "source.head.bias", "source.head.weight"];
  assertEquals(same.sort(), ["liked.rating", ...alone]);
}, { devices: ["wasm"] });

forEachDevice("conet_0 hears the last source item", async () => {
  const scorer = await fit(2);
  const ask = (history: number[]) =>
    scorer.score(buildQueryBatch([{ user: 3, domain: 0, history, candidates: [0, 2, 4] }], train));
  assertNotEquals(await ask([1, 3]), await ask([3, 1]));
  assertEquals(await ask([5, 0, 1]), await ask([3, 2, 1]));
}, { devices: ["wasm"] });
