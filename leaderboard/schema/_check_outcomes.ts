import type { Outcomes } from "./outcomes.ts";

/** Throws a TypeError that starts with `Cannot <action> outcomes` unless the columns fit together. */
export function checkOutcomes(outcomes: Outcomes, action: "read" | "write"): void {
  const { length, domains, slices, answers } = outcomes;
  const fail = (is: string, expected: string): never => {
    throw new TypeError(`Cannot ${action} outcomes: ${is}, expected ${expected}`);
  };
  const flags = Object.entries(slices).map(([name, flag]) => ({ name: `slice.${name}`, flag }));
  const columns = {
    user: outcomes.user,
    domain: outcomes.domain,
    headline: outcomes.headline,
    greater: outcomes.greater,
    tied: outcomes.tied,
    ranked: outcomes.ranked,
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
  if (answers.kind === "full") {
    if (answers.top.length !== 20 * length) {
      fail(`${answers.top.length} top items`, `20 for each of ${length} cases`);
    }
    return;
  }
  const { offsets, score, target } = answers;
  if (offsets.length !== length + 1 || offsets[0] !== 0 || offsets[length] !== score.length) {
    fail(`offsets that do not span ${score.length} scores`, `${length + 1} from 0 to there`);
  }
  if (target.length !== length) fail(`"score.target" of ${target.length} cases`, `${length}`);
  for (let at = 0; at < length; at++) {
    const scores = offsets[at + 1] - offsets[at];
    if (scores !== outcomes.ranked[at] || target[at] >= scores) {
      fail(
        `${scores} scores and target ${target[at]} in case ${at}`,
        `${outcomes.ranked[at]} scores, the target's among them`,
      );
    }
  }
}
