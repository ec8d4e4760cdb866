import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { copyPlugin } from "../../plugins/copy_plugin.ts";
import { limits } from "../../plugins/limits.ts";
import { openSession } from "../../plugins/open_session.ts";
import type { Session } from "../../plugins/session.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { smallTask } from "../../plugins/conformance/small_task.ts";
import { Folder } from "./_fixture.ts";

const SASREC = fileURLToPath(new URL("../../methods/sasrec", import.meta.url));
const HOST = {
  validate: () => Promise.resolve({ value: 0, byDomain: Float64Array.of(0, 0) }),
};

/** All that a session tells of the queries of a task: scores of lists, of whole pools, and vectors. */
async function answers(session: Session, task: ReturnType<typeof smallTask>) {
  const lists = buildQueryBatch(task.queries, task.train);
  const pools = buildQueryBatch(task.queries, task.train, { pools: true });
  const vectors = await session.vectors(), { interval } = pools.popularity;
  assert(vectors, "sasrec has vectors");
  return {
    lists: await session.score(lists),
    pools: await session.score(pools),
    queries: await vectors.queries(pools),
    items: [await vectors.items(0, interval), await vectors.items(1, interval)],
  };
}

Deno.test("sasrec's weights, loaded in a process of its own, give the same scores and vectors, byte for byte", async () => {
  await using folder = new Folder();
  const plugin = await copyPlugin(SASREC, { cache: join(folder.path, "cache") });
  const task = smallTask(2);
  const open = (seed: number) =>
    openSession(plugin, { seed, device: "wasm", limits: limits({ cpuSeconds: 120 }) });
  const first = await open(7);
  const config = { ...first.defaults, epochs: 2, embeddingSize: 8 };
  await first.fit(task.train, config, HOST);
  const before = await answers(first, task), weights = await first.save();
  await first.close();
  // Another seed: what it initialises is not what answers.
  const second = await open(8);
  await second.load(weights, { catalogue: task.train.catalogue, config, host: HOST });
  assertEquals(await answers(second, task), before);
  assertEquals(await second.save(), weights);
  await second.close();
});

Deno.test("sasrec's vectors, multiplied by the host, are its scores", async () => {
  await using folder = new Folder();
  const plugin = await copyPlugin(SASREC, { cache: join(folder.path, "cache") });
  const session = await openSession(plugin, { seed: 7, device: "wasm", limits: limits() });
  const task = smallTask(2);
  await session.fit(task.train, { ...session.defaults, epochs: 2, embeddingSize: 8 }, HOST);
  const { pools, queries, items } = await answers(session, task);
  await session.close();
  const size = queries.length / task.queries.length;
  let at = 0;
  task.queries.forEach(({ domain }, q) => {
    const { vectors, bias } = items[domain];
    for (let item = 0; item < bias.length; item++, at++) {
      let score = bias[item];
      for (let k = 0; k < size; k++) score += queries[q * size + k] * vectors[item * size + k];
      const near = Math.abs(score - pools[at]) <= 1e-5 * Math.max(1, Math.abs(pools[at]));
      assert(near, `query ${q}, item ${item}: ${score} by vectors, expected ${pools[at]}`);
    }
  });
  assertEquals(at, pools.length);
});
