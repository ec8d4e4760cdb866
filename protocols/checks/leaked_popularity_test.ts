import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { markRank } from "../../metrics/mark_rank.ts";
import { metricByName } from "../../metrics/metric_by_name.ts";
import { rankOf } from "../../metrics/rank.ts";
import { RandomStream } from "../../core/random_stream.ts";
import { loadDataset } from "../../datasets/registry.ts";
import { corpusOfRows, type Row } from "../../tests/fixtures/corpus_of_rows.ts";
import { freeze } from "../freeze.ts";
import { loadProtocol } from "../load_protocol.ts";
import { leakedPopularity } from "./leaked_popularity.ts";

const sampled = await loadProtocol("leave-one-out-99@1");
const tiny = await loadDataset("tundra-tiny");

/** Users of 12 events; from `change` on, only items that nobody had before are in fashion. */
function log(change: number): Row[] {
  const rows: Row[] = [];
  for (let user = 0; user < 300; user++) {
    const stream = RandomStream.from(1, "leak", user);
    for (let event = 0; event < 12; event++) {
      const item = event < change ? stream.below(200) : 200 + stream.below(8);
      rows.push({ user: `u${user}`, item: `i${item}`, time: event });
    }
  }
  // All items are known to training, so that none of them is cold.
  for (let item = 0; item < 208; item++) rows.push({ user: "all", item: `i${item}`, time: -item });
  return rows;
}

Deno.test("leakedPopularity() is what popularity scores, marked one by one, differ by", () => {
  const task = freeze(tiny, sampled), { test, timeline, training } = task;
  const { offsets, items } = test.candidates ?? { offsets: [], items: new Uint32Array(0) };
  const count = (flags?: Uint8Array) => {
    const counts = new Float32Array(tiny.catalogue.length);
    timeline.item.forEach((item, row) => counts[item] += !flags || flags[row] === 1 ? 1 : 0);
    return counts;
  };
  const metric = metricByName("NDCG@10"), [before, after] = [count(training), count()];
  const mark = (counts: Float32Array, i: number): number => {
    const scores = Float32Array.from(items.subarray(offsets[i], offsets[i + 1]), (n) => counts[n]);
    return markRank(metric, rankOf(scores, 0)).value;
  };
  const cases = [...test.target.keys()].filter((i) => test.headline[i] === 1);
  const off = cases.map((i) => mark(after, i) - mark(before, i));
  const mean = off.reduce((sum, each) => sum + each, 0) / off.length;
  const squares = off.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  const found = leakedPopularity(task);
  assertEquals([found?.metric, found?.cases, found?.users], ["NDCG@10", off.length, off.length]);
  assertAlmostEquals(found?.effect ?? NaN, mean, 1e-12);
  assertAlmostEquals((found?.all ?? NaN) - (found?.training ?? NaN), mean, 1e-12);
  // One case a user: the usual error of a mean.
  const error = Math.sqrt(squares / (off.length - 1) / off.length);
  assertAlmostEquals(found?.standardError ?? NaN, error, 1e-12);
});

Deno.test("leakedPopularity() says what counting the answers brings, and little if nothing changes", () => {
  const fashion = leakedPopularity(freeze(corpusOfRows(log(10)), sampled));
  assert(fashion && fashion.standardError !== null);
  assert(fashion.effect > 0.3 && fashion.effect > 3 * fashion.standardError, `${fashion.effect}`);
  const still = leakedPopularity(freeze(corpusOfRows(log(2)), sampled));
  assert(still && Math.abs(still.effect) < 0.1, JSON.stringify(still));
});

Deno.test("leakedPopularity() takes a user's cases together", async () => {
  const task = freeze(tiny, await loadProtocol("leave-one-out-full@1"));
  const found = leakedPopularity(task), { test } = task;
  assertEquals([found?.cases, found?.users], [test.length, new Set(test.user).size]);
  // One user with all cases has no error to be told.
  const one = { ...test, user: new Uint32Array(test.length).fill(3) };
  assertEquals(leakedPopularity({ ...task, test: one })?.standardError, null);
  const none = { ...test, headline: new Uint8Array(test.length) };
  assertEquals(leakedPopularity({ ...task, test: none }), null);
});

Deno.test("leakedPopularity() marks by NDCG@10 where the selection metric marks no ranks", () => {
  const [first, second] = ["GAUC", "MRR"].map((name) => {
    const protocol = { ...sampled.protocol, metrics: [name] };
    return leakedPopularity(freeze(tiny, { ...sampled, protocol }))?.metric;
  });
  assertEquals([first, second], ["NDCG@10", "MRR"]);
});
