import { type Database, identifier, literal } from "./_database.ts";
import { delimitedRecords } from "./_delimited_records.ts";
import { jsonLines } from "./_json_lines.ts";
import type { Source } from "./_source.ts";

/** Where a row stands in its file, for a message. */
export interface RowPlace {
  /** "line 7", or "row 6" in a file without lines. */
  readonly place: string;
  /** What the row has in the column, as one line. */
  readonly value: string;
}

/** Where row `row` (from 0, without the header) stands and what it has in a column of the file. */
export async function rowPlace(
  source: Source,
  database: Database,
  cell: { readonly row: number; readonly name: string; readonly position: number },
): Promise<RowPlace> {
  const { path, format } = source;
  let row = 0;
  if (format.kind === "delimited") {
    // Row 0 is the second record: the header is the first.
    for await (const { line, fields } of delimitedRecords(path, format.delimiter)) {
      if (row++ === cell.row + 1) {
        return { place: `line ${line}`, value: show(fields[cell.position]) };
      }
    }
  }
  if (format.kind === "jsonl") {
    for await (const { line, text } of jsonLines(path)) {
      if (row++ === cell.row) {
        return { place: `line ${line}`, value: show(jsonField(text, cell.name)) };
      }
    }
  }
  if (format.kind === "parquet") {
    const [[value]] = await database.rows(
      `select cast(${identifier(cell.name)} as varchar) ` +
        `from read_parquet(${literal(path)}, file_row_number = true) ` +
        `where file_row_number = ${cell.row}`,
    );
    return { place: `row ${cell.row + 1}`, value: show(value) };
  }
  return { place: `row ${cell.row + 1}`, value: "unreadable" };
}

function jsonField(text: string, name: string): unknown {
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function show(value: unknown): string {
  if (value === undefined || value === null || value === "") return "empty";
  const text = typeof value === "string" ? JSON.stringify(value) : `${JSON.stringify(value)}`;
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
