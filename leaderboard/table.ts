import { protocolName } from "./_protocol_name.ts";
import { count, duration, mark, memory, short } from "./_format.ts";
import { gainColumns } from "./_gain_columns.ts";
import { type MachineMarks, machineMarks } from "./_machine_marks.ts";
import { originLine } from "./_origin_line.ts";
import { rowNames } from "./row_names.ts";
import { type TextColumn, textTable } from "./_text_table.ts";
import { verdictLines } from "./_verdict_lines.ts";
import type {
  Leaderboard,
  LeaderboardRow,
  LeaderboardTask,
  RowMarks,
} from "./schema/leaderboard.ts";
import type { LeaderboardTiming } from "./schema/leaderboard_timing.ts";

/** What `table` may be told. */
export interface TableOptions {
  /** Time and memory of the rows; without it the table says nothing of them. */
  readonly timing?: LeaderboardTiming;
  /** Columns of the terminal; 100 unless said. */
  readonly width?: number;
}

/**
 * A leaderboard as text for a terminal. Per task: every metric over the headline cases (mean ±
 * sample deviation over seeds); the selection metric with its interval, its corrected estimates if
 * candidates were sampled, macro, by domain and by slice; time and memory; device and kernels where rows differ in them; what is to be known of single
 * rows; the verdicts.
 *
 * @example
 * ```ts
 * import { table } from "./table.ts";
 * const text = table({ schema: "permafrost/leaderboard@1", tasks: [] });
 * if (text !== "No runs.\n") throw new Error("rows from nowhere");
 * ```
 */
export function table(board: Leaderboard, options: TableOptions = {}): string {
  if (board.tasks.length === 0) return "No runs.\n";
  return board.tasks.map((task) => `${taskLines(task, options).join("\n")}\n`).join("\n\n");
}

function taskLines(task: LeaderboardTask, { timing, width = 100 }: TableOptions): string[] {
  const { protocol, dataset, counts, rows, metrics } = task;
  const seeds = Math.max(...rows.map((row) => row.seeds.length));
  const machines = machineMarks(rows);
  const called = namesOf(rows, machines), names = { head: "method", cells: called.map(marked) };
  function marked(name: string, i: number): string {
    const { method, notComparable } = rows[i];
    return name + (method.role === "control" ? "°" : "") + (notComparable.length > 0 ? "†" : "");
  }
  const blocks = [
    textTable([names, ...metrics.map((metric) => metricColumn(rows, metric))], width),
    textTable([names, ...selectionColumns(task)], width),
    textTable([names, ...gainColumns(rows, metrics[0])], width),
    timing ? textTable([names, ...timingColumns(rows, timing)], width) : [],
    [...machines.lines, ...noteLines(rows, metrics[0], called)],
    verdictLines(task.verdicts, metrics),
  ].filter((lines) => lines.length > 0);
  return [
    `${protocolName(protocol)} on ${dataset.id} · task ${task.fingerprint.slice(0, 8)} · ` +
    `${seeds} ${seeds === 1 ? "seed" : "seeds, mean ± deviation"}`,
    [
      `${count(dataset.users)} users`,
      `${count(dataset.items)} items`,
      `${count(dataset.events)} events`,
      dataset.domains.length === 1 ? "1 domain" : `${dataset.domains.length} domains`,
      `${count(counts.testCases ?? 0)} test cases, ${count(counts.coldCases ?? 0)} of them cold`,
    ].join(", "),
    ...blocks.flatMap((lines) => ["", ...lines]),
  ];
}

/** Methods' ids, with the marks of machines; where these are the same, what tells rows apart. */
function namesOf(rows: readonly LeaderboardRow[], machines: MachineMarks): string[] {
  const ids = rows.map((row) => row.method.id + machines.of(row)), telling = rowNames(rows);
  return ids.map((id, i) => ids.indexOf(id) === ids.lastIndexOf(id) ? id : telling[i]);
}

function metricColumn(rows: readonly LeaderboardRow[], metric: string): TextColumn {
  // A row of one seed stands flush with the others.
  const blank = rows.some(({ seeds }) => seeds.length > 1) ? " ".repeat(8) : "";
  return {
    head: metric,
    cells: rows.map(({ headline }) => {
      const found = headline.metrics[metric];
      if (!found) return "–";
      return mark(found.mean) + (found.deviation === null ? blank : ` ± ${mark(found.deviation)}`);
    }),
  };
}

