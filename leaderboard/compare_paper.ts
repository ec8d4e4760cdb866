import { alikeDatasets } from "./_alike_datasets.ts";
import { type AlikeTask, besideColumns } from "./_beside_columns.ts";
import { besideRows } from "./_beside_rows.ts";
import { count } from "./_format.ts";
import { protocolName } from "./_protocol_name.ts";
import type { Leaderboard, LeaderboardTask } from "./schema/leaderboard.ts";
import type { Paper, PaperDataset, PaperDifference, PaperTable } from "./schema/paper.ts";
import type { PaperComparison, PaperSide } from "./schema/paper_comparison.ts";

/**
 * A leaderboard beside what a paper reports. A table of the paper meets the tasks whose protocol asks
 * the nearest question; rows meet by method and, where the paper's row asks for it, config; columns by
 * metric and arm and, where a task's dataset has all domains of the paper's by name, by domain. What
 * has no counterpart stands alone. Nothing is computed from numbers of both sides.
 *
 * @example
 * ```ts
 * import { comparePaper } from "./compare_paper.ts";
 * import { loadPaper } from "./papers/load_paper.ts";
 * const none = { schema: "permafrost/leaderboard@1", tasks: [] } as const;
 * const { tables } = comparePaper(none, await loadPaper("biao"));
 * if (tables.some(({ tasks }) => tasks.length > 0)) throw new Error("tasks from nowhere");
 * ```
 */
export function comparePaper(board: Leaderboard, paper: Paper): PaperComparison {
  const { id, citation, doi } = paper;
  return {
    schema: "permafrost/paper-comparison@1",
    paper: { id, citation, doi },
    tables: paper.tables.map((table) => side(table, board, paper)),
  };
}

function side(table: PaperTable, { tasks }: Leaderboard, paper: Paper): PaperSide {
  const { title, protocol, nearest } = table;
  const names = new Set(table.columns.map(({ dataset }) => dataset));
  const theirs = paper.datasets.filter(({ name }) => names.has(name));
  const near = tasks.filter(({ protocol: { id, version } }) => `${id}@${version}` === nearest)
    .map((task) => ({ task, alike: alikeDatasets(theirs, task).map(({ name }) => name) }));
  // A task that gives no column has another arm or other metrics.
  const used = near.filter((each) =>
    besideColumns(table, { tasks: [each], paper }).some(({ side }) => side === "ours")
  );
  const columns = besideColumns(table, { tasks: used, paper });
  const exam = paper.exams.find((each) => each.protocol === nearest);
  return {
    table: table.table,
    title,
    protocol,
    nearest,
    tasks: used.map(({ task: { fingerprint, protocol, dataset }, alike }) => ({
      fingerprint,
      protocol,
      dataset,
      alike,
      differs: [datasetDifference(dataset, { theirs, alike }), ...exam?.differs ?? []],
    })),
    nothing: used.length > 0 ? null : whyNothing(table, { near, tasks }),
    columns,
    rows: besideRows(table, { columns, tasks: used.map(({ task }) => task) }),
    slips: paper.slips.filter((slip) => slip.table === table.table),
  };
}

function datasetDifference(
  { id, users, items, events, domains }: LeaderboardTask["dataset"],
  { theirs, alike }: {
    readonly theirs: readonly PaperDataset[];
    readonly alike: readonly string[];
  },
): PaperDifference {
  const ours = `${id}, ${count(users)} users, ${count(items)} items, ${count(events)} events in ` +
    domains.toSorted().join(", ");
  return {
    what: "dataset",
    theirs: theirs.map(told).join("; "),
    ours: alike.length > 0
      ? `${ours}: has the domains of ${alike.join(", ")} by name; a paper tells no hash of its data`
      : `${ours}: other domains; its marks over all of them stand last`,
  };
}

/** A paper's dataset and its size, as far as the text tells it. */
function told({ name, users, domains }: PaperDataset): string {
  const sum = (statistic: "items" | "events") =>
    domains.reduce((total, domain) => total + Number(domain[statistic] ?? NaN), 0);
  const parts = [
    ...users === undefined ? [] : [`${count(users)} users`],
    ...(["items", "events"] as const).flatMap((statistic) =>
      Number.isNaN(sum(statistic)) ? [] : [`${count(sum(statistic))} ${statistic}`]
    ),
  ];
  return parts.length > 0 ? `${name}, ${parts.join(", ")}` : `${name}, of unknown size`;
}

function whyNothing(
  { nearest, columns }: PaperTable,
  { near, tasks }: {
    readonly near: readonly AlikeTask[];
    readonly tasks: readonly LeaderboardTask[];
  },
): string {
  if (columns.every(({ ours }) => ours === null)) return "none of our metrics is of its kind";
  if (near.length > 0) {
    const arms = new Set(columns.flatMap(({ arm }) => arm ?? []));
    return `${near.map(({ task }) => protocolName(task.protocol)).join(", ")} is there, but not ` +
      (arms.size > 0 ? `its arm ${[...arms].join(" or ")}` : "its metrics");
  }
  const have = [...new Set(tasks.map(({ protocol }) => protocolName(protocol)))];
  return `nothing was asked by ${nearest}, the nearest question` +
    (have.length > 0 ? `, but by ${have.join(", ")}` : "");
}
