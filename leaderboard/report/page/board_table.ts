/// <reference lib="dom" />
import type { ReportRow, ReportTask } from "../report_data.ts";
import type { Column } from "./column.ts";
import { element } from "./element.ts";
import { isTied } from "./is_tied.ts";

/** Shades of a column, from the least value to the most. */
const SHADES = 6;

/** Rows that are there at once, more than a window holds; the others follow when these are seen. */
const FIRST = 100;

/** The table of a leaderboard. */
export function tableOf(
  { rows: all, methods }: ReportTask,
  rows: readonly ReportRow[],
  options: {
    readonly columns: readonly Column[];
    readonly best: ReportRow | undefined;
    readonly sorted: { readonly key: string; readonly isDescending: boolean } | null;
    readonly onSort: (key: string) => void;
    readonly onOpen: (row: ReportRow) => void;
  },
): HTMLTableElement {
  const { columns, best, sorted, onSort, onOpen } = options;
  const place = new Map(all.map((row, i) => [row, i + 1]));
  const heads = columns.map((column) => head(column, sorted, onSort));
  const shades = columns.map((column) => column.isShaded ? shadeBy(all, column) : null);
  const rowOf = (row: ReportRow) => {
    const isOut = row.notComparable.length > 0, isControl = methods[row.method].role === "control";
    const open = element("button", { type: "button", class: "open" }, row.name);
    open.addEventListener("click", () => onOpen(row));
    const kind = isOut ? "out" : isTied(row, best) ? "tied" : "";
    return element(
      "tr",
      kind === "" ? {} : { class: kind },
      element("td", { class: "place" }, isOut ? "–" : String(place.get(row))),
      element(
        "th",
        { scope: "row" },
        open,
        isControl && element("small", { class: "tag" }, "control"),
        isOut && element("small", { class: "tag" }, "not comparable"),
        row.notes.length > 0 &&
          element("small", {
            class: "tag",
            title: row.notes.map((fact) => fact.join(" ")).join("; "),
          }, "note"),
      ),
      columns.map((column, c) =>
        element("td", column.isShaded ? classOf(shades[c]?.(row) ?? null) : {}, column.cell(row))
      ),
    );
  };
  const none = () =>
    element("tr", {}, element("td", { colspan: String(columns.length + 2) }, "No such row."));
  const body = element(
    "tbody",
    {},
    rows.length > 0 ? rows.slice(0, FIRST).map(rowOf) : none(),
  );
  if (rows.length > FIRST) {
    setTimeout(() => {
      if (body.isConnected) body.append(...rows.slice(FIRST).map(rowOf));
    });
  }
  return element(
    "table",
    { class: "leaderboard" },
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "col", class: "place" }, element("abbr", { title: "Place" }, "#")),
        element("th", { scope: "col" }, "Method"),
        heads,
      ),
    ),
    body,
  );
}

function head(
  { key, head, title, value }: Column,
  sorted: { readonly key: string; readonly isDescending: boolean } | null,
  onSort: (key: string) => void,
): HTMLElement {
  if (value === undefined) return element("th", { scope: "col" }, element("span", { title }, head));
  const order = sorted?.key !== key ? "none" : sorted.isDescending ? "descending" : "ascending";
  const sign = { none: "", descending: "▾", ascending: "▴" }[order];
  const button = element(
    "button",
    { type: "button", title, "data-key": key },
    element("span", { "aria-hidden": "true" }, sign),
    head,
  );
  button.addEventListener("click", () => onSort(key));
  return element("th", { scope: "col", "aria-sort": order }, button);
}

/** The shade of a row in a column, 0 … SHADES − 1. */
function shadeBy(
  rows: readonly ReportRow[],
  { value }: Column,
): (row: ReportRow) => number | null {
  const values = rows.map((row) => value?.(row) ?? null).filter((each) => each !== null);
  const least = Math.min(...values), most = Math.max(...values);
  return (row) => {
    const found = value?.(row) ?? null;
    if (found === null || most === least) return null;
    return Math.min(SHADES - 1, Math.floor(SHADES * (found - least) / (most - least)));
  };
}

function classOf(shade: number | null): Record<string, string> {
  return { class: shade === null ? "stacked" : `stacked h${shade}` };
}
