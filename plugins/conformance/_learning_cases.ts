import { assertGreaterOrEqual } from "@std/assert";
import { checkerboard, colourOf } from "./_checkerboard.ts";
import type { ConformanceCase } from "./conformance.ts";
import { cycle, successorOf } from "./_cycle.ts";
import { scoreAll } from "./_score_all.ts";
import type { SmallTask } from "./small_task.ts";
import type { Subject } from "./_subject.ts";

/**
 * Data whose right answer is known to every method that personalises; with labels 0 for what it has to
 * tell apart, if it needs ratings.
 */
export function learningCases({ method, fit, config, thorough }: Subject): ConformanceCase[] {
  // Batches so that an epoch has some twenty to forty steps on either data.
  const scoresOf = (task: SmallTask, values: { batchSize: number; epochs?: number }) =>
    fit((scorer) => scoreAll(scorer, task.queries, { task }), {
      ...{ task, config: config({ ...thorough, ...values }) },
    });
  const labelled = method.meta.needs.includes("ratings");
  return [
    {
      name: "checkerboard: items of the user's own colour come first",
      async run() {
        const task = checkerboard(method.meta.domains.min, { labelled });
        // Colours are learned soon; which item of a colour comes next is nowhere to be learned.
        const scores = await scoresOf(task, { batchSize: 32, epochs: 12 });
        let right = 0, pairs = 0;
        task.queries.forEach(({ history, candidates }, q) => {
          const isOwn = (_: number, i: number) => colourOf(candidates[i]) === colourOf(history[0]);
          const own = scores[q].filter(isOwn), other = scores[q].filter((_, i) => !isOwn(_, i));
          for (const score of own) right += other.filter((each) => each < score).length;
          pairs += own.length * other.length;
        });
        assertShare(right / pairs, "pairs of items in order");
      },
    },
    {
      name: "cycle: the next item comes first",
      async run() {
        const task = cycle({ labelled }), scores = await scoresOf(task, { batchSize: 16 });
        const right = task.queries.filter(({ history, candidates }, q) => {
          const best = candidates[scores[q].indexOf(Math.max(...scores[q]))];
          return best === successorOf(history[history.length - 1]);
        });
        assertShare(right.length / task.queries.length, "right answers");
      },
    },
  ];
}

/** A method that counts is right every time; one that trains may err in 1 of 20. */
function assertShare(share: number, what: string): void {
  assertGreaterOrEqual(share, 0.95, `Share of ${what}: ${share}, expected at least 0.95`);
}
