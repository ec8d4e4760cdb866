import { assertEquals } from "@std/assert";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { smallTask } from "../../plugins/conformance/small_task.ts";
import popularity from "../popularity/method.ts";
import rareFirst from "./method.ts";

Deno.test("rare_first is the exact negative of popularity", async () => {
  const task = smallTask(2), context = fitContext(task, { seed: 1, device: "cpu" });
  const rare = await rareFirst.fit(task.train, {}, context);
  const popular = await popularity.fit(task.train, {}, context);
  for (const pools of [false, true]) {
    const batch = buildQueryBatch(task.queries, task.train, { pools });
    const scores = await popular.score(batch);
    // 0 − s: an item without events scores 0 in both, not −0.
    assertEquals(await rare.score(batch), scores.map((score) => 0 - score));
  }
});

Deno.test("rare_first puts an item without training events before all others", async () => {
  const task = smallTask(1), context = fitContext(task, { seed: 1, device: "cpu" });
  const scorer = await rareFirst.fit(task.train, {}, context);
  const met = new Set(task.train.events.item);
  const cold = Array.from({ length: 24 }, (_, item) => item).filter((item) => !met.has(item));
  const query = { user: -1, domain: 0, history: [] };
  const some = [...met].sort((a, b) => a - b);
  const highest = async (candidates: number[]) =>
    Math.max(...await scorer.score(buildQueryBatch([{ ...query, candidates }], task.train)));
  assertEquals(await highest(cold), 0);
  assertEquals(await highest(some) < 0, true);
});
