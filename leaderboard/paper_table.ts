import { mark } from "./_format.ts";
import { protocolName } from "./_protocol_name.ts";
import { type TextColumn, textTable } from "./_text_table.ts";
import { wrapped } from "./_wrapped.ts";
import type { PaperDifference } from "./schema/paper.ts";
import type {
  BesideColumn,
  BesideMethod,
  BesideRow,
  BesideTask,
  PaperComparison,
  PaperSide,
} from "./schema/paper_comparison.ts";

/**
 * A leaderboard beside a paper as text for a terminal: per table how the paper's numbers were made,
 * what of ours stands beside them and what is not the same, then the numbers, the paper's with the
 * digits that it prints, and its own slips.
 *
 * @example
 * ```ts
 * import { comparePaper } from "./compare_paper.ts";
 * import { paperTable } from "./paper_table.ts";
 * import { loadPaper } from "./papers/load_paper.ts";
 * const none = { schema: "permafrost/leaderboard@1", tasks: [] } as const;
 * const text = paperTable(comparePaper(none, await loadPaper("man")));
 * if (!text.includes("nothing was asked by time-split-9@1")) throw new Error("something beside it");
 * ```
 */
export function paperTable(
  { paper, tables }: PaperComparison,
  options: { readonly width?: number } = {},
): string {
  const { width = 100 } = options, told = new Set<string>();
  const once = (text: string) => {
    if (told.has(text)) return "as before";
    told.add(text);
    return text;
  };
  const parts = tables.map((side) => {
    const lines = [
      ...wrapped(`Table ${side.table}: `, side.title, width),
      ...wrapped("  paper: ", once(side.protocol.paper), width),
      ...wrapped("  code:  ", once(side.protocol.code ?? "nothing is known"), width),
      "",
      ...besideLines(side, { told, width }),
      "",
      ...textTable([{ head: "theirs · ours", cells: names(side.rows) }, ...numbers(side)], width),
      ...noteLines(side, width),
    ];
    return `${lines.join("\n")}\n`;
  });
  const doi = paper.doi === null ? "" : `, doi ${paper.doi}`;
  return [`${wrapped("", paper.citation + doi, width).join("\n")}\n`, ...parts].join("\n");
}

/** What stands beside a table and why it is no match; of each exam once. */
function besideLines(
  { tasks, nothing, nearest }: PaperSide,
  { told, width }: { readonly told: Set<string>; readonly width: number },
): string[] {
  if (nothing !== null) return wrapped("", `Nothing of ours stands beside it: ${nothing}.`, width);
  const isNew = !told.has(nearest);
  told.add(nearest);
  return [
    ...tasks.map(({ protocol, dataset, fingerprint }, at) =>
      `${ours(at, tasks.length)}: ${protocolName(protocol)} on ${dataset.id} · ` +
      `task ${fingerprint.slice(0, 8)}`
    ),
    ...wrapped(
      "",
      "Another exam: no difference and no test across the sides. Not the same:",
      width,
    ),
    ...datasetLines(tasks, width),
    ...isNew
      ? tasks[0].differs.filter(({ what }) => what !== "dataset")
        .flatMap((each) => differenceLines(each, { ours: [each.ours], width }))
      : ["  the rest as before"],
  ];
}

/** Their data once, ours a line for each dataset. */
function datasetLines(tasks: readonly BesideTask[], width: number): string[] {
  const data = tasks.flatMap(({ differs }) => differs.find(({ what }) => what === "dataset") ?? []);
  const ours = [...new Set(data.map((each) => each.ours))];
  return data.slice(0, 1).flatMap((each) => differenceLines(each, { ours, width }));
}

function differenceLines(
  { what, theirs }: PaperDifference,
  { ours, width }: { readonly ours: readonly string[]; readonly width: number },
): string[] {
  return [
    ...wrapped(`  ${what.padEnd(13)} theirs: `, theirs, width),
    ...ours.flatMap((text) => wrapped(`  ${" ".repeat(13)} ours:   `, text, width)),
  ];
}

/** What a task of ours is called: its number only if there are several. */
function ours(task: number, tasks: number): string {
  return tasks > 1 ? `ours ${task + 1}` : "ours";
}

function names(rows: readonly BesideRow[]): string[] {
  const name = ({ theirs, ours: [one] }: BesideRow, more = "") =>
    [theirs ?? "–", ...one ? [one.method + more] : []].join(" · ");
  return rows.map((row) => {
    const [one] = row.ours, twice = rows.filter((each) => name(each) === name(row)).length > 1;
    return name(row, twice && one ? ` ${one.configSha256.slice(0, 8)} ${one.device}` : "");
  });
}

function numbers({ columns, rows, tasks }: PaperSide): TextColumn[] {
  const heads = columns.map((column) => theirHead(column, false));
  return columns.map((column, at) => ({
    head: column.side === "ours"
      ? `${ours(column.task, tasks.length)} ${overName(column)} ${column.metric}`
      : theirHead(column, heads.filter((head) => head === heads[at]).length > 1),
    cells: rows.map(({ kind, cells: { [at]: value }, deviations: { [at]: deviation } }) => {
      if (value === null) return "–";
      const number = printed(value, { column, kind });
      return deviation === null ? number : `${number} ± ${printed(deviation, { column, kind })}`;
    }),
  }));
}

/** A paper's column: with the last word of its dataset where the domain does not tell it. */
function theirHead(column: BesideColumn, isTwice: boolean): string {
  if (column.side === "ours") return "";
  const { dataset, domain, setting, metric } = column;
  const words = [isTwice ? dataset.split(" ").at(-1) : null, domain, setting, metric];
  return words.filter((word) => word !== null).join(" ");
}

function overName({ over }: Extract<BesideColumn, { side: "ours" }>): string {
  return over.kind === "headline" ? "all" : over.name;
}

/** Ours with four digits, theirs with those that they print. */
function printed(
  value: number,
  { column, kind }: { readonly column: BesideColumn; readonly kind: BesideRow["kind"] },
): string {
  if (column.side === "ours") return mark(value);
  const { unit, decimals } = column;
  if (kind === "improvement" || column.kind === "improvement") {
    return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(decimals)} %`;
  }
  return value.toFixed(decimals + (unit === "percent" ? 2 : 0)).replace(/^0\./, ".");
}

function noteLines({ rows, slips }: PaperSide, width: number): string[] {
  const notes = new Set(
    rows.flatMap((row) =>
      row.ours.flatMap(({ method, notes }: BesideMethod) =>
        notes.map((note) => `${row.theirs ?? "–"} · ${method}: ${note}`)
      )
    ),
  );
  return [
    ...notes.size > 0 ? ["", ...[...notes].flatMap((note) => wrapped("", note, width))] : [],
    ...slips.length > 0 ? ["", "Slips of the paper itself:"] : [],
    ...slips.flatMap(({ where, what }) => wrapped("  ", `${where}: ${what}`, width)),
  ];
}
