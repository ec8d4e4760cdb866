import type { SubmissionCheck } from "../schema/submission.ts";
import type { SubmittedRow } from "../submitted_row.ts";

/** What is looked at of a row. */
export interface MethodRow {
  /** Who ran, with which seeds, and why it may not be compared. */
  readonly row: Pick<SubmittedRow["row"], "method" | "seeds" | "notComparable">;
  /** On what. */
  readonly task: Pick<SubmittedRow["task"], "fingerprint">;
}

/**
 * Whether rows can be those of one method as its author ran it: one code and version in all, one row a
 * task, the same seeds in each, and nothing that makes a row not comparable.
 *
 * @param rows of one method, at least one
 *
 * @example
 * ```ts
 * import example from "../schema/record.example.json" with { type: "json" };
 * import { parseRecord } from "../schema/parse_record.ts";
 * import { checkMethod } from "./check_method.ts";
 * const { result: { method, task } } = parseRecord(JSON.stringify(example));
 * const row = { row: { method, seeds: [1, 2], notComparable: [] }, task };
 * const [one] = checkMethod([row]), [twice] = checkMethod([row, row]);
 * if (one.state !== "good" || twice.state !== "bad") throw new Error("two rows on one task");
 * ```
 */
export function checkMethod(rows: readonly MethodRow[]): SubmissionCheck[] {
  if (rows.length === 0) return [];
  const [{ row: { method: { id, version }, seeds } }] = rows;
  const bad: string[] = [];
  const several = (what: string, of: (row: MethodRow) => string): void => {
    const found = new Set(rows.map(of));
    if (found.size > 1) bad.push(`${found.size} ${what}, expected the same in all runs`);
  };
  several("codes", ({ row }) => row.method.closure);
  several("versions", ({ row }) => row.method.version);
  several("lists of seeds", ({ row }) => row.seeds.join());
  for (const [, ofTask] of Map.groupBy(rows, ({ task }) => task.fingerprint)) {
    if (ofTask.length === 1) continue;
    bad.push(
      `${ofTask.length} rows on task ${ofTask[0].task.fingerprint.slice(0, 8)} (configs or ` +
        "machines), expected one",
    );
  }
  for (const why of new Set(rows.flatMap(({ row }) => row.notComparable))) {
    bad.push(`${why}: its rows are not compared, expected ones that are`);
  }
  const where = `${id} ${version}`;
  if (bad.length > 0) return bad.map((said) => ({ check: "method", state: "bad", where, said }));
  const said = `one code, ${rows.length === 1 ? "one row" : `${rows.length} tasks`}, seeds ` +
    seeds.join(", ");
  return [{ check: "method", state: "good", where, said }];
}
