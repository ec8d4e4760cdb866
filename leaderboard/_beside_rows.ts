import { canonicalJson } from "../core/canonical_json.ts";
import { rowIdentity } from "./_row_identity.ts";
import type { LeaderboardRow, LeaderboardTask } from "./schema/leaderboard.ts";
import type { PaperColumn, PaperRow, PaperTable } from "./schema/paper.ts";
import type { BesideColumn, BesideMethod, BesideRow } from "./schema/paper_comparison.ts";

/** One method, config and machine of ours: its row in each task that has it. */
type OurRow = ReadonlyMap<number, LeaderboardRow>;

/** Rows of a paper's table with ours that they stand for, then ours that it does not have. */
export function besideRows(
  table: PaperTable,
  { columns, tasks }: {
    readonly columns: readonly BesideColumn[];
    readonly tasks: readonly LeaderboardTask[];
  },
): BesideRow[] {
  const all = ourRows(tasks), met = new Set<OurRow>();
  const rows = table.rows.flatMap((theirs) => {
    const same = all.filter((row) => stands(theirs, row));
    for (const each of same) met.add(each);
    // Their numbers stand once; further configs of ours below them.
    return [same[0], ...same.slice(1)].map((ours, at) =>
      line({ theirs, shown: at === 0, ours }, { table, columns })
    );
  });
  const alone = all.filter((row) => !met.has(row));
  return [...rows, ...alone.map((ours) => line({ ours }, { table, columns }))];
}

function ourRows(tasks: readonly LeaderboardTask[]): OurRow[] {
  const rows: { key: string; in: Map<number, LeaderboardRow> }[] = [];
  tasks.forEach((task, at) => {
    for (const row of task.rows) {
      const key = rowIdentity(row);
      const known = rows.find((each) => each.key === key && !each.in.has(at));
      if (known) known.in.set(at, row);
      else rows.push({ key, in: new Map([[at, row]]) });
    }
  });
  return rows.map((each) => each.in);
}

/** Whether a row of ours is the method of theirs, with what their row says of its config. */
function stands({ ours }: PaperRow, row: OurRow): boolean {
  const [one] = row.values();
  return ours !== null && one.method.id === ours.id &&
    Object.entries(ours.config ?? {}).every(([key, value]) =>
      key in one.config && canonicalJson(one.config[key]) === canonicalJson(value)
    );
}

function line(
  { theirs, shown = false, ours }: {
    readonly theirs?: PaperRow;
    readonly shown?: boolean;
    readonly ours: OurRow | undefined;
  },
  { table, columns }: {
    readonly table: PaperTable;
    readonly columns: readonly BesideColumn[];
  },
): BesideRow {
  let place = 0;
  const pairs = columns.map((column) => {
    if (column.side === "ours") return ourMark(column, ours);
    const at = place++;
    const of = (values: PaperRow["std"]) =>
      fraction((shown ? values?.[at] : undefined) ?? null, {
        ...table.columns[at],
        ...theirs?.kind === undefined ? {} : { kind: theirs.kind },
      });
    return { value: of(theirs?.values), deviation: of(theirs?.std) };
  });
  return {
    theirs: theirs?.method ?? null,
    ...theirs?.kind === undefined ? {} : { kind: theirs.kind },
    ours: [...ours ?? []].map(([task, row]) => besideMethod({ task, row, theirs })),
    cells: pairs.map(({ value }) => value),
    deviations: pairs.map(({ deviation }) => deviation),
  };
}

/** A printed value as a fraction, by its digits; improvements stay as they are. */
function fraction(value: number | null, { unit, kind, decimals }: PaperColumn): number | null {
  if (value === null || unit === "fraction" || kind === "improvement") return value;
  return Number((value / 100).toFixed(decimals + 2));
}

function ourMark(
  { task, metric, over }: Extract<BesideColumn, { side: "ours" }>,
  ours: OurRow | undefined,
): { value: number | null; deviation: number | null } {
  const row = ours?.get(task);
  const marks = over.kind === "headline"
    ? row?.headline
    : (over.kind === "domain" ? row?.domains : row?.slices)?.[over.name];
  const { mean = null, deviation = null } = marks?.metrics[metric] ?? {};
  return { value: mean, deviation };
}

function besideMethod(
  { task, row, theirs }: {
    readonly task: number;
    readonly row: LeaderboardRow;
    readonly theirs: PaperRow | undefined;
  },
): BesideMethod {
  const { method: { id, version, variant }, configSha256, device, kernels } = row;
  const { notComparable, fromScratch, joined } = row;
  const notes: string[] = [];
  if (theirs?.ours?.note !== undefined) notes.push(theirs.ours.note);
  if (variant === "released") notes.push("as its released code has it, not the paper");
  if (fromScratch) notes.push("from scratch, where others adapt");
  if (joined) notes.push(`mean over parts of ${joined.atOnce} of the domains`);
  for (const reason of notComparable) notes.push(`not comparable among ours: ${reason}`);
  return { task, row: row.id, method: id, version, configSha256, device, kernels, notes };
}
