import { CsvError, parse as parseRows } from "csv-parse/sync";

/** Options of {@linkcode parse}. */
export interface ParseOptions {
  /** What stands between two fields; default ",". */
  separator?: string;
  /** Lines that start with this character are skipped; default none are. */
  comment?: string;
  /** Whether white space before a field is dropped; default false. */
  trimLeadingSpace?: boolean;
  /** Whether a quote may stand where it should not; default false. */
  lazyQuotes?: boolean;
  /** Fields of each row: 0 for as many as the first row has, default any number. */
  fieldsPerRecord?: number;
  /** Whether the first row is a header: it names the columns, unless `columns` does; default false. */
  skipFirstRow?: boolean;
  /** Names of the columns: each row then becomes an object. */
  columns?: readonly string[];
}

/** Rows as objects where the options name columns, else as arrays. */
export type ParseResult<T extends ParseOptions> = T extends
  { columns: readonly (infer Name extends string)[] } ? Record<Name, string>[]
  : T extends { skipFirstRow: true } ? Record<string, string>[]
  : T extends { columns?: undefined; skipFirstRow?: false | undefined } ? string[][]
  : Record<string, string>[] | string[][];

/**
 * The rows of a CSV text (RFC 4180), empty lines and comments left out.
 *
 * @throws {SyntaxError} for a quote in the wrong place, or a row with the wrong number of fields
 * @throws {Error} for a row that does not have as many fields as there are columns
 *
 * @example
 * ```ts
 * import { parse } from "./parse.ts";
 * const rows = parse('id,name\n1,"a, b"', { skipFirstRow: true });
 * if (rows[0].name !== "a, b") throw new Error("misread");
 * ```
 */
export function parse(input: string): string[][];
/**
 * The rows of a CSV text (RFC 4180), with options.
 *
 * @throws {SyntaxError} for a quote in the wrong place, or a row with the wrong number of fields
 * @throws {Error} for a row that does not have as many fields as there are columns
 */
export function parse<const T extends ParseOptions>(input: string, options: T): ParseResult<T>;
export function parse(
  input: string,
  options: ParseOptions = {},
): Record<string, string>[] | string[][] {
  const rows = readRows(input, options);
  const expected = options.fieldsPerRecord === 0 ? rows[0]?.length : options.fieldsPerRecord ?? -1;
  const wrong = expected > 0 ? rows.findIndex((row) => row.length !== expected) : -1;
  if (wrong >= 0) {
    throw new SyntaxError(
      `Syntax error on line ${wrong + 1}: expected ${expected} fields but got ${
        rows[wrong].length
      }`,
    );
  }
  if (!options.skipFirstRow && !options.columns) return rows;
  const header = options.skipFirstRow ? rows.shift() : undefined;
  if (options.skipFirstRow && !header) {
    throw new TypeError("Cannot parse input: headers must be defined");
  }
  const columns = options.columns ?? header ?? [];
  return rows.map((row, i) => {
    if (row.length === columns.length) {
      return Object.fromEntries(columns.map((name, j) => [name, row[j]]));
    }
    throw new Error(
      `Syntax error on line ${i + (header ? 2 : 1)}: The record has ${row.length} fields, ` +
        `but the header has ${columns.length} fields`,
    );
  });
}

function readRows(input: string, options: ParseOptions): string[][] {
  const { separator = ",", comment } = options;
  const isBad = (text: string | undefined) => ["\r", "\n", '"'].some((each) => each === text);
  if (isBad(separator) || isBad(comment) || separator === comment) {
    throw new Error("Cannot parse input: invalid delimiter");
  }
  try {
    const rows: string[][] = parseRows(input.replace(/\r$/, ""), {
      bom: true,
      comment: comment ?? null,
      comment_no_infix: true,
      delimiter: separator,
      ltrim: options.trimLeadingSpace ?? false,
      record_delimiter: ["\r\n", "\n"],
      relax_column_count: true,
      relax_quotes: options.lazyQuotes ?? false,
      skip_empty_lines: true,
    });
    return rows.map((row) => row.map((field) => field.replaceAll("\r\n", "\n")));
  } catch (error) {
    if (error instanceof CsvError) throw syntaxError(error);
    throw error;
  }
}

function syntaxError(error: CsvError): SyntaxError {
  const what = error.code === "INVALID_OPENING_QUOTE"
    ? 'bare " in non-quoted-field'
    : 'extraneous or missing " in quoted-field';
  return new SyntaxError(`Syntax error on line ${error.lines}: ${what}`, { cause: error });
}
