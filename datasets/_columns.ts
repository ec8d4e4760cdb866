import type { ColumnMapping } from "./column_mapping.ts";
import { nearNames } from "../core/near_names.ts";
import { UserError } from "../core/user_error.ts";

/** A column that ingest knows. */
export type Column = keyof ColumnMapping;

/** Columns that every file has. */
export const REQUIRED = ["user_id", "item_id", "timestamp"] as const satisfies Column[];

/** Columns that a file may have. */
export const OPTIONAL = ["domain", "rating", "text", "category"] as const satisfies Column[];

/** Refuses a mapping of a column that ingest does not know: it may come from JSON or a command line. */
export function checkMapping(mapping: ColumnMapping): void {
  const known: readonly string[] = [...REQUIRED, ...OPTIONAL];
  for (const [column, name] of Object.entries(mapping)) {
    if (!known.includes(column)) {
      const near = nearNames(column, known);
      throw new UserError(
        `Cannot map column "${column}": no such column, expected ` +
          (near.length ? quoted(near) : `one of ${quoted(known)}`),
      );
    }
    if (typeof name !== "string" || name === "") {
      throw new UserError(
        `Cannot map column "${column}": ${JSON.stringify(name)}, expected a column of the file`,
      );
    }
  }
}

/** Names in double quotes, with commas between. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(", ");
}
