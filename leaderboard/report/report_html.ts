import { sha256 } from "../../core/sha256.ts";
import type { Leaderboard, LeaderboardTask } from "../schema/leaderboard.ts";
import type { LeaderboardTiming } from "../schema/leaderboard_timing.ts";
import type { StoredRun } from "../stored_run.ts";
import { embedJson } from "./_embed_json.ts";
import { Markup, markup } from "./_markup.ts";
import { loadPapers } from "./_load_papers.ts";
import type { ReportData } from "./report_data.ts";
import { reportTask } from "./_report_task.ts";
import { taskName } from "./_task_name.ts";
import { rowSources } from "./_row_sources.ts";
import { taskSection } from "./_task_section.ts";
import type { TrustLine } from "./trust_line.ts";

/** What a report is made of beside the leaderboard. */
export interface ReportOptions {
  /** The records beside it, as far as they are there. */
  readonly runs: readonly StoredRun[];
  /** Time and memory, if they are known. */
  readonly timing?: LeaderboardTiming | undefined;
  /** What the trust checks of tasks came to, by fingerprint. */
  readonly trust: ReadonlyMap<string, readonly TrustLine[]>;
  /** Address of the results folder as seen from the report: empty, or with a slash at its end. */
  readonly recordsAt: string;
}

/**
 * A leaderboard as one HTML page that needs nothing but itself: its script and its style are in it, and
 * it allows itself no network. Same input, same bytes. Whatever stands in the records is text in it.
 *
 * @returns the page
 * @throws {UserError} if outcomes of a record cannot be read
 *
 * @example
 * ```ts
 * import { reportHtml } from "./report_html.ts";
 * const none = { schema: "permafrost/leaderboard@1", tasks: [] } as const;
 * const page = await reportHtml(none, { runs: [], trust: new Map(), recordsAt: "" });
 * if (!page.startsWith("<!doctype html>") || !page.includes("No runs")) throw new Error("no page");
 * ```
 */
export async function reportHtml(board: Leaderboard, options: ReportOptions): Promise<string> {
  const { runs, timing, trust, recordsAt } = options, papers = await loadPapers();
  const made: { readonly task: ReportData["tasks"][number]; readonly section: Markup }[] = [];
  for (const [at, task] of board.tasks.entries()) {
    const sources = await rowSources(task, { runs, timing });
    const report = reportTask(task, sources), about = trust.get(task.fingerprint);
    made.push({
      task: report,
      section: taskSection(task, { at, report, sources, trust: about, papers }),
    });
  }
  const data: ReportData = { recordsAt, tasks: made.map(({ task }) => task) };
  const [style, script] = await Promise.all(["page.css", "page.js"].map(asset));
  const policy = `default-src 'none'; script-src ${source(script)}; style-src ${source(style)}; ` +
    `base-uri 'none'; form-action 'none'`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${titleOf(board.tasks)}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<a class="skip" href="#main">To the leaderboard</a>
<header class="top">
<h1>Permafrost <span>leaderboard</span></h1>
${picker(board.tasks)}
<button type="button" id="theme">Theme</button>
</header>
<main id="main">
<noscript><p class="warning">The tables of this page need its script, which your browser does not
run.</p></noscript>
${
    board.tasks.length === 0
      ? markup`<p class="none">No runs.</p>`
      : made.map(({ section }) => section)
  }</main>
<footer>${READING}</footer>
<dialog id="provenance" aria-labelledby="provenance-name">
<header><h2 id="provenance-name"></h2>
<button type="button" id="close" aria-label="Close">✕</button></header>
<div id="provenance-body"></div>
</dialog>
<script type="application/json" id="data">${new Markup(embedJson(data))}</script>
<script>${new Markup(script)}</script>
</body>
</html>
`.text;
}

const READING = markup`<h2>How to read this page</h2>
<p>A mark is the mean over test cases, then over run seeds; behind ± stands the sample deviation over
seeds. An interval holds 95 % of what a bootstrap over users gives, each with all their cases: it says
how far the mark would move with other users, where the deviation says how far it moves with another
start. Marks of different tasks are different exams and cannot be compared. Press a method for where
its row comes from; press a column to sort by it.</p>
<p>Made by <code>deno task bench report</code> from leaderboard.json, leaderboard.timing.json and the
records beside them. <code>deno task bench verify</code> marks everything again from those records.</p>`;

function picker(tasks: readonly LeaderboardTask[]): Markup {
  const options = tasks.map((task, at) => markup`<option value="${at}">${taskName(task)}</option>`);
  const list = markup`<span>Task</span><select id="tasks">${options}</select>`;
  return tasks.length < 2
    ? markup`<label class="field" for="tasks" hidden>${list}</label>`
    : markup`<label class="field" for="tasks">${list}</label>`;
}

function titleOf([first, ...rest]: readonly LeaderboardTask[]): string {
  if (!first) return "Permafrost leaderboard";
  return `${taskName(first)}${rest.length > 0 ? ` and ${rest.length} more` : ""} · Permafrost`;
}

async function asset(name: string): Promise<string> {
  return (await Deno.readTextFile(new URL(name, import.meta.url))).trim();
}

/** How a policy names an inline script or style. */
function source(text: string): string {
  return `'sha256-${Uint8Array.fromHex(sha256(text)).toBase64()}'`;
}
