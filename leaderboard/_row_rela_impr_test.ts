import { assertAlmostEquals, assertEquals } from "@std/assert";
import { rowRelaImpr } from "./_row_rela_impr.ts";
import { sampleRun } from "./_sample.ts";
import { aggregate } from "./aggregate.ts";
import type { LeaderboardRow, LeaderboardTask } from "./schema/leaderboard.ts";

const { tasks: [task] } = await aggregate([
  sampleRun({ method: "whole" }),
  sampleRun({ method: "alone" }),
  sampleRun({ method: "other" }),
]);

/** The task with 200 labelled cases, half of them liked, and these AUCs. */
function withAucs(aucs: Record<string, number>, singleDomain?: string): LeaderboardTask {
  const rows = task.rows.map((row): LeaderboardRow => {
    const { mean } = { mean: aucs[row.method.id] };
    const mark = { ...row.headline.metrics.MRR, mean };
    const own = row.method.id === "whole" && singleDomain !== undefined ? { singleDomain } : {};
    return {
      ...row,
      method: { ...row.method, ...own },
      headline: { cases: 200, metrics: mean === undefined ? {} : { AUC: mark } },
    };
  });
  return { ...task, counts: { ...task.counts, testCases: 200, likedCases: 100 }, rows };
}

const of = (task: LeaderboardTask, baseline?: string) =>
  rowRelaImpr(task.rows.find(({ method }) => method.id === "whole"), task, baseline);

Deno.test("RelaImpr is against the variant of one domain, else against the baseline", () => {
  const aucs = { whole: 0.8, alone: 0.7, other: 0.75 };
  assertAlmostEquals(of(withAucs(aucs, "alone"), "other") ?? NaN, 0.3 / 0.2 - 1, 1e-12);
  assertAlmostEquals(of(withAucs(aucs), "other") ?? NaN, 0.3 / 0.25 - 1, 1e-12);
});

Deno.test("RelaImpr is not given without a base, an AUC, labels, or by a base at chance", () => {
  const aucs = { whole: 0.8, alone: 0.7, other: 0.52 };
  assertEquals(of(withAucs(aucs)), null);
  assertEquals(of(withAucs(aucs, "nobody")), null);
  assertEquals(of(withAucs({ alone: 0.7 }, "alone")), null);
  assertEquals(of(withAucs(aucs, "other")), null);
  const { likedCases: _, ...counts } = withAucs(aucs).counts;
  assertEquals(of({ ...withAucs(aucs, "alone"), counts }), null);
});
