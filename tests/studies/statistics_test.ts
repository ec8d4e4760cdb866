import { assert } from "@std/assert";
import { bootstrapRejections } from "./_bootstrap_reject.ts";
import { coverage } from "./_coverage.ts";
import { rejections } from "./_reject.ts";

// A few trials of `deno task study statistics`, with wide bounds: whoever breaks
// a test sees it here, and docs/results/statistics.md has the figures.
const TRIALS = 300;
const above = (share: number) => share + 4 * Math.sqrt(share * (1 - share) / TRIALS);

Deno.test("tests over users reject what is alike as often as they say", () => {
  const { t, wilcoxon, familyT, familyWilcoxon, familyUncorrected, tOverCases } = rejections(
    TRIALS,
    {
      users: 40,
    },
  );
  for (const share of [t, wilcoxon, familyT, familyWilcoxon]) assert(share < above(0.05));
  assert(t > 0.01 && wilcoxon > 0.01);
  assert(
    familyUncorrected > 0.1 && tOverCases > 0.06,
    "a simulation in which nothing can go wrong",
  );
});

Deno.test("the bootstrap over users holds the truth as often as it says", () => {
  const { overUsers, macro, overCases } = coverage(60, { users: 60, population: 20000 });
  assert(overUsers > 0.85 && macro > 0.85);
  assert(overCases < overUsers, "a simulation in which nothing can go wrong");
});

Deno.test("the bootstrap over users holds the truth of a few hits among few users", () => {
  const marked = (ndcg: number) => Number(ndcg === 1);
  const { truth, overUsers, missed } = coverage(100, { users: 60, population: 20000, marked });
  assert(truth < 0.04);
  // Percentiles are 84 % here, and far too low.
  assert(overUsers > 0.88 && missed[1] < 0.1);
});

Deno.test("the paired bootstrap of AUC and GAUC rejects what is alike as often as it says", () => {
  const { auc, gauc } = bootstrapRejections(30, { users: 40 });
  for (const share of [auc, gauc]) assert(share <= 0.2);
});
