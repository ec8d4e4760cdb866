/// <reference lib="dom" />
import { count } from "../../_format.ts";
import type { ReportRow, ReportTask } from "../report_data.ts";
import { tableOf } from "./board_table.ts";
import { columnsOf } from "./columns_of.ts";
import { element } from "./element.ts";
import { rowFilter } from "./row_filter.ts";
import { sortRows } from "./sort_rows.ts";
import { testNote } from "./test_note.ts";
import { viewsOf } from "./views_of.ts";
import { type View, VIEWS } from "./view.ts";

/** The leaderboard of a task: what can be chosen, the table, and what it says of itself. */
export function board(
  task: ReportTask,
  { id, onOpen }: { readonly id: string; readonly onOpen: (row: ReportRow) => void },
): HTMLElement[] {
  const best = task.best === null ? undefined : task.rows[task.best];
  let view: View = "metrics", sorted: { key: string; isDescending: boolean } | null = null;

  const words = element("input", {
    ...{ type: "search", id: `${id}-filter`, placeholder: "method, config, device, hash …" },
    ...{ autocomplete: "off", spellcheck: "false" },
  });
  const metric = element(
    "select",
    { id: `${id}-metric` },
    task.metrics.map((name) => element("option", { value: name }, name)),
  );
  const controls = element("input", { type: "checkbox", id: `${id}-controls` });
  controls.checked = true;
  const tied = element("input", { type: "checkbox", id: `${id}-tied` });
  const views = viewsOf(task).map((name) => {
    const radio = element("input", { type: "radio", name: `${id}-view`, value: name });
    radio.checked = name === view;
    radio.addEventListener("change", () => {
      view = name;
      sorted = null;
      render();
    });
    return element("label", {}, radio, element("span", {}, VIEWS[name]));
  });
  const shownRows = element("p", { role: "status", class: "count" });
  const holder = element("div", {
    ...{ class: "scroll rows", tabindex: "0", role: "region" },
    "aria-label": `Leaderboard of ${task.name}`,
  });
  const note = element("p", { class: "key" });
  const field = (label: string, input: HTMLElement) =>
    element("label", { class: "field", for: input.id }, element("span", {}, label), input);
  const box = (label: string, input: HTMLElement) =>
    element("label", { class: "box", for: input.id }, input, element("span", {}, label));
  words.addEventListener("input", render);
  for (const input of [metric, controls, tied]) input.addEventListener("change", render);
  render();
  const isTested = task.rows.some(({ tests }) => tests !== null);
  return [
    element(
      "div",
      { class: "tools" },
      field("Filter", words),
      field("Metric", metric),
      element("fieldset", {}, element("legend", {}, "Columns"), views),
      element(
        "div",
        { class: "boxes" },
        box("Controls", controls),
        isTested && box("Only those not told apart from the best", tied),
      ),
    ),
    shownRows,
    holder,
    note,
  ];

  function render(): void {
    const columns = columnsOf(task, view, metric.value);
    const isShown = rowFilter(task, {
      ...{ words: words.value, controls: controls.checked, tiedOnly: tied.checked },
    });
    const shown = task.rows.filter(isShown), by = columns.find(({ key }) => key === sorted?.key);
    const rows = by?.value ? sortRows(shown, by.value, sorted?.isDescending === true) : shown;
    const focused = holder.contains(document.activeElement)
      ? document.activeElement?.getAttribute("data-key")
      : null;
    holder.replaceChildren(tableOf(task, rows, {
      ...{ columns, best, sorted: by ? sorted : null, onOpen },
      onSort: (key) => {
        const column = columns.find((each) => each.key === key);
        if (sorted?.key === key) {
          const isFirst = sorted.isDescending !== (column?.isCost === true);
          sorted = isFirst ? { key, isDescending: !sorted.isDescending } : null;
        } else sorted = column ? { key, isDescending: !column.isCost } : null;
        render();
      },
    }));
    // The buttons are new ones: who sorts by keyboard stays where they are.
    if (typeof focused === "string") {
      holder.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    }
    const all = count(task.rows.length);
    shownRows.textContent = rows.length === task.rows.length
      ? `${all} ${all === "1" ? "row" : "rows"}`
      : `${count(rows.length)} of ${all} rows`;
    note.textContent = testNote(task, best);
  }
}
