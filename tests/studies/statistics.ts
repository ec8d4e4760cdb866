/**
 * `deno task study statistics`: do the tests and intervals of the leaderboard keep what they promise?
 * Scorers that are alike, 1,000 seeded trials.
 *
 * @module
 */
import { bootstrapRejections } from "./_bootstrap_reject.ts";
import { coverage } from "./_coverage.ts";
import { rejections } from "./_reject.ts";

const TRIALS = 1000;

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const lines = [
  "| users | paired t | Wilcoxon | five under Holm, t | five under Holm, Wilcoxon | five uncorrected, t | one t over cases |",
  "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
];
for (const users of [20, 60, 250]) {
  console.error(`tests, ${users} users …`);
  const found = rejections(TRIALS, { users });
  const cells = [found.t, found.wilcoxon, found.familyT, found.familyWilcoxon]
    .concat(found.familyUncorrected, found.tOverCases).map(percent);
  lines.push(`| ${[users, ...cells].join(" | ")} |`);
}
lines.push(
  "",
  "| metric | users | truth | 95 % interval over users holds it | truth below | truth above | macro mean | over cases holds it |",
  "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
);
for (const metric of ["NDCG@10", "hits"]) {
  const marked = (ndcg: number) => metric === "hits" ? Number(ndcg === 1) : ndcg;
  for (const users of [60, 250, 1000]) {
    console.error(`intervals, ${metric}, ${users} users …`);
    const { truth, overUsers, missed, macro, overCases } = coverage(TRIALS, {
      ...{ users, population: 400000, marked },
    });
    const cells = [overUsers, ...missed, macro, overCases].map(percent);
    lines.push(`| ${[metric, users, truth.toFixed(4), ...cells].join(" | ")} |`);
  }
}
lines.push(
  "",
  "| users | trials | paired bootstrap, pooled AUC | paired bootstrap, GAUC |",
  "| ---: | ---: | ---: | ---: |",
);
for (const users of [60, 250]) {
  console.error(`paired bootstrap, ${users} users …`);
  const { auc, gauc } = bootstrapRejections(TRIALS, { users });
  lines.push(`| ${users} | ${TRIALS} | ${percent(auc)} | ${percent(gauc)} |`);
}
console.log(lines.join("\n"));
