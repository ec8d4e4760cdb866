import type { ClickAnswers, FullAnswers, Outcomes, ScoredLists } from "./outcomes.ts";

/** Throws a TypeError that starts with `Cannot <action> outcomes` unless the columns fit together. */
export function checkOutcomes(outcomes: Outcomes, action: "read" | "write"): void {
  const { length, domains, slices, answers } = outcomes;
  const fail = (is: string, expected: string): never => {
    throw new TypeError(`Cannot ${action} outcomes: ${is}, expected ${expected}`);
  };
  const flags = Object.entries(slices).map(([name, flag]) => ({ name: `slice.${name}`, flag }));
  const columns = {
    user: outcomes.user,
    ...outcomes.answerGroup && { "answer.group": outcomes.answerGroup },
    domain: outcomes.domain,
    headline: outcomes.headline,
    greater: outcomes.greater,
    tied: outcomes.tied,
    ranked: outcomes.ranked,
    ...outcomes.whole && Object.fromEntries(
      Object.entries(outcomes.whole).map(([name, column]) => [`whole.${name}`, column]),
    ),
    ...Object.fromEntries(flags.map(({ name, flag }) => [name, flag])),
  };
  for (const [name, column] of Object.entries(columns)) {
    if (column.length !== length) fail(`"${name}" of ${column.length} cases`, `${length}`);
  }
  for (const { name, flag } of [{ name: "headline", flag: outcomes.headline }, ...flags]) {
    const at = flag.findIndex((each) => each > 1);
    if (at >= 0) fail(`"${name}" is ${flag[at]} in case ${at}`, "0 or 1");
  }
  const strange = outcomes.domain.findIndex((each) => each >= domains.length);
  if (strange >= 0) {
    fail(`domain ${outcomes.domain[strange]} in case ${strange}`, `one of ${domains.length}`);
  }
  for (let at = 0; at < length; at++) {
    const greater = outcomes.greater[at], tied = outcomes.tied[at], ranked = outcomes.ranked[at];
    if (tied < 1 || greater + tied > ranked) {
      fail(`rank ${greater} + ${tied} of ${ranked} in case ${at}`, "a rank among the candidates");
    }
  }
  checkWhole(outcomes, fail);
  if (answers.kind === "full") return checkFull(outcomes, answers, fail);
  checkScores(outcomes, answers, fail);
  if (answers.kind === "click") checkClick(outcomes, answers, fail);
  else if (answers.eligible) checkEligible(outcomes, answers.eligible, fail);
}

/** Ranks in whole pools: none, or one among what was ranked. */
function checkWhole({ length, whole, answers }: Outcomes, fail: Fail): void {
  if (!whole) return;
  if (answers.kind !== "sampled") fail(`whole pools beside ${answers.kind} answers`, "none");
  for (let at = 0; at < length; at++) {
    const greater = whole.greater[at], tied = whole.tied[at], ranked = whole.ranked[at];
    const fits = ranked === 0 ? greater + tied === 0 : tied >= 1 && greater + tied <= ranked;
    if (!fits) fail(`whole rank ${greater} + ${tied} of ${ranked} in case ${at}`, "a rank or none");
  }
}

type Fail = (is: string, expected: string) => never;

function checkFull({ length, domains }: Outcomes, { top, pools }: FullAnswers, fail: Fail): void {
  if (top.length !== 20 * length) {
    fail(`${top.length} top items`, `20 for each of ${length} cases`);
  }
  if (!pools) return;
  const { pool, coldPool, trainingCount } = pools;
  for (const [name, column] of [["pool", pool], ["pool.cold", coldPool]] as const) {
    if (column.length !== domains.length) {
      fail(`"${name}" of ${column.length} domains`, `${domains.length}`);
    }
  }
  const stray = top.find((item) => item >= trainingCount.length && item !== 0xffffffff);
  if (stray !== undefined) fail(`top item ${stray}`, `one of ${trainingCount.length}`);
}

function checkScores({ length, ranked }: Outcomes, answers: ScoredLists, fail: Fail): void {
  const { offsets, score, target } = answers;
  if (offsets.length !== length + 1 || offsets[0] !== 0 || offsets[length] !== score.length) {
    fail(`offsets that do not span ${score.length} scores`, `${length + 1} from 0 to there`);
  }
  if (target.length !== length) fail(`"score.target" of ${target.length} cases`, `${length}`);
  for (let at = 0; at < length; at++) {
    const scores = offsets[at + 1] - offsets[at];
    if (scores !== ranked[at] || target[at] >= scores) {
      fail(
        `${scores} scores and target ${target[at]} in case ${at}`,
        `${ranked[at]} scores, the target's among them`,
      );
    }
  }
}

function checkClick({ length, ranked }: Outcomes, { label }: ClickAnswers, fail: Fail): void {
  if (label.length !== length) fail(`"label" of ${label.length} cases`, `${length}`);
  for (let at = 0; at < length; at++) {
    if (ranked[at] !== 1) fail(`${ranked[at]} items shown in case ${at}`, "1");
    if (label[at] > 1) fail(`"label" is ${label[at]} in case ${at}`, "0 or 1");
  }
}

function checkEligible({ length, ranked }: Outcomes, eligible: Uint32Array, fail: Fail): void {
  if (eligible.length !== length) {
    fail(`"score.eligible" of ${eligible.length} cases`, `${length}`);
  }
  const at = eligible.findIndex((each, at) => each < ranked[at]);
  if (at >= 0) {
    fail(`${ranked[at]} of ${eligible[at]} eligible items in case ${at}`, "at most as many");
  }
}
