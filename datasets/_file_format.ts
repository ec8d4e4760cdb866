import { basename } from "node:path";

/** How the bytes of a file are to be read, by the endings of its name. */
export interface FileFormat {
  /** The reader. */
  readonly kind: "delimited" | "jsonl" | "parquet";
  /** What stands between fields, where the kind is delimited. */
  readonly delimiter: "," | "\t";
  /** Whether header names end in a `:type`, as in RecBole's atomic files. */
  readonly typedHeader: boolean;
  /** Whether the file is gzipped. */
  readonly gzip: boolean;
  /** The file's name without its endings. */
  readonly stem: string;
}

/** What a file's name has to end in, for messages. */
export const ENDINGS = ".csv, .tsv, .inter, .jsonl or .parquet, plain or with .gz";

/** The format that a path's endings name, in any case of letters; null if none is known. */
export function fileFormat(path: string): FileFormat | null {
  const match = /^(.+)\.(csv|tsv|inter|jsonl|parquet)(\.gz)?$/i.exec(basename(path));
  if (!match) return null;
  const ending = match[2].toLowerCase();
  return {
    kind: ending === "jsonl" || ending === "parquet" ? ending : "delimited",
    delimiter: ending === "csv" ? "," : "\t",
    typedHeader: ending === "inter",
    gzip: match[3] !== undefined,
    stem: match[1],
  };
}
