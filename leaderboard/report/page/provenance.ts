/// <reference lib="dom" />
import { count, duration, mark, memory } from "../../_format.ts";
import type { Fact, ReportRow, ReportRun, ReportTask } from "../report_data.ts";
import { type Child, element } from "./element.ts";
import { formatOdds } from "./format_odds.ts";
import { markOf } from "./mark_of.ts";
import { SCALE } from "./scale.ts";

/** Where a row comes from: what was run, on what, with what, and the files that say so. */
export function provenance(task: ReportTask, row: ReportRow, recordsAt: string): Child[] {
  const { machine: [device, kernels, deno] } = row, method = task.methods[row.method];
  return [
    element("p", { class: "title" }, method.title),
    row.notComparable.length > 0 &&
    element("p", { class: "warning" }, `May not be compared: ${row.notComparable.join(", ")}.`),
    part("Result", facts(resultFacts(task, row))),
    part(
      "Method",
      facts([
        ["Id", `${method.id} ${method.version}, ${method.variant}`],
        ["Paper", method.citation],
        ["Code closure", method.closure],
        ["Row", row.id],
        ...row.notes,
      ]),
    ),
    part("Config", facts([...configFacts(row.config), ["SHA-256", row.configSha256]])),
    part("Machine", facts([["Device", device], ["Kernels", kernels], ["Deno", deno]])),
    part("Exam", facts(task.exam)),
    part("Runs", runTable(task, row, recordsAt)),
  ];
}

function part(title: string, ...children: readonly Child[]): HTMLElement {
  return element("section", {}, element("h3", {}, title), children);
}

function facts(list: readonly Fact[]): HTMLElement {
  return element(
    "dl",
    {},
    list.map(([label, value]) =>
      element(
        "div",
        {},
        element("dt", {}, label),
        element("dd", /^[0-9a-f]{40,}$/.test(value) ? { class: "hash" } : {}, value),
      )
    ),
  );
}

function configFacts(config: ReportRow["config"]): Fact[] {
  const entries = Object.entries(config);
  return entries.length > 0
    ? entries.map(([key, value]): Fact => [key, JSON.stringify(value) ?? "–"])
    : [["Values", "none"]];
}

function resultFacts(task: ReportTask, row: ReportRow): Fact[] {
  const [metric] = task.metrics,
    [group] = task.groups,
    found = markOf(task, row, { group, metric });
  if (found === null) return [[metric, "no value"]];
  const { mean, deviation, interval } = found, { tests } = row;
  const list: Fact[] = [[
    metric,
    mark(mean) + (deviation === null ? ", one seed" : ` ± ${mark(deviation)} over seeds`),
  ]];
  if (interval) list.push(["95 % over users", interval.map(mark).join(" – ")]);
  if (tests) {
    const how = tests.by === "t" ? "paired t" : "paired bootstrap";
    const wilcoxon = tests.wilcoxon === null ? "" : `; Wilcoxon ${formatOdds(tests.wilcoxon)}`;
    if (tests.difference !== null) list.push(["Below the best by", mark(-tests.difference)]);
    list.push(["p vs best", `${formatOdds(tests.p)} (${how}, Holm)${wilcoxon}`]);
  }
  return list;
}

function runTable({ metrics }: ReportTask, { runs }: ReportRow, recordsAt: string): HTMLElement {
  const heads = ["Seed", metrics[0], "Time", "Memory", "Validations", "Record"];
  return element(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": "Runs" },
    element(
      "table",
      {},
      element(
        "thead",
        {},
        element("tr", {}, heads.map((head) => element("th", { scope: "col" }, head))),
      ),
      element("tbody", {}, runs.map((run) => runRow(run, recordsAt))),
    ),
  );
}

function runRow([seed, key, value, validations, costs]: ReportRun, recordsAt: string): HTMLElement {
  const cells: Child[] = [
    value === null ? "–" : mark(value / SCALE),
    costs === null ? "–" : duration(costs[3]),
    costs === null ? "–" : memory(costs[5]),
    count(validations),
    key === null ? "not here" : [
      element("a", { href: `${recordsAt}runs/${key}.json`, title: key }, `${key.slice(0, 8)}.json`),
      " ",
      element(
        "a",
        { href: `${recordsAt}runs/${key}.outcomes.bin`, title: `${key}, outcomes` },
        ".bin",
      ),
    ],
  ];
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, String(seed)),
    cells.map((cell) => element("td", {}, cell)),
  );
}
