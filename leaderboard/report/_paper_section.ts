import { comparePaper } from "../compare_paper.ts";
import { count, mark } from "../_format.ts";
import { type Markup, markup } from "./_markup.ts";
import type { LeaderboardTask } from "../schema/leaderboard.ts";
import type { Paper } from "../schema/paper.ts";
import type { BesideColumn, BesideRow, PaperSide } from "../schema/paper_comparison.ts";

/** What papers report where they ask the nearest question, and our rows beside it. */
export function paperSection(task: LeaderboardTask, papers: readonly Paper[]): Markup {
  const board = { schema: "permafrost/leaderboard@1", tasks: [task] } as const;
  const found = papers.flatMap((each) => {
    const { paper, tables } = comparePaper(board, each);
    return tables.filter(({ nothing }) => nothing === null).map((side) => ({ paper, side }));
  });
  if (found.length === 0) {
    return markup`<p class="none">Nothing to show: of the tables that are kept, none asks a question near
to this one.</p>`;
  }
  return markup`<p class="warning">Another exam on either side: nothing here is a difference or a
test.</p>${
    found.map(({ paper, side }) =>
      markup`<details><summary>${paper.id}, table ${side.table}: ${side.title}</summary>
<p class="key">${paper.citation}${paper.doi !== null && `, doi ${paper.doi}`}</p>
${numbersOf(side)}
${differencesOf(side)}
${slipsOf(side)}
</details>`
    )
  }`;
}

function numbersOf({ columns, rows, table }: PaperSide): Markup {
  const theirs = rows.filter(({ theirs }) => theirs !== null), left = rows.length - theirs.length;
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="Numbers of table ${table}">
<table><thead><tr><th scope="col">Theirs · ours</th>${columns.map(head)}</tr></thead><tbody>${
    theirs.map((row) =>
      markup`<tr><th scope="row">${row.theirs}${
        row.ours.map(({ method, notes }) =>
          markup`<small class="tag" title="${notes.join("; ")}">${method}</small>`
        )
      }</th>${columns.map((column, at) => cell(row, column, at))}</tr>`
    )
  }</tbody></table></div>
<p class="key">Shaded columns are ours.${
    left > 0 && ` ${count(left)} rows of ours that the paper does not have are left out.`
  }</p>`;
}

function head(column: BesideColumn): Markup {
  if (column.side === "ours") {
    const { over, metric } = column;
    return markup`<th scope="col" class="ours">${
      over.kind === "headline" ? "all" : over.name
    } ${metric}</th>`;
  }
  const { dataset, domain, setting, metric } = column;
  const words = [domain, setting, metric].filter((word) => word !== null);
  return markup`<th scope="col"><span title="${dataset}">${words.join(" ")}</span></th>`;
}

function cell({ kind, cells, deviations }: BesideRow, column: BesideColumn, at: number): Markup {
  const value = cells[at], deviation = deviations[at];
  const start = column.side === "ours" ? markup`<td class="ours">` : markup`<td>`;
  if (value === null) return markup`${start}–</td>`;
  const written = (number: number) =>
    column.side === "ours" ? mark(number) : printed(number, { column, kind });
  return markup`${start}${written(value)}${
    deviation !== null && markup`<small>± ${written(deviation)}</small>`
  }</td>`;
}

/** With the digits that the paper prints. */
function printed(
  value: number,
  { column: { unit, decimals, kind: columnKind }, kind }: {
    readonly column: Extract<BesideColumn, { side: "theirs" }>;
    readonly kind: BesideRow["kind"];
  },
): string {
  if (kind === "improvement" || columnKind === "improvement") {
    return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(decimals)} %`;
  }
  return value.toFixed(decimals + (unit === "percent" ? 2 : 0)).replace(/^0\./, ".");
}

function differencesOf({ tasks, protocol }: PaperSide): Markup {
  return markup`<h4>What is not the same</h4><dl class="differs">
<div><dt>protocol</dt><dd><b>paper</b> ${protocol.paper}</dd>
<dd><b>code</b> ${protocol.code ?? "nothing is known"}</dd></div>${
    tasks.flatMap(({ differs }) =>
      differs.map(({ what, theirs, ours }) =>
        markup`<div><dt>${what}</dt><dd><b>theirs</b> ${theirs}</dd><dd><b>ours</b> ${ours}</dd></div>`
      )
    )
  }</dl>`;
}

function slipsOf({ slips }: PaperSide): Markup | null {
  if (slips.length === 0) return null;
  return markup`<h4>Slips of the paper itself</h4><dl class="differs">${
    slips.map(({ where, what }) => markup`<div><dt>${where}</dt><dd>${what}</dd></div>`)
  }</dl>`;
}
