import { nearNames } from "../core/near_names.ts";
import { UserError } from "../core/user_error.ts";

const COLUMNS = ["user_id", "item_id", "timestamp", "domain", "rating", "text", "category"];

/**
 * What `--columns user_id=uid,item_id=asin` says: the file's name for each of ours.
 *
 * @param text parts between commas; no text maps nothing
 * @throws {UserError} if a part is no `ours=theirs`, or ours is none of ours
 *
 * @example
 * ```ts
 * import { parseColumns } from "./parse_columns.ts";
 * const { user_id, item_id } = parseColumns("user_id=uid,item_id=asin");
 * if (user_id !== "uid" || item_id !== "asin") throw new Error("not mapped");
 * ```
 */
export function parseColumns(text: string | undefined): Record<string, string> {
  const columns: Record<string, string> = {};
  for (const part of text?.split(",") ?? []) {
    const [ours, theirs, ...rest] = part.split("=").map((each) => each.trim());
    if (!ours || !theirs || rest.length) {
      throw new UserError(`Cannot read --columns "${part}": expected <ours>=<the file's>`);
    }
    if (!COLUMNS.includes(ours)) {
      const near = nearNames(ours, COLUMNS);
      throw new UserError(
        `Cannot map column "${ours}": no such column, expected ${
          (near.length ? near : COLUMNS).join(", ")
        }`,
      );
    }
    columns[ours] = theirs;
  }
  return columns;
}
