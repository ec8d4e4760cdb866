import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { markOutcomes } from "../../leaderboard/mark_outcomes.ts";
import type { QueryBatch } from "../../plugins/contract/mod.ts";
import { freeze } from "../../protocols/freeze.ts";
import { protocolName } from "../../protocols/protocol_name.ts";
import type { Task } from "../../protocols/task.ts";
import { examine } from "../../runs/examine.ts";
import { itemPools } from "../../runs/ranking/item_pools.ts";
import { outcomesOf } from "../../runs/outcomes_of.ts";
import { PopularityIndex } from "../../runs/popularity_index.ts";
import { type Shuffle, shuffle } from "../../runs/shuffle.ts";
import { corpusOfRows } from "../fixtures/corpus_of_rows.ts";
import { protocolCases } from "../fixtures/protocol_cases.ts";
import { randomRows } from "../fixtures/random_rows.ts";
import { type ReferenceMarks, referenceMarks } from "./reference_marks.ts";
import { referenceTask } from "./reference_task.ts";

// From scores to marks: what the fast path makes of a method's answers is what the pages say.

/** Scores of few values, so that ties abound, and none for some items: by raw names alone. */
function scorer(salt: number): (time: number, domain: string, item: string) => number {
  const levels = 2 + salt % 9;
  return (time, domain, item) => {
    let hash = salt;
    for (const part of [time / 86400, domain.charCodeAt(0), Number(item.slice(1))]) {
      hash = Math.imul(hash ^ part, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    const level = (hash >>> 0) % levels;
    return level === 0 && salt % 2 === 1 ? NaN : level - 3;
  };
}

/** A method that gives these scores, seen through a run's plugin indices. */
function answerWith(
  score: ReturnType<typeof scorer>,
  { task, map }: { task: Task; map: Shuffle },
): (batch: QueryBatch) => Promise<Float32Array> {
  const { domains, rawId } = task.corpus.catalogue, { whole } = itemPools(task, map);
  return (batch) => {
    const scores: number[] = [], { candidates } = batch;
    for (let q = 0; q < batch.length; q++) {
      const asked = candidates.kind === "domain"
        ? whole[batch.domain[q]].items
        : candidates.items.subarray(candidates.offsets[q], candidates.offsets[q + 1]);
      for (const item of asked) {
        scores.push(score(batch.time[q], domains[batch.domain[q]], rawId[map.canonicalItem[item]]));
      }
    }
    return Promise.resolve(Float32Array.from(scores));
  };
}

function assertSameMarks(one: ReferenceMarks, two: ReferenceMarks, where: string): void {
  assertEquals(one.cases, two.cases, where);
  assertEquals(Object.keys(one.metrics).sort(), Object.keys(two.metrics).sort(), where);
  for (const [name, mark] of Object.entries(two.metrics)) {
    for (const bound of ["value", "optimistic", "pessimistic"] as const) {
      assertAlmostEquals(one.metrics[name][bound], mark[bound], 1e-12, `${where} ${name} ${bound}`);
    }
  }
}

for (const { frozen, domains, shape } of await protocolCases()) {
  Deno.test(`${protocolName(frozen)}: examine() and markOutcomes() give the reference's marks`, async () => {
    let held = 0, asides = 0;
    await fc.assert(
      fc.asyncProperty(randomRows(domains, shape), fc.nat({ max: 1e6 }), async (rows, salt) => {
        const reference = referenceTask(rows, frozen.protocol);
        if (typeof reference === "string") return;
        const task = freeze(corpusOfRows(rows), frozen), map = shuffle(task, salt);
        const score = scorer(salt), answer = answerWith(score, { task, map });
        const popularity = new PopularityIndex(task, task.test, map);
        const examined = await examine(task, task.test, { shuffle: map, popularity, answer });
        const logits = salt % 3 > 0;
        const marks = markOutcomes(outcomesOf(task, examined, { logits }));
        const wanted = referenceMarks(reference, frozen.protocol, { score, logits });
        assertSameMarks(marks.headline, wanted.headline, "headline");
        assertSameMarks(marks.macro, wanted.macro, "macro");
        for (const part of ["domains", "slices"] as const) {
          assertEquals(Object.keys(marks[part]).sort(), Object.keys(wanted[part]).sort());
          for (const [name, each] of Object.entries(wanted[part])) {
            assertSameMarks(marks[part][name], each, name);
          }
        }
        held++;
        if (marks.headline.cases < task.test.length) asides++;
      }),
      { numRuns: 200, seed: 9 },
    );
    assert(held >= 120, `${held} corpora were not refused`);
    assert(
      asides >= 50 || frozen.protocol.candidates.pool === "catalogue",
      `${asides} with asides`,
    );
  });
}
