import type { SubmittedRow } from "../submitted_row.ts";

/** What names a row. */
export interface NamedRow {
  /** Who ran. */
  readonly row: Pick<SubmittedRow["row"], "method">;
  /** On what. */
  readonly task: Pick<SubmittedRow["task"], "fingerprint" | "dataset">;
}

/**
 * What a row is called in a line: the method, and the task if there are several rows.
 *
 * @param of how many rows there are
 *
 * @example
 * ```ts
 * import example from "../schema/record.example.json" with { type: "json" };
 * import { parseRecord } from "../schema/parse_record.ts";
 * import { rowName } from "./row_name.ts";
 * const { result: { method, task, dataset } } = parseRecord(JSON.stringify(example));
 * const row = { row: { method }, task: { ...task, dataset } };
 * if (rowName(row, 1) !== method.id) throw new Error("more than its name");
 * if (!rowName(row, 2).includes(dataset.domains[0])) throw new Error("without its task");
 * ```
 */
export function rowName({ row: { method }, task }: NamedRow, of: number): string {
  const { fingerprint, dataset: { domains } } = task;
  return of === 1
    ? method.id
    : `${method.id} on ${domains.join(", ")} (${fingerprint.slice(0, 8)})`;
}
