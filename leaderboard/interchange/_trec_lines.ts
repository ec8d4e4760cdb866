import { UserError } from "../../core/user_error.ts";
import type { TrecFile } from "./trec_file.ts";

/** A line of a TREC file that is not blank. */
export interface TrecLine {
  /** Counted from 1. */
  readonly number: number;
  /** What stands between spaces and tabs. */
  readonly fields: readonly string[];
}

/**
 * The lines of a TREC file, each of which has as many fields as there are columns. A BOM before the
 * first is no part of it.
 *
 * @throws {UserError} at the first line of another length, with its place
 */
export async function* trecLines(
  { name, text }: TrecFile,
  columns: readonly string[],
): AsyncGenerator<TrecLine> {
  let number = 0, rest = "";
  const taken = (line: string): TrecLine | undefined => {
    number++;
    const fields = (number === 1 ? line.replace(/^\ufeff/, "") : line).split(/[ \t\r]+/)
      .filter((field) => field !== "");
    if (fields.length === 0) return undefined;
    if (fields.length !== columns.length) {
      throw badLine({ name, number }, {
        is: `${fields.length} columns`,
        expected: `${columns.length}: ${columns.join(", ")}`,
      });
    }
    return { number, fields };
  };
  for await (const piece of text) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const each of lines) {
      const line = taken(each);
      if (line) yield line;
    }
  }
  const line = taken(rest);
  if (line) yield line;
}

/** What to throw of a line. */
export function badLine(
  { name, number }: { readonly name: string; readonly number: number },
  { is, expected }: { readonly is: string; readonly expected: string },
): UserError {
  return new UserError(`Cannot read "${name}": line ${number}: ${is}, expected ${expected}`);
}
