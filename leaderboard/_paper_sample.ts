import { sampleRun } from "./_sample.ts";
import type { SampleOptions } from "./_sample.ts";
import { aggregate } from "./aggregate.ts";
import type { Leaderboard, LeaderboardTask, RowMarks } from "./schema/leaderboard.ts";

/** What a made-up leaderboard is said to be of. */
export interface SaidOfBoard {
  /** Id of its protocol, of version 1. */
  readonly protocol: string;
  /** Its arm, if it has one. */
  readonly arm?: string;
  /** Domains of its dataset. */
  readonly domains: readonly string[];
  /** Other names for the sample's domains and slices. */
  readonly names?: Readonly<Record<string, string>>;
}

/** A leaderboard of made-up runs whose tasks are said to be of another protocol and dataset. */
export async function paperSample(
  runs: readonly SampleOptions[],
  { protocol: id, arm, domains, names = {} }: SaidOfBoard,
): Promise<Leaderboard> {
  const board = await aggregate(runs.map((options) => sampleRun(options)));
  const renamed = (marks: Readonly<Record<string, RowMarks>>) =>
    Object.fromEntries(Object.entries(marks).map(([name, each]) => [names[name] ?? name, each]));
  const tasks = board.tasks.map((task): LeaderboardTask => ({
    ...task,
    protocol: { ...task.protocol, id, ...arm === undefined ? {} : { arm } },
    dataset: { ...task.dataset, domains },
    rows: task.rows.map((row) => ({
      ...row,
      domains: renamed(row.domains),
      slices: renamed(row.slices),
    })),
  }));
  return { ...board, tasks };
}
