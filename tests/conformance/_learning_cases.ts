import { assertGreaterOrEqual } from "@std/assert";
import { checkerboard, colourOf } from "./_checkerboard.ts";
import type { ConformanceCase } from "./conformance.ts";
import { cycle, successorOf } from "./_cycle.ts";
import { scoreAll } from "./_score_all.ts";
import type { Subject } from "./_subject.ts";

/** Data whose right answer is known to every method that personalises. */
export function learningCases(subject: Subject): ConformanceCase[] {
  const { method: { meta }, fit } = subject, config = subject.config(subject.thorough);
  return [
    {
      name: "checkerboard: items of the user's own colour come first",
      async run() {
        const task = checkerboard(meta.domains.min);
        const scores = await fit((scorer) => scoreAll(scorer, task.queries, { task }), {
          task,
          config,
        });
        let right = 0, pairs = 0;
        task.queries.forEach(({ history, candidates }, q) => {
          const isOwn = (_: unknown, i: number) => colourOf(candidates[i]) === colourOf(history[0]);
          const own = scores[q].filter(isOwn);
          const other = scores[q].filter((each, i) => !isOwn(each, i));
          for (const each of own) right += other.filter((score) => score < each).length;
          pairs += own.length * other.length;
        });
        assertGreaterOrEqual(right / pairs, 0.99, "Share of (own, other) pairs in order");
      },
    },
    {
      name: "cycle: the next item comes first, so the fit did not see what it predicts",
      async run() {
        const task = cycle();
        const scores = await fit((scorer) => scoreAll(scorer, task.queries, { task }), {
          task,
          config,
        });
        const right = task.queries.filter(({ history, candidates }, q) => {
          const best = candidates[scores[q].indexOf(Math.max(...scores[q]))];
          return best === successorOf(history[history.length - 1]);
        });
        assertGreaterOrEqual(right.length / task.queries.length, 0.95, "Share of right answers");
      },
    },
  ];
}
