import type {
  Leaderboard,
  LeaderboardRow,
  LeaderboardTask,
  RowMarks,
} from "../schema/leaderboard.ts";
import type { Outcomes } from "../schema/outcomes.ts";
import type { StoredRun } from "../stored_run.ts";
import { inOrder, type RowRun } from "./_in_order.ts";
import type { ExportFile, ExportRow } from "./export_file.ts";

/** The columns of `leaderboard.csv`. */
const COLUMNS: readonly string[] = [
  ...["fingerprint", "protocol", "version", "arm", "dataset", "row", "method", "method_version"],
  ...["variant", "config_sha256", "device", "kernels", "comparable", "seeds", "scope", "name"],
  ...["cases", "metric", "mean", "deviation", "optimistic", "pessimistic"],
  ...["interval_low", "interval_high"],
];

/**
 * A leaderboard and the runs that it was made of as tidy tables.
 *
 * `leaderboard.csv` has a line per row, scope and metric. Scopes: `headline`, `macro`, `domain` and
 * `slice` with a name, and `full`, the headline among whole pools. `ranks/<fingerprint>.csv` (12 digits)
 * has a line per run and case of a task: who (a number, equal in all files of the task), where, in
 * which slices (1 = is in it), and the rank, as counts of candidates above and of candidates level with
 * the answer, itself included; of clicks, the score and the label. A field is empty where there is none.
 *
 * Files are made one after the other: read each before the next.
 *
 * @throws {UserError} if outcomes cannot be read
 *
 * @example
 * ```ts
 * import { exportCsv } from "./export_csv.ts";
 * const board = { schema: "permafrost/leaderboard@1", tasks: [] } as const;
 * const [file] = await Array.fromAsync(exportCsv(board, []));
 * if (file.path !== "leaderboard.csv") throw new Error("another file");
 * ```
 */
export async function* exportCsv(
  board: Leaderboard,
  runs: Iterable<StoredRun>,
): AsyncGenerator<ExportFile> {
  yield { path: "leaderboard.csv", columns: COLUMNS, rows: board.tasks.flatMap(linesOf) };
  for (const [fingerprint, ofTask] of inOrder(runs)) {
    const { answers, slices } = await ofTask[0].run.outcomes(), names = Object.keys(slices).sort();
    const columns = [
      ...["row", "method", "seed", "case", "user", "domain", "headline"],
      ...names.map((name) => `slice_${name}`),
      ...answers.kind === "click" ? ["score", "label"] : RANKS,
      ...answers.kind === "sampled" ? RANKS.map((name) => `whole_${name}`) : [],
    ];
    yield { path: `ranks/${fingerprint.slice(0, 12)}.csv`, columns, rows: caseRows(ofTask, names) };
  }
}

/** Where an answer stood, column by column. */
const RANKS = ["greater", "tied", "ranked"] as const;

async function* caseRows(
  runs: readonly RowRun[],
  slices: readonly string[],
): AsyncGenerator<ExportRow> {
  for (const { run, row } of runs) {
    const { result } = run.record, outcomes = await run.outcomes(), { answers } = outcomes;
    for (let at = 0; at < outcomes.length; at++) {
      yield [
        ...[row, result.method.id, result.seed, at, outcomes.user[at]],
        ...[outcomes.domains[outcomes.domain[at]], outcomes.headline[at]],
        ...slices.map((name) => outcomes.slices[name]?.[at] ?? null),
        ...answers.kind === "click"
          ? [Number.isNaN(answers.score[at]) ? null : answers.score[at], answers.label[at]]
          : RANKS.map((name) => outcomes[name][at]),
        ...answers.kind === "sampled" ? wholeRank(outcomes, at) : [],
      ];
    }
  }
}

function wholeRank({ whole }: Outcomes, at: number): (number | null)[] {
  return RANKS.map((name) => whole !== undefined && whole.ranked[at] > 0 ? whole[name][at] : null);
}

function linesOf({ fingerprint, protocol, dataset, metrics, rows }: LeaderboardTask): ExportRow[] {
  return rows.flatMap((row) => {
    const { method } = row;
    const about = [
      ...[fingerprint, protocol.id, protocol.version, protocol.arm ?? null, dataset.id, row.id],
      ...[method.id, method.version, method.variant, row.configSha256, row.device, row.kernels],
      ...[row.notComparable.length === 0 ? 1 : 0, row.seeds.length],
    ];
    return scopesOf(row).flatMap(({ scope, name, marks }) =>
      metrics.filter((metric) => Object.hasOwn(marks.metrics, metric)).map((metric) => {
        const { mean, deviation, optimistic, pessimistic, interval } = marks.metrics[metric];
        return [
          ...[...about, scope, name, marks.cases, metric, mean, deviation, optimistic, pessimistic],
          ...interval ?? [null, null],
        ];
      })
    );
  });
}

function scopesOf(
  { headline, macro, domains, slices, full }: LeaderboardRow,
): { scope: string; name: string | null; marks: RowMarks }[] {
  const each = (scope: string, of: Readonly<Record<string, RowMarks>>) =>
    Object.keys(of).sort().map((name) => ({ scope, name, marks: of[name] }));
  return [
    { scope: "headline", name: null, marks: headline },
    { scope: "macro", name: null, marks: macro },
    ...each("domain", domains),
    ...each("slice", slices),
    ...full?.state === "ranked" ? [{ scope: "full", name: null, marks: full.marks }] : [],
  ];
}
