import type { ColumnMapping } from "./column_mapping.ts";

/** How a file is read. */
export interface IngestOptions {
  /** What the file calls its columns. */
  readonly columns?: ColumnMapping;
  /** Id of the corpus; the file's name without its endings if not given. */
  readonly id?: string;
  /** Whether the same raw id in several domains is the same thing (no, if not given). */
  readonly sharedItems?: boolean;
}
