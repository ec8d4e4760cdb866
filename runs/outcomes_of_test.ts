import { assert, assertEquals } from "@std/assert";
import { loadDataset } from "../datasets/registry.ts";
import { armsOf } from "../protocols/arms_of.ts";
import { freeze } from "../protocols/freeze.ts";
import { history } from "../protocols/history.ts";
import { loadProtocol } from "../protocols/load_protocol.ts";
import type { Task } from "../protocols/task.ts";
import { decodeOutcomes } from "../leaderboard/schema/decode_outcomes.ts";
import { encodeOutcomes } from "../leaderboard/schema/encode_outcomes.ts";
import { markOutcomes } from "../leaderboard/mark_outcomes.ts";
import type { Examined } from "./examine.ts";
import { outcomesOf } from "./outcomes_of.ts";

const corpus = await loadDataset("tundra-tiny");
const sampled = freeze(corpus, await loadProtocol("leave-one-out-99@1"));
const full = freeze(corpus, await loadProtocol("leave-one-out-full@1"));

/** As if every case had got its target right, with a pool of `ranked` candidates. */
function examined({ test }: Task, ranked: (at: number) => number): Examined {
  const column = (of: (at: number) => number) =>
    Uint32Array.from({ length: test.length }, (_, at) => of(at));
  const one = column(() => 1);
  return {
    greater: column(() => 0),
    tied: one,
    ranked: column(ranked),
    nanScores: 0,
    kept: new Map(),
  };
}

Deno.test("outcomesOf() counts what each case's candidates were drawn from", () => {
  const { test, training, timeline } = sampled, offsets = test.candidates?.offsets ?? [];
  const size = (at: number) => offsets[at + 1] - offsets[at];
  const scores = new Float32Array(offsets[test.length]);
  const outcomes = outcomesOf(sampled, { ...examined(sampled, size), scores });
  if (outcomes.answers.kind !== "sampled") throw new TypeError("of another kind");
  const { eligible = [] } = outcomes.answers;
  const trained = new Set([...timeline.item].filter((_, row) => training[row] === 1));
  let whole = 0;
  for (let at = 0; at < test.length; at++) {
    const target = test.target[at],
      known = new Set(history(sampled, test, at).map((row) => timeline.item[row]));
    const open = [...corpus.catalogue.domain.keys()].filter((item) =>
      corpus.catalogue.domain[item] === test.domain[at] &&
      trained.has(item) === trained.has(target) && (item === target || !known.has(item))
    );
    assertEquals(eligible[at], open.length);
    // 99 negatives and the target, or all there is.
    assertEquals(size(at), Math.min(100, open.length));
    whole += Number(open.length < 100);
  }
  assert(whole < test.length);
});

Deno.test("outcomesOf() keeps pool sizes and training counts of a full ranking", () => {
  const { test, training, timeline } = full;
  const top = new Uint32Array(20 * test.length).fill(0xffffffff);
  test.target.forEach((target, at) => top[20 * at] = target);
  const sizes = full.pools.map((pool) => pool.length);
  const exam = { ...examined(full, (at) => sizes[test.domain[at]]), top };
  const outcomes = { ...outcomesOf(full, exam), metrics: ["coverage@10", "average popularity@10"] };
  if (outcomes.answers.kind !== "full") throw new TypeError("of another kind");
  const { pools } = outcomes.answers;
  assertEquals([...pools?.pool ?? []], sizes);
  assertEquals([...pools?.coldPool ?? []], sizes.map(() => 0));
  const count = new Uint32Array(corpus.catalogue.length);
  for (let row = 0; row < timeline.length; row++) if (training[row]) count[timeline.item[row]]++;
  assertEquals(pools?.trainingCount, count);
  const { headline } = markOutcomes(decodeOutcomes(encodeOutcomes(outcomes)));
  const sum = test.target.reduce((sum, item) => sum + count[item], 0);
  assertEquals(headline.metrics["average popularity@10"].value, sum / test.length);
  const shown = new Set(test.target).size;
  const pool = sizes.reduce((sum, each) => sum + each, 0);
  assertEquals(headline.metrics["coverage@10"].value, shown / pool);
});

Deno.test("outcomesOf() of the validation cases is about those", () => {
  const { validation } = sampled, offsets = validation.candidates?.offsets ?? [];
  const exam = examined({ ...sampled, test: validation }, (at) => offsets[at + 1] - offsets[at]);
  const scores = new Float32Array(offsets[validation.length]);
  const outcomes = outcomesOf(sampled, { ...exam, scores }, { cases: validation });
  assertEquals(outcomes.length, validation.length);
  assertEquals(outcomes.user, validation.user);
  assertEquals(markOutcomes(outcomes).macro.metrics["NDCG@10"].value, 1);
});

Deno.test("outcomesOf() of shown items has the labels of the answers", async () => {
  const [arm] = armsOf(await loadProtocol("click-auc@1"), corpus.catalogue.domains);
  const task = freeze(corpus, arm), { test, timeline: { rating = [] } } = task;
  // As if each item were scored by its own rating.
  const scores = Float32Array.from(test.event, (event) => rating[event]);
  const exam = { ...examined(task, () => 1), scores };
  const outcomes = outcomesOf(task, exam, { logits: true });
  if (outcomes.answers.kind !== "click") throw new TypeError("of another kind");
  const { label, logits } = outcomes.answers;
  assertEquals([...label], Array.from(test.event, (event) => Number(rating[event] > 3)));
  assert(logits && label.includes(0) && label.includes(1));
  const { headline } = markOutcomes(decodeOutcomes(encodeOutcomes(outcomes)));
  assertEquals(headline.metrics.AUC.value, 1);
  assert(headline.metrics["log-loss"].value > 0);
  assertEquals(Object.keys(markOutcomes(outcomesOf(task, exam)).headline.metrics), ["AUC"]);
});

Deno.test("outcomesOf() parts a catalogue into the pool and the cold items where the pool is trained", async () => {
  const task = freeze(corpus, await loadProtocol("global-time-full@1"));
  const top = new Uint32Array(20 * task.test.length).fill(0xffffffff);
  const { answers } = outcomesOf(task, { ...examined(task, () => 1), top });
  if (answers.kind !== "full" || !answers.pools) throw new TypeError("of another kind");
  const { pool, coldPool, trainingCount } = answers.pools, { offsets } = corpus.catalogue;
  pool.forEach((size, d) => {
    const counts = trainingCount.subarray(offsets[d], offsets[d + 1]);
    assertEquals([size, coldPool[d]], [
      counts.filter((n) => n > 0).length,
      counts.filter((n) => n === 0).length,
    ]);
  });
});
