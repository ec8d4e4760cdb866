import { count } from "../_format.ts";
import { costSection } from "./_cost_section.ts";
import { curveSection } from "./_curve_section.ts";
import { gainSection } from "./_gain_section.ts";
import { type Markup, markup } from "./_markup.ts";
import type { RowSources } from "./_row_sources.ts";
import { taskName } from "./_task_name.ts";
import type { ReportTask } from "./report_data.ts";
import { leadOf } from "./_lead_of.ts";
import { paperSection } from "./_paper_section.ts";
import type { Paper } from "../schema/paper.ts";
import type { TrustLine } from "./trust_line.ts";
import { trustSection } from "./_trust_section.ts";
import { trustWord } from "./_trust_word.ts";
import type { LeaderboardTask } from "../schema/leaderboard.ts";

/** One task of the page: what the script fills (the table), and what stands as it is. */
export function taskSection(
  task: LeaderboardTask,
  { at, report, sources, trust, papers }: {
    /** Index of the task. */
    readonly at: number;
    /** The task as the script is given it. */
    readonly report: ReportTask;
    readonly sources: RowSources;
    readonly trust: readonly TrustLine[] | undefined;
    readonly papers: readonly Paper[];
  },
): Markup {
  const { dataset, counts, rows } = task, word = trustWord(task, trust);
  const seeds = Math.max(0, ...rows.map((row) => row.seeds.length));
  const facts = [
    [count(rows.length), rows.length === 1 ? "row" : "rows"],
    [count(seeds), seeds === 1 ? "seed" : "seeds"],
    [count(counts.testCases ?? 0), "test cases"],
    [count(counts.coldCases ?? 0), "of them cold"],
    [count(dataset.users), "users"],
    [count(dataset.items), "items"],
    [count(dataset.events), "events"],
    [count(dataset.domains.length), dataset.domains.length === 1 ? "domain" : "domains"],
  ];
  const part = (id: string, title: string, body: Markup) =>
    markup`<section class="part" aria-labelledby="${id}-${at}">
<h3 id="${id}-${at}">${title}</h3>
${body}</section>
`;
  return markup`<section class="task" id="task-${at}" aria-labelledby="task-${at}-name">
<header><h2 id="task-${at}-name">${taskName(task)}</h2>
<p class="exam">Task <code>${task.fingerprint.slice(0, 8)}</code>
<a class="state ${word.state}" href="#trust-${at}">${word.text}</a></p>
<p class="lead">${leadOf(report)}</p>
<dl class="numbers">${
    facts.map(([value, label]) => markup`<div><dt>${label}</dt><dd>${value}</dd></div>`)
  }</dl></header>
${part("board", "Leaderboard", markup`<div class="board" data-task="${at}"></div>`)}
${part("cost", "What quality costs", costSection(task, sources))}
${part("gain", "What other domains bring", gainSection(task))}
${part("curves", "How training went", curveSection(task, sources))}
${part("papers", "Beside the papers", paperSection(task, papers))}
${part("trust", "How far to trust it", trustSection(task, trust))}
</section>
`;
}
