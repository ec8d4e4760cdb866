/// <reference lib="dom" />
/**
 * The script of a report: fills the leaderboards from the data in the page and answers what a person
 * presses. It asks nothing of any network.
 *
 * @module
 */
import type { ReportData, ReportRow, ReportTask } from "../report_data.ts";
import { board } from "./board.ts";
import { chooseTheme } from "./choose_theme.ts";
import { element } from "./element.ts";
import { findElement } from "./find_element.ts";
import { provenance } from "./provenance.ts";
import { showTask } from "./show_task.ts";

const data: ReportData = JSON.parse(findElement("data", HTMLScriptElement).textContent ?? "");
const dialog = findElement("provenance", HTMLDialogElement);
const heading = findElement("provenance-name", HTMLElement);
const body = findElement("provenance-body", HTMLElement);

chooseTheme(findElement("theme", HTMLButtonElement));
findElement("close", HTMLButtonElement).addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});
const holders = [...document.querySelectorAll<HTMLElement>(".board")];
const filled = new Set<number>();
const sections = [...document.querySelectorAll<HTMLElement>(".task")];
showTask(findElement("tasks", HTMLSelectElement), { sections, onShow: fill });

/** Fills the leaderboard of a task when it is first seen. */
function fill(at: number): void {
  const task = data.tasks[at];
  if (task === undefined || filled.has(at)) return;
  filled.add(at);
  holders[at].replaceChildren(...board(task, { id: `b${at}`, onOpen: (row) => open(task, row) }));
}

function open(task: ReportTask, row: ReportRow): void {
  heading.textContent = row.name;
  body.replaceChildren(element("div", {}, provenance(task, row, data.recordsAt)));
  dialog.showModal();
  dialog.scrollTop = 0;
}
