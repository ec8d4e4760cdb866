import { stringify as writeRows } from "csv-stringify/sync";

/** An array index or a property's name. */
export type PropertyAccessor = number | string;

/** A column: where its value stands in a row, and its header if that is not the last accessor. */
export type ColumnDetails = {
  /** What the header row says; default the last accessor. */
  header?: string;
  /** The accessor of the value, or the path to it. */
  prop: PropertyAccessor | PropertyAccessor[];
};

/** A column by its details, by an accessor, or by the path to its value. */
export type Column = ColumnDetails | PropertyAccessor | PropertyAccessor[];

/** A row: an object or an array. */
export type DataItem = Readonly<Record<string, unknown> | unknown[]>;

/** Options of {@linkcode stringify}. */
export type StringifyOptions = {
  /** Whether a first row names the columns; default true. */
  headers?: boolean;
  /** What stands between two fields; default ",". */
  separator?: string;
  /** The columns; needed where rows are objects. */
  columns?: readonly Column[];
  /** Whether the text starts with a byte-order mark; default false. */
  bom?: boolean;
};

/**
 * The CSV text of rows (RFC 4180: lines end with CR LF, fields are quoted where they must be).
 *
 * @throws {TypeError} for rows that are objects without columns, a name used on an array, or a
 * separator that holds a quote or CR LF
 *
 * @example
 * ```ts
 * import { stringify } from "./stringify.ts";
 * const text = stringify([{ id: 1, name: "a, b" }], { columns: ["id", "name"] });
 * if (text !== 'id,name\r\n1,"a, b"\r\n') throw new Error("miswritten");
 * ```
 */
export function stringify(data: readonly DataItem[], options?: StringifyOptions): string {
  const { headers = true, separator = ",", columns = [], bom = false } = options ?? {};
  if (separator.includes('"') || separator.includes("\r\n")) {
    throw new TypeError(`Cannot write CSV: separator cannot include a quotation mark or CR LF`);
  }
  const paths = columns.map(pathOf);
  const head = headers && columns.length > 0 ? [columns.map(headerOf)] : [];
  const rows = data.map((item) => values(item, paths).map(textOf));
  return writeRows([...head, ...rows], {
    bom,
    delimiter: separator,
    quoted_match: "\n",
    record_delimiter: "\r\n",
  });
}

function pathOf(column: Column): readonly PropertyAccessor[] {
  const prop = typeof column === "object" && "prop" in column ? column.prop : column;
  return Array.isArray(prop) ? prop : [prop];
}

function headerOf(column: Column): string {
  const named = typeof column === "object" && "prop" in column ? column.header : undefined;
  return named ?? String(pathOf(column).at(-1));
}

function values(item: DataItem, paths: readonly (readonly PropertyAccessor[])[]): unknown[] {
  if (paths.length > 0) return paths.map((path) => path.reduce<unknown>(step, item));
  if (Array.isArray(item)) return item;
  throw new TypeError("No property accessor function was provided for object");
}

function step(value: unknown, accessor: PropertyAccessor): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value) && typeof accessor !== "number") {
    throw new TypeError('Property accessor is not of type "number"');
  }
  return Reflect.get(value, accessor);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
