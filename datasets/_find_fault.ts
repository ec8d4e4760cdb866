import { UserError } from "../core/user_error.ts";
import { delimitedRecords } from "./_delimited_records.ts";
import { jsonFault, jsonLines } from "./_json_lines.ts";
import type { Source } from "./_source.ts";

/**
 * Why DuckDB could not read a file, as one line that names the first bad line of the file: DuckDB's
 * threads may each meet another one first.
 */
export async function findFault(source: Source, error: unknown): Promise<UserError> {
  const fault = await firstFault(source) ?? reason(error, source);
  return new UserError(`Cannot read "${source.shown}": ${fault}`, { cause: error });
}

async function firstFault({ path, format }: Source): Promise<string | null> {
  let foreign: number | null = null;
  if (format.kind === "delimited") {
    let width: number | null = null;
    for await (const { line, fields, fault } of delimitedRecords(path, format.delimiter)) {
      if (fault !== undefined) return `line ${line} ${fault}, expected RFC 4180`;
      width ??= fields.length;
      // As DuckDB: one empty field too many is a delimiter at the line's end.
      const extra = fields.length === width + 1 && fields[width] === "";
      if (fields.length !== width && !extra) {
        return `line ${line} has ${count(fields.length)}, expected ${width} as in the header`;
      }
      if (fields.some((field) => field.includes("\ufffd"))) foreign ??= line;
    }
  }
  if (format.kind === "jsonl") {
    for await (const { line, text } of jsonLines(path)) {
      const fault = jsonFault(text);
      if (fault !== null) return `line ${line} ${fault}`;
      if (text.includes("\ufffd")) foreign ??= line;
    }
  }
  return foreign === null ? null : `line ${foreign} is not UTF-8, expected UTF-8 text`;
}

function count(fields: number): string {
  return fields === 1 ? "1 field" : `${fields} fields`;
}

function reason(error: unknown, source: Source): string {
  const [first, second = ""] = error instanceof Error ? error.message.split("\n") : [String(error)];
  const told = first.replace(source.path, source.shown);
  return `${
    /Line: \d+$/.test(told) ? `${told} (${second})` : told
  }, expected a file DuckDB can read`;
}
