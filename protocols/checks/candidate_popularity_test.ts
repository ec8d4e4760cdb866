import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { UserError } from "../../core/user_error.ts";
import { loadDataset } from "../../datasets/registry.ts";
import { corpusOfRows } from "../../tests/fixtures/corpus_of_rows.ts";
import { randomRows } from "../../tests/fixtures/random_rows.ts";
import { freeze } from "../freeze.ts";
import { history } from "../history.ts";
import { loadProtocol } from "../load_protocol.ts";
import type { Task } from "../task.ts";
import { candidatePopularity } from "./candidate_popularity.ts";

const protocols = await Promise.all(
  ["leave-one-out-99@1", "leave-one-out-100@1", "leave-one-out-full@1", "global-time-full@1"]
    .map(loadProtocol),
);

/** Candidates of a case besides the answer, by a walk over the catalogue where all are ranked. */
function others(task: Task, i: number): number[] {
  const { test, corpus: { catalogue }, trained, protocol } = task, target = test.target[i];
  const { offsets, items } = test.candidates ?? {};
  if (offsets && items) return [...items.slice(offsets[i] + 1, offsets[i + 1])];
  const had = new Set(history(task, test, i).map((row) => task.timeline.item[row]));
  return [...trained.keys()].filter((item) =>
    catalogue.domain[item] === test.domain[i] && item !== target && !had.has(item) &&
    (protocol.protocol.candidates.pool === "catalogue" || trained[item] === trained[target])
  );
}

for (const protocol of protocols) {
  Deno.test(`candidatePopularity() is what a walk over all pairs gives: ${protocol.protocol.id}`, () => {
    const rows = randomRows().map((all) =>
      protocol.protocol.domains.max === 1 ? all.map((row) => ({ ...row, domain: "a" })) : all
    );
    fc.assert(
      fc.property(rows, (log) => {
        try {
          const task = freeze(corpusOfRows(log), protocol), { test, timeline, training } = task;
          const count = (item: number): number =>
            timeline.item.filter((each, row) => each === item && training[row] === 1).length;
          const ranks: number[] = [];
          let untrained = 0, all = 0;
          for (let i = 0; i < test.length; i++) {
            const counts = others(task, i).map(count), own = count(test.target[i]);
            if (!test.headline[i] || counts.length === 0) continue;
            const fewer = counts.filter((each) => each < own).length;
            const equal = counts.filter((each) => each === own).length;
            ranks.push((fewer + equal / 2) / counts.length);
            untrained += counts.filter((each) => each === 0).length;
            all += counts.length;
          }
          const found = candidatePopularity(task);
          assertEquals(found?.cases, ranks.length);
          const mean = ranks.reduce((sum, each) => sum + each, 0) / ranks.length;
          if (ranks.length > 0) assertAlmostEquals(found?.rank ?? NaN, mean, 1e-12);
          assertEquals([found?.untrainedOthers.count, found?.untrainedOthers.of], [untrained, all]);
        } catch (error) {
          if (error instanceof UserError) fc.pre(false); // no case: nothing to ask
          throw error;
        }
      }),
      { numRuns: 25, seed: 1 },
    );
  });
}

Deno.test("candidatePopularity() finds a pool of cold items", async () => {
  const task = freeze(await loadDataset("tundra-tiny"), protocols[0]), { test, trained } = task;
  const { offsets, items } = test.candidates ?? { offsets: new Uint32Array(), items: [] };
  // Ten of the negatives of each case are items that nobody learns.
  const cold = [...trained.keys()].filter((item) => trained[item] === 0);
  assert(cold.length > 0);
  const planted = Uint32Array.from(items);
  for (let i = 0; i < test.length; i++) {
    for (let n = 1; test.headline[i] && n <= 10; n++) {
      planted[offsets[i] + n] = cold[n % cold.length];
    }
  }
  const before = candidatePopularity(task);
  const after = candidatePopularity({
    ...task,
    test: { ...test, candidates: { offsets, items: planted } },
  });
  assertEquals(before?.untrainedOthers.count, 0);
  assertEquals(after?.untrainedOthers.count, 10 * (after?.cases ?? NaN));
  assert((after?.rank ?? 0) > (before?.rank ?? 1));
});
