import { UserError } from "../core/user_error.ts";
import { type Database, literal } from "./_database.ts";
import { delimitedRecords } from "./_delimited_records.ts";
import { jsonFault, jsonLines } from "./_json_lines.ts";
import type { Source } from "./_source.ts";

/**
 * The names of a file's columns, in its order: of the header, of Parquet's schema, or, in JSONL, of
 * the first line (a later line may have more).
 *
 * @throws {UserError} if the file has no readable header
 */
export async function sourceNames(source: Source, database: Database): Promise<string[]> {
  const { kind } = source.format;
  if (kind === "delimited") return await headerNames(source);
  if (kind === "jsonl") return await firstKeys(source);
  try {
    const path = literal(source.path);
    return (await database.rows(`describe select * from read_parquet(${path})`))
      .map(([name]) => String(name));
  } catch (error) {
    const [reason] = error instanceof Error ? error.message.split("\n") : [];
    throw new UserError(
      `Cannot read "${source.shown}": no Parquet file (` +
        `${reason.replace(source.path, source.shown).replace(/^Invalid.*Error: /, "")}), ` +
        "expected what its ending says",
      { cause: error },
    );
  }
}

async function headerNames({ shown, path, format }: Source): Promise<string[]> {
  for await (const { line, fields, fault } of delimitedRecords(path, format.delimiter)) {
    if (line !== 1 || fault !== undefined) {
      const what = fault === undefined ? "line 1 is empty" : `line 1 ${fault}`;
      throw new UserError(`Cannot read "${shown}": ${what}, expected a header of column names`);
    }
    const names = fields.map((field) => field.trim());
    return format.typedHeader ? names.map((name) => name.replace(/:[^:]*$/, "")) : names;
  }
  throw new UserError(`Cannot read "${shown}": only empty lines, expected a header`);
}

async function firstKeys({ shown, path }: Source): Promise<string[]> {
  for await (const { line, text } of jsonLines(path)) {
    const fault = jsonFault(text);
    if (fault !== null) throw new UserError(`Cannot read "${shown}": line ${line} ${fault}`);
    return Object.keys(JSON.parse(text));
  }
  throw new UserError(`Cannot read "${shown}": only empty lines, expected at least one event`);
}
