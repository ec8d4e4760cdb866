import { mark } from "../_format.ts";
import { type Markup, markup } from "./_markup.ts";
import type { TrustLine } from "./trust_line.ts";
import type { LeaderboardTask, Verdict, VerdictEvidence } from "../schema/leaderboard.ts";

const TITLES: Readonly<Record<Verdict["id"], string>> = {
  "ids-predict-targets": "Ids predict targets",
  "order-leaking": "Order leaks",
  "pool-leaks": "Pool leaks",
};

const SAID = { yes: "yes", no: "no", unknown: "not known" } as const;
const MARKED = {
  fault: "fault",
  notice: "notice",
  clear: "clear",
  unknown: "not checked",
} as const;

/** What the controls say of the task, and what its own data says. */
export function trustSection(
  { verdicts }: LeaderboardTask,
  lines: readonly TrustLine[] | undefined,
): Markup {
  return markup`<h4>What the controls say</h4>
<ul class="checks">${
    verdicts.map(({ id, state, evidence }) =>
      markup`<li><span>${TITLES[id]}</span>
<span class="state ${state === "yes" ? "fault" : state === "no" ? "clear" : "unknown"}">${
        SAID[state]
      }</span><div>${
        evidence.length === 0 ? "a control that it needs was not run" : evidence.map(told)
      }</div></li>`
    )
  }</ul>
<p class="key">Effect ± standard error. Yes: it is over 3 of them, and what needs no learning does
better than it should.</p>
<h4>What the data says</h4>${
    lines === undefined
      ? markup`<p class="none">Not known: no record here holds the trust checks of this task.</p>`
      : markup`<ul class="checks">${
        lines.map(({ title, state, text }) =>
          markup`<li><span>${title}</span><span class="state ${state}">${MARKED[state]}</span>
<div>${text}</div></li>`
        )
      }</ul>
<p class="key">Fault: the task is wrong. Notice: it is right, and a reader has to know this of it.</p>`
  }`;
}

function told({ control, against, slice, effect, standardError, wins }: VerdictEvidence): Markup {
  const sign = effect < 0 ? "" : "+", where = slice === null ? "" : ` on ${slice}`;
  return markup`<p>${control} − ${against}${where}: <span class="number">${sign}${mark(effect)} ± ${
    mark(standardError)
  }</span>${wins && " (over 3)"}</p>`;
}
