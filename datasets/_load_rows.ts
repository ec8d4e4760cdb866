import { nearNames } from "../core/near_names.ts";
import { UserError } from "../core/user_error.ts";
import { checkRows } from "./_check_rows.ts";
import { type Column, OPTIONAL, quoted, REQUIRED } from "./_columns.ts";
import { type Database, identifier, literal } from "./_database.ts";
import type { ColumnMapping } from "./column_mapping.ts";
import { findFault } from "./_find_fault.ts";
import type { Source } from "./_source.ts";
import { sourceNames } from "./_source_names.ts";

/**
 * Reads a file into the table `event` (columns named as ingest names them, time and rating as
 * numbers, rows in the file's order) and checks every row. Gives back the columns that the table has.
 *
 * Everything is read as text and cast here, so that no column's type hangs on what its first rows
 * look like.
 *
 * @throws {UserError} if a column is missing or a row is bad: the first bad row of the file
 */
export async function loadRows(
  database: Database,
  source: Source,
  mapping: ColumnMapping,
): Promise<ReadonlySet<Column>> {
  const names = await sourceNames(source, database);
  const nameOf = (column: Column) => mapping[column] ?? column;
  // A JSON line may have keys that the first has not: there, what is empty in every row is missing.
  const open = source.format.kind === "jsonl";
  const read = [...REQUIRED, ...OPTIONAL].filter((column) => {
    const times = names.filter((name) => name === nameOf(column)).length;
    if (times > 1) {
      throw new UserError(
        `Cannot read "${source.shown}": ${times} columns "${nameOf(column)}", expected one`,
      );
    }
    if (times === 0 && !open && isNeeded(column)) throw missing(column);
    return times === 1 || open;
  });
  const from = readerOf(source, { names, wanted: new Set(read.map(nameOf)) });
  const select = read.map((column) => {
    const position = names.indexOf(nameOf(column));
    const cell = source.format.kind === "delimited" ? `c${position}` : identifier(nameOf(column));
    return `${cast(column, `cast(${cell} as varchar)`)} as ${column}`;
  });
  try {
    await database.run(`create table event as select ${select.join(", ")} from ${from}`);
  } catch (error) {
    throw await findFault(source, error);
  }

  const [rows] = await database.numbers("select count(*) from event");
  if (rows === 0) {
    throw new UserError(`Cannot read "${source.shown}": no rows, expected at least one event`);
  }
  const columns = new Set(open ? await filledOf(read) : read);
  await checkRows(columns, { database, source, names, nameOf });
  return columns;

  function isNeeded(column: Column): boolean {
    return mapping[column] !== undefined || REQUIRED.some((each) => each === column);
  }

  function missing(column: Column): UserError {
    const near = nearNames(nameOf(column), names);
    return new UserError(
      `Cannot read "${source.shown}": no column "${nameOf(column)}"` +
        (near.length > 0 ? ` (did you mean ${quoted(near)}?)` : "") +
        `, expected it beside ${quoted(names)}`,
    );
  }

  async function filledOf(read: readonly Column[]): Promise<Column[]> {
    const counts = await database.numbers(
      `select ${read.map((column) => `count(${column})`).join(", ")} from event`,
    );
    const empty = read.filter((_, i) => counts[i] === 0);
    for (const column of empty) if (isNeeded(column)) throw missing(column);
    return read.filter((column) => !empty.includes(column));
  }
}

/**
 * Text as the column's type: NULL where there is none, NaN where it is no number (DuckDB would take
 * 1_000 for 1000).
 */
function cast(column: Column, text: string): string {
  if (column !== "timestamp" && column !== "rating") return text;
  const type = column === "rating" ? "float" : "double";
  return `coalesce(if(contains(${text}, '_'), null, try_cast(${text} as ${type})), ` +
    `if(${text} is null, null, 'nan'::${type}))`;
}

function readerOf(
  { path, format }: Source,
  columns: { readonly names: readonly string[]; readonly wanted: ReadonlySet<string> },
): string {
  const file = literal(path);
  if (format.kind === "parquet") return `read_parquet(${file})`;
  const types = (names: readonly string[]) =>
    `{${names.map((name) => `${literal(name)}: 'VARCHAR'`).join(", ")}}`;
  if (format.kind === "jsonl") {
    const wanted = types([...columns.wanted]);
    return `read_json(${file}, format = 'newline_delimited', auto_detect = false, columns = ${wanted})`;
  }
  const dialect = `header = true, delim = ${literal(format.delimiter)}, quote = '"', escape = '"'`;
  const all = types(columns.names.map((_, i) => `c${i}`));
  return `read_csv(${file}, auto_detect = false, ${dialect}, columns = ${all})`;
}
