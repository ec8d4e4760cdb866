import { UserError } from "../core/user_error.ts";
import type { Column } from "./_columns.ts";
import type { Database } from "./_database.ts";
import { rowPlace } from "./_row_place.ts";
import type { Source } from "./_source.ts";

/** The most domains that a corpus can have: an index has to fit a byte. */
const MOST_DOMAINS = 255;

/** What makes a row bad, and what was wanted of it. */
const CHECKS: readonly { column: Column; bad: string; wanted: string }[] = [
  { column: "user_id", bad: "coalesce(user_id, '') = ''", wanted: "an id" },
  { column: "item_id", bad: "coalesce(item_id, '') = ''", wanted: "an id" },
  {
    column: "timestamp",
    bad: "timestamp is null or not isfinite(timestamp) or timestamp < 0",
    wanted: "seconds as a finite number of at least 0",
  },
  { column: "domain", bad: "coalesce(domain, '') = ''", wanted: "a domain's name" },
  { column: "rating", bad: "rating is null or not isfinite(rating)", wanted: "a finite number" },
];

/**
 * Checks the rows of the table `event`, which stand in the file's order.
 *
 * @throws {UserError} if a row is bad: the first of the file; or if there are too many domains
 */
export async function checkRows(
  columns: ReadonlySet<Column>,
  { database, source, names, nameOf }: {
    readonly database: Database;
    readonly source: Source;
    readonly names: readonly string[];
    readonly nameOf: (column: Column) => string;
  },
): Promise<void> {
  const checks = CHECKS.filter(({ column }) => columns.has(column));
  const bad = checks.map(({ bad }) => `(${bad})`);
  const [row] = await database.numbers(`select min(rowid) from event where ${bad.join(" or ")}`);
  if (!Number.isNaN(row)) {
    const [fails] = await database.rows(`select ${bad.join(", ")} from event where rowid = ${row}`);
    const { column, wanted } = checks[fails.indexOf(true)];
    const name = nameOf(column), position = names.indexOf(name);
    const { place, value } = await rowPlace(source, database, { row, name, position });
    throw new UserError(
      `Cannot read "${source.shown}": "${name}" in ${place} is ${value}, expected ${wanted}`,
    );
  }
  if (!columns.has("domain")) return;
  const [domains] = await database.numbers("select count(distinct domain) from event");
  if (domains > MOST_DOMAINS) {
    throw new UserError(
      `Cannot read "${source.shown}": ${domains} domains in column "${nameOf("domain")}", ` +
        `expected at most ${MOST_DOMAINS}`,
    );
  }
}
