import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { RandomStream } from "../core/random_stream.ts";
import { markOutcomes } from "../leaderboard/mark_outcomes.ts";
import type { QueryBatch } from "../plugins/contract/mod.ts";
import { freeze } from "../protocols/freeze.ts";
import { loadProtocol } from "../protocols/load_protocol.ts";
import type { Task } from "../protocols/task.ts";
import { corpusOfRows, type Row } from "../tests/fixtures/corpus_of_rows.ts";
import { casesToAskAgain, isStateful } from "./answer_again.ts";
import { examine } from "./examine.ts";
import { outcomesOf } from "./outcomes_of.ts";
import { PopularityIndex } from "./popularity_index.ts";
import { shuffle } from "./shuffle.ts";

type Answer = (batch: QueryBatch) => Promise<Float32Array>;

/** 300 users over two domains of 200 items. */
async function taskOf(protocol: string): Promise<Task> {
  const rows: Row[] = [];
  for (let user = 0; user < 300; user++) {
    const stream = RandomStream.from(2, "examine", user);
    for (let event = 0; event < 10; event++) {
      rows.push({
        user: `u${user}`,
        item: `i${stream.below(200)}`,
        domain: stream.below(2) ? "a" : "b",
        time: 86400 * (10 * event + stream.below(10)),
      });
    }
  }
  return freeze(corpusOfRows(rows), await loadProtocol(protocol));
}

/** The number of scores that a batch asks for. */
function sizeOf({ candidates, domain }: QueryBatch, task: Task): number {
  if (candidates.kind === "list") return candidates.items.length;
  return domain.reduce((sum, d) => sum + task.pools[d].length, 0);
}

async function sit(task: Task, answer: Answer) {
  const map = shuffle(task, 1), popularity = new PopularityIndex(task, task.test, map);
  const exam = { shuffle: map, popularity, answer };
  const examined = await examine(task, task.test, {
    ...exam,
    keep: new Set(casesToAskAgain(task)),
  });
  const marks = markOutcomes(outcomesOf(task, examined));
  return { examined, marks, stateful: await isStateful(task, examined, exam) };
}

for (const name of ["leave-one-out-99@1", "leave-one-out-full@1"]) {
  Deno.test(`${name}: a constant scorer gets the expectation, between the bounds 0 and 1`, async () => {
    const task = await taskOf(name);
    const { marks, examined, stateful } = await sit(
      task,
      (batch) => Promise.resolve(new Float32Array(sizeOf(batch, task))),
    );
    const hit = marks.headline.metrics["HR@10"];
    let expected = 0, cases = 0;
    examined.ranked.forEach((ranked, i) => {
      if (!task.test.headline[i]) return;
      expected += Math.min(1, 10 / ranked);
      cases++;
    });
    assertAlmostEquals(hit.value, expected / cases, 1e-12);
    assertEquals([hit.optimistic, hit.pessimistic, stateful], [1, 0, false]);
    if (name.includes("99")) assertAlmostEquals(hit.value, 0.1, 1e-12);
  });

  Deno.test(`${name}: a scorer without any score gets the same`, async () => {
    const task = await taskOf(name);
    const { marks, examined } = await sit(
      task,
      (batch) => Promise.resolve(new Float32Array(sizeOf(batch, task)).fill(NaN)),
    );
    const { value, optimistic, pessimistic } = marks.headline.metrics["HR@10"];
    assert(value > 0 && value < 0.2 && optimistic === 1 && pessimistic === 0);
    assertEquals(examined.nanScores, examined.ranked.reduce((sum, n) => sum + n, 0));
  });

  Deno.test(`${name}: whoever knows the answer is first, and history does not count`, async () => {
    const task = await taskOf(name), map = shuffle(task, 1);
    // Cheats by the host's own answers; everything in the history gets a higher score yet.
    let next = 0;
    const answer: Answer = (batch) => {
      const scores: number[] = [];
      for (let q = 0; q < batch.length; q++) {
        const { offsets, item } = batch.history;
        const past = new Set(item.subarray(offsets[q], offsets[q + 1]));
        const { candidates } = batch;
        const asked = candidates.kind === "list"
          ? candidates.items.subarray(candidates.offsets[q], candidates.offsets[q + 1])
          : task.pools[batch.domain[q]].map((each) => map.item[each]).sort();
        const target = map.item[task.test.target[next++]];
        for (const each of asked) scores.push(past.has(each) ? 2 : each === target ? 1 : 0);
      }
      return Promise.resolve(Float32Array.from(scores));
    };
    const popularity = new PopularityIndex(task, task.test, map);
    const examined = await examine(task, task.test, { shuffle: map, popularity, answer });
    assertEquals(next, task.test.length);
    assert(examined.greater.every((greater) => greater === 0));
    assert(examined.tied.every((tied) => tied === 1));
    if (examined.top) {
      for (let i = 0; i < task.test.length; i++) {
        assertEquals(examined.top[20 * i], task.test.target[i]);
      }
    }
  });
}

Deno.test("isStateful() finds a scorer that learns from its queries", async () => {
  const task = await taskOf("leave-one-out-99@1");
  const met = new Uint32Array(task.corpus.catalogue.length);
  const { stateful } = await sit(task, ({ candidates, history }) => {
    if (candidates.kind === "domain") throw new TypeError("not a list");
    for (const item of history.item) met[item]++;
    return Promise.resolve(Float32Array.from(candidates.items, (item) => met[item]));
  });
  assertEquals(stateful, true);
});

Deno.test("casesToAskAgain() takes 1 %, at least 200, and all where there are fewer", async () => {
  const task = await taskOf("leave-one-out-99@1");
  assertEquals(casesToAskAgain(task).length, 200);
  const fewer = { ...task, test: { ...task.test, length: 20 } };
  assertEquals([...casesToAskAgain(fewer)], Array.from({ length: 20 }, (_, i) => i));
  const many = { ...task, test: { ...task.test, length: 50000 } };
  assertEquals(casesToAskAgain(many).length, 500);
});
