/** One file of an export: text as it stands, or a table for whoever writes CSV. */
export type ExportFile = ExportText | ExportTable;

/** A file of text. */
export interface ExportText {
  /** Path within the export's folder, with "/" between its parts. */
  readonly path: string;
  /** The text, piece by piece; to be read once. */
  readonly text: Iterable<string>;
}

/** A file with a header and rows of equal length. */
export interface ExportTable {
  /** Path within the export's folder, with "/" between its parts. */
  readonly path: string;
  /** Names of the columns. */
  readonly columns: readonly string[];
  /** The rows, to be read once; null is an empty field. */
  readonly rows: AsyncIterable<ExportRow> | Iterable<ExportRow>;
}

/** A row of a table: a value per column. */
export type ExportRow = readonly (string | number | null)[];
