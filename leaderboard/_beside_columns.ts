import { domainNames } from "./_domain_names.ts";
import type { LeaderboardTask } from "./schema/leaderboard.ts";
import type { Paper, PaperColumn, PaperTable } from "./schema/paper.ts";
import type { BesideColumn } from "./schema/paper_comparison.ts";

type OurColumn = Extract<BesideColumn, { side: "ours" }>;

/** A task and the names of the paper's datasets that it is alike to. */
export interface AlikeTask {
  readonly task: LeaderboardTask;
  readonly alike: readonly string[];
}

/**
 * Columns of a paper's table, each followed by those of our tasks that are over the same domain; at the
 * end, over the headline or a slice, those of tasks that have other domains.
 */
export function besideColumns(
  { columns }: PaperTable,
  { tasks, paper }: { readonly tasks: readonly AlikeTask[]; readonly paper: Paper },
): BesideColumn[] {
  const shown: BesideColumn[] = [], last = new Map<string, OurColumn>();
  for (const column of columns) {
    const { ours: metric, slice, arm: _arm, ...theirs } = column;
    const here = shown.push({ side: "theirs", ...theirs }) - 1;
    tasks.forEach(({ task, alike }, at) => {
      if (metric === null || !task.metrics.includes(metric) || !isArm(column, task)) return;
      const isAlike = alike.includes(column.dataset), asked = askedDomain(column, { task, paper });
      if (isAlike && asked === undefined) return;
      const over: OurColumn["over"] = slice !== undefined
        ? { kind: "slice", name: slice }
        : isAlike && asked !== undefined
        ? { kind: "domain", name: asked }
        : { kind: "headline" };
      const ours = { side: "ours", task: at, metric, over } as const;
      if (isAlike) {
        shown.push({ ...ours, beside: [here] });
        return;
      }
      const key = JSON.stringify(ours), beside = last.get(key)?.beside ?? [];
      last.set(key, { ...ours, beside: [...beside, here] });
    });
  }
  return [...shown, ...last.values()];
}

/** Whether a task is of the arm that a column needs, whatever domains its name has before it. */
function isArm({ arm }: PaperColumn, { protocol }: LeaderboardTask): boolean {
  return arm === undefined || protocol.arm?.split("/").at(-1) === arm;
}

/** Our name of a column's domain, if the task asks in it. */
function askedDomain(
  { dataset, domain }: PaperColumn,
  { task, paper }: { readonly task: LeaderboardTask; readonly paper: Paper },
): string | undefined {
  const data = paper.datasets.find(({ name }) => name === dataset);
  const known = data?.domains.find(({ name }) => name === domain);
  const names = known ? domainNames(known) : [];
  const asked = task.rows.flatMap(({ domains }) => Object.keys(domains));
  return asked.find((name) => names.includes(name.toLowerCase()));
}
