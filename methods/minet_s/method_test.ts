import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { Scorer, TrainView } from "../../plugins/contract/mod.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { smallTask } from "../../plugins/conformance/small_task.ts";
import minetS, { type MinetSConfig } from "./method.ts";

const { train } = smallTask(2);
const small: MinetSConfig = {
  ...{ ...minetS.defaults, embeddingSize: 4, attentionSize: 6, epochs: 2 },
  ...{ firstHiddenSize: 8, secondHiddenSize: 4 },
};

async function fit(view: TrainView = train): Promise<Scorer> {
  const task = { train: view, validation: [], answers: [] };
  return await minetS.fit(view, small, fitContext(task, { seed: 1, device: "wasm" }));
}

function ask(scorer: Scorer, history: number[]): Promise<Float32Array> {
  const query = { user: 3, domain: 0, history, candidates: [0, 2, 4] };
  return scorer.score(buildQueryBatch([query], train));
}

forEachDevice("minet_s reads the target's history, and nothing of the source", async () => {
  const scorer = await fit(), saved = await scorer.save?.();
  assert(saved !== undefined);
  assertEquals(Object.keys(readCheckpoint(saved)).filter((name) => name.includes("source")), []);
  assertEquals(await ask(scorer, [1, 0, 3, 2]), await ask(scorer, [0, 2, 5]));
  assertNotEquals(await ask(scorer, [0, 2]), await ask(scorer, [0, 4]));
}, { devices: ["wasm"] });

forEachDevice("minet_s is the same whatever the labels of the source are", async () => {
  const { events, catalogue } = train;
  const label = train.label.map((each, event) =>
    catalogue.itemDomain[events.item[event]] ? 0 : each
  );
  assertNotEquals(label, train.label);
  assertEquals(await ask(await fit({ ...train, label }), [0]), await ask(await fit(), [0]));
}, { devices: ["wasm"] });

Deno.test("minet_s refuses a config that it cannot be trained with", async () => {
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "wasm" });
  await assertRejects(
    () => minetS.fit(train, { ...small, targetLength: 0 }, context),
    RangeError,
    "Cannot train MiNet-S with targetLength 0: expected a whole number above 0",
  );
});
