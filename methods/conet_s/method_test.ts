import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { Scorer, TrainView } from "../../plugins/contract/mod.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { smallTask } from "../../plugins/conformance/small_task.ts";
import conetS, { type ConetSConfig } from "./method.ts";

const { train } = smallTask(2);
const small: ConetSConfig = { ...conetS.defaults, embeddingSize: 4, hiddenSize: 8, layers: 2 };

async function fit(view: TrainView = train): Promise<Scorer> {
  const context = fitContext(
    { train: view, validation: [], answers: [] },
    { seed: 1, device: "wasm" },
  );
  return await conetS.fit(view, { ...small, epochs: 2 }, context);
}

function ask(scorer: Scorer, history: number[], user = 3): Promise<Float32Array> {
  const query = { user, domain: 0, history, candidates: [0, 2, 4] };
  return scorer.score(buildQueryBatch([query], train));
}

forEachDevice("conet_s has a tower of the target alone, and reads no history", async () => {
  const scorer = await fit(), saved = await scorer.save?.();
  assert(saved !== undefined);
  const names = Object.keys(readCheckpoint(saved));
  assertEquals(names.filter((name) => /^(source|cross)/.test(name)), []);
  assertEquals(await ask(scorer, [1, 3, 0]), await ask(scorer, []));
  assertNotEquals(await ask(scorer, [], 5), await ask(scorer, []));
}, { devices: ["wasm"] });

forEachDevice("conet_s is the same whatever the labels of the source are", async () => {
  const { events, catalogue } = train;
  const label = train.label.map((each, event) =>
    catalogue.itemDomain[events.item[event]] ? 0 : each
  );
  assertNotEquals(label, train.label);
  assertEquals(await ask(await fit({ ...train, label }), []), await ask(await fit(), []));
}, { devices: ["wasm"] });