/** The selection metric by everything that it is taken over. */
function selectionColumns({ rows, metrics, dataset }: LeaderboardTask): TextColumn[] {
  const over = (head: string, marks: (row: LeaderboardRow) => RowMarks | undefined) => ({
    head,
    cells: rows.map((row) => {
      const found = marks(row)?.metrics[metrics[0]];
      return found ? mark(found.mean) : "–";
    }),
  });
  const interval = rows.map((row) => row.headline.metrics[metrics[0]]?.interval ?? null);
  const slices = Object.keys(rows[0].slices).sort();
  const size = (name: string) => count(rows[0].slices[name]?.cases ?? 0);
  return [
    {
      head: `${metrics[0]}, 95 %`,
      cells: interval.map((each) => each ? `${mark(each[0])} – ${mark(each[1])}` : "–"),
    },
    ...fullColumn(rows, metrics[0]),
    ...correctedColumns(rows, metrics[0]),
    ...(dataset.domains.length > 1 ? [over("macro", (row) => row.macro)] : []),
    ...(dataset.domains.length > 1
      ? dataset.domains.map((name) => over(short(name), (row) => row.domains[name]))
      : []),
    ...slices.map((name) => over(`${short(name)} (${size(name)})`, (row) => row.slices[name])),
  ];
}

/** The same metric among whole pools, where they were ranked. */
function fullColumn(rows: readonly LeaderboardRow[], metric: string): TextColumn[] {
  if (rows.every(({ full }) => full === undefined)) return [];
  const cells = rows.map(({ full }) => {
    const found = full?.state === "ranked" ? full.marks.metrics[metric] : undefined;
    return found ? mark(found.mean) : "–";
  });
  return [{ head: "full", cells }];
}

/** What full ranking would give by either estimate, where there is one. */
function correctedColumns(rows: readonly LeaderboardRow[], metric: string): TextColumn[] {
  const found = rows.map(({ headline }) => headline.metrics[metric]?.corrected ?? null);
  if (found.every((each) => each === null)) return [];
  const column = (head: string, of: "rankBased" | "biasVariance"): TextColumn => ({
    head,
    cells: found.map((each) => each ? mark(each[of]) : "–"),
  });
  return [column("full, by rank", "rankBased"), column("full, by fit", "biasVariance")];
}

/** Mean seconds over seeds, highest memory. */
function timingColumns(
  rows: readonly LeaderboardRow[],
  timing: LeaderboardTiming,
): TextColumn[] {
  const runs = rows.map(({ id }) => timing.rows.find((row) => row.id === id)?.runs ?? []);
  const seconds = (head: string, of: (run: (typeof runs)[0][0]) => number) => ({
    head,
    cells: runs.map((each) =>
      each.length > 0 ? duration(each.reduce((sum, run) => sum + of(run), 0) / each.length) : "–"
    ),
  });
  return [
    seconds("fit", (run) => run.seconds.fit),
    seconds("validate", (run) => run.seconds.validate),
    seconds("score", (run) => run.seconds.score),
    seconds("total", (run) => run.seconds.total),
    seconds("CPU", (run) => run.cpuSeconds),
    {
      head: "peak memory",
      cells: runs.map((each) => {
        const most = Math.max(0, ...each.map((run) => run.peakMemoryBytes));
        return most > 0 ? memory(most) : "–";
      }),
    },
  ];
}

/** What a reader must know of single rows before believing them. */
function noteLines(
  rows: readonly LeaderboardRow[],
  metric: string,
  names: readonly string[],
): string[] {
  const lines: string[] = [];
  if (rows.some(({ method }) => method.role === "control")) {
    lines.push("° control: what needs no learning");
  }
  for (const [i, row] of rows.entries()) {
    const name = names[i];
    lines.push(...originLine(row, name));
    if (row.fromScratch) lines.push(`${name}: fitted to the target alone, from scratch`);
    if (row.notComparable.length > 0) {
      lines.push(`† ${name}: not comparable (${row.notComparable.join(", ")})`);
    }
    const found = row.headline.metrics[metric];
    if (found && found.optimistic - found.pessimistic > 0.01) {
      const bounds = `${mark(found.pessimistic)} – ${mark(found.optimistic)}`;
      lines.push(`${name}: ties leave its ${metric} anywhere in ${bounds}`);
    }
    const missing = Math.max(...row.nanScores);
    if (missing > 0) {
      lines.push(`${name}: no score for up to ${count(missing)} candidates of a run`);
    }
  }
  return lines;
}
