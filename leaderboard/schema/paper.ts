/** What a paper reports: `leaderboard/papers/<id>.json`. Numbers are as printed, slips included. */
export interface Paper {
  /** Version of this shape. */
  readonly schema: "permafrost/paper@1";
  /** Name of the file, without its ending. */
  readonly id: string;
  /** Authors, title, place and year. */
  readonly citation: string;
  /** As printed; null if none is. */
  readonly doi: string | null;
  /** Our protocols that ask the nearest questions, and what is different there. */
  readonly exams: readonly PaperExam[];
  /** Tables of results, in the order of the paper. */
  readonly tables: readonly PaperTable[];
  /** Statistics of its data. */
  readonly datasets: readonly PaperDataset[];
  /** What is wrong in the paper itself. */
  readonly slips: readonly PaperSlip[];
}

/** One of our protocols, against what the paper and its code do. */
export interface PaperExam {
  /** Ours: `id@version`. */
  readonly protocol: string;
  /** What differs, so that no number of theirs is of the same exam as one of ours. */
  readonly differs: readonly PaperDifference[];
}

/** One thing that is done in two ways. */
export interface PaperDifference {
  /** Which: "split", "candidates", "ties" … */
  readonly what: string;
  /** How the paper does it, or its released code. */
  readonly theirs: string;
  /** How it is done here. */
  readonly ours: string;
}

/** One table of results. */
export interface PaperTable {
  /** Its number, as printed. */
  readonly table: string;
  /** What it shows. */
  readonly title: string;
  /** How it was measured: as the paper says, and as the released code does; null if nothing is known. */
  readonly protocol: { readonly paper: string; readonly code: string | null };
  /** The protocol of `exams` that asks the nearest question. */
  readonly nearest: string;
  /** Its columns. */
  readonly columns: readonly PaperColumn[];
  /** Its rows; no two of one method. */
  readonly rows: readonly PaperRow[];
}

/** What the numbers of one column are. */
export interface PaperColumn {
  /** Name of one of `datasets`. */
  readonly dataset: string;
  /** Name of one of its domains. */
  readonly domain: string;
  /** What else tells it from other columns; null if nothing does. */
  readonly setting: string | null;
  /** Metric, by its name here where it has one. */
  readonly metric: string;
  /** Unit of the printed numbers. */
  readonly unit: "fraction" | "percent";
  /** Digits printed after the point. */
  readonly decimals: number;
  /** A measured value, or an improvement over another. */
  readonly kind: "value" | "improvement";
  /** Our metric that is nearest; null if there is none. */
  readonly ours: string | null;
  /** The arm of the nearest protocol; absent if any will do. */
  readonly arm?: string;
  /** The slice of ours that is nearest; absent if it is the headline. */
  readonly slice?: string;
}

/** One row. */
export interface PaperRow {
  /** Name of what was measured. */
  readonly method: string;
  /** The name as printed, where that is another one. */
  readonly printed?: string;
  /** `improvement`: the best of the rows `best` over the best of the rows `over`, in per cent. */
  readonly kind?: "improvement";
  /** Of an improvement: rows that it is of. */
  readonly best?: readonly string[];
  /** Of an improvement: rows that it is over. */
  readonly over?: readonly string[];
  /** Part of the table in which bold is the best; absent if that is the whole column. */
  readonly block?: string;
  /** The row that RelaImpr is relative to. */
  readonly base?: { readonly table: string; readonly method: string };
  /** Our method that it is; null if we have none. */
  readonly ours: PaperMethod | null;
  /** One number a column, in the column's unit; null where the text has none. */
  readonly values: readonly (number | null)[];
  /** What is printed behind ±, in the same unit. */
  readonly std?: readonly (number | null)[];
  /** Columns, from 0, whose cell is bold in the text. */
  readonly bold: readonly number[];
  /** Columns, from 0, whose cell is underlined in the text. */
  readonly underlined: readonly number[];
  /** Stars and the like, by column. */
  readonly marks?: Readonly<Record<string, string>>;
}

/** A method of ours, as a row of theirs has it. */
export interface PaperMethod {
  /** Method id. */
  readonly id: string;
  /** Config values without which it is another row; absent if any config will do. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** In what it is not theirs. */
  readonly note?: string;
}

/** Statistics of one dataset. */
export interface PaperDataset {
  /** Number of the table that they stand in; null if the text has none. */
  readonly table: string | null;
  /** Name. */
  readonly name: string;
  /** Users over all domains, where they are told so. */
  readonly users?: number;
  /** Users of several domains, where they are told so. */
  readonly overlap?: number;
  /** Each domain: its name, `also` known as, and its statistics, under their names. */
  readonly domains: readonly PaperDomain[];
}

/** One domain and its statistics; null where the text has none. */
export interface PaperDomain {
  /** Name. */
  readonly name: string;
  /** Other names of the same domain, lower case. */
  readonly also?: readonly string[];
  /** A statistic: `users`, `items`, `events`, `density_percent` … */
  readonly [statistic: string]: number | string | null | readonly string[] | undefined;
}

/** Something that is wrong in a paper. */
export interface PaperSlip {
  /** Number of the table that it concerns; null if none. */
  readonly table: string | null;
  /** Where: a row, a column, a section. */
  readonly where: string;
  /** What is wrong. */
  readonly what: string;
  /** What of it `check_paper.ts` finds; absent where it is not of that kind. */
  readonly violates?: readonly PaperCell[];
}

/** Cells of a table that break a rule. */
export interface PaperCell {
  /** Name of the rule (`check_paper.ts`). */
  readonly check: string;
  /** The row's method, or `dataset: domain` in a table of statistics. */
  readonly row: string;
  /** Columns, from 0, or a statistic's name. */
  readonly columns: readonly (number | string)[];
}
