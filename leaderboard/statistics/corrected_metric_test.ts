import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import golden from "../../tests/goldens/statistics.json" with { type: "json" };
import { hitRate } from "../../metrics/hit_rate.ts";
import type { RankMetric } from "../../metrics/metric.ts";
import { metricByName } from "../../metrics/metric_by_name.ts";
import { mrr } from "../../metrics/mrr.ts";
import { ndcg } from "../../metrics/ndcg.ts";
import { gramVectors } from "./_gram_vectors.ts";
import { posteriorMean } from "./_posterior_mean.ts";
import { CorrectedMetric } from "./corrected_metric.ts";

const METRICS = [hitRate(3), ndcg(5), mrr(10), mrr()];
/** Items and negatives, with one negative and with all items drawn. */
const DRAWS = [[1, 1], [2, 1], [5, 3], [9, 9], [12, 4], [30, 1], [60, 20]]
  .map(([others, drawn]) => ({ others, drawn }));

/** C(n, k) by products of whole numbers. */
function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let product = 1;
  for (let i = 1; i <= k; i++) product = product * (n - k + i) / i;
  return Math.round(product);
}

/** P(i | K), counted. */
function share(i: number, above: number, { others, drawn }: { others: number; drawn: number }) {
  return choose(above, i) * choose(others - above, drawn - i) / choose(others, drawn);
}

/** The paper's system of equations, built and solved as it stands. */
function solved(metric: RankMetric, draw: { others: number; drawn: number }): number[] {
  const { others, drawn } = draw, size = drawn + 1, gamma = 0.01, prior = 1 / (others + 1);
  const rows = Array.from({ length: size }, () => new Array<number>(size + 1).fill(0));
  for (let above = 0; above <= others; above++) {
    const p = Array.from({ length: size }, (_, i) => share(i, above, draw));
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) rows[i][j] += (1 - gamma) * prior * p[i] * p[j];
      rows[i][i] += gamma * prior * p[i];
      rows[i][size] += prior * p[i] * metric.at(above + 1);
    }
  }
  for (let pivot = 0; pivot < size; pivot++) {
    for (let row = 0; row < size; row++) {
      if (row === pivot) continue;
      const times = rows[row][pivot] / rows[pivot][pivot];
      for (let at = pivot; at <= size; at++) rows[row][at] -= times * rows[pivot][at];
    }
  }
  return rows.map((row, i) => row[size] / row[i]);
}

Deno.test("CorrectedMetric solves the paper's system of equations", () => {
  for (const metric of METRICS) {
    const corrected = new CorrectedMetric(metric);
    for (const draw of DRAWS) {
      solved(metric, draw).forEach((wanted, greater) => {
        const { biasVariance } = corrected.at({ greater, tied: 1 }, draw);
        assertAlmostEquals(biasVariance, wanted, 1e-9, `${metric.name} ${draw.others} ${greater}`);
      });
    }
  }
});

Deno.test("CorrectedMetric gives what numpy's solver gives with scipy's hypergeometric", () => {
  for (const { metric: name, others, drawn, greater, biasVariance } of golden.corrected) {
    const metric = metricByName(name);
    if (metric.kind !== "rank") throw new TypeError(`${name} is no metric of a rank`);
    const corrected = new CorrectedMetric(metric);
    greater.forEach((above, i) => {
      const mark = corrected.at({ greater: above, tied: 1 }, { others, drawn });
      assertAlmostEquals(mark.biasVariance, biasVariance[i], 1e-9);
    });
  }
});

Deno.test("CorrectedMetric's rank is unbiased over every sample of a small pool", () => {
  // f(r) = 1 − r / 100 is a line, so that a metric at an unbiased rank is unbiased too.
  const line = {
    kind: "rank" as const,
    name: "line",
    at: (rank: number) => 1 - rank / 100,
    sum: () => NaN,
  };
  const corrected = new CorrectedMetric(line), draw = { others: 9, drawn: 4 };
  for (let above = 0; above <= 9; above++) {
    let sum = 0, samples = 0;
    for (let set = 0; set < 1 << 9; set++) { // item j of 9 is in the sample; the first `above` win
      const bits = Array.from({ length: 9 }, (_, j) => set >> j & 1);
      if (bits.reduce((all, bit) => all + bit, 0) !== 4) continue;
      const greater = bits.slice(0, above).reduce((all, bit) => all + bit, 0);
      sum += corrected.at({ greater, tied: 1 }, draw).rankBased;
      samples++;
    }
    assertAlmostEquals(sum / samples, line.at(above + 1), 1e-12);
  }
});

Deno.test("CorrectedMetric changes nothing where the whole pool was drawn", () => {
  for (const metric of METRICS) {
    const corrected = new CorrectedMetric(metric);
    for (const size of [0, 1, 7, 99]) {
      for (let greater = 0; greater <= size; greater++) {
        const mark = corrected.at({ greater, tied: 1 }, { others: size, drawn: size });
        assertAlmostEquals(mark.rankBased, metric.at(greater + 1), 1e-12);
        assertAlmostEquals(mark.biasVariance, metric.at(greater + 1), 1e-9);
      }
    }
  }
});

Deno.test("CorrectedMetric takes the mean over a tie block", () => {
  const corrected = new CorrectedMetric(ndcg(10)), draw = { others: 400, drawn: 99 };
  const each = [3, 4, 5].map((greater) => corrected.at({ greater, tied: 1 }, draw));
  const { rankBased, biasVariance } = corrected.at({ greater: 3, tied: 3 }, draw);
  assertAlmostEquals(rankBased, each.reduce((sum, mark) => sum + mark.rankBased, 0) / 3, 1e-15);
  const mean = each.reduce((sum, mark) => sum + mark.biasVariance, 0) / 3;
  assertAlmostEquals(biasVariance, mean, 1e-15);
});

Deno.test("CorrectedMetric's mean over all ranks is the metric's, for pools of a million too", () => {
  // Before the sample every rank is as likely, and so is every number of sampled items above: with the
  // constant among what it may choose from, least squares leaves no error in the mean.
  for (const [others, drawn] of [[1500, 99], [100000, 99], [100000, 999], [1000000, 999]]) {
    const corrected = new CorrectedMetric(hitRate(10));
    let sum = 0;
    for (let greater = 0; greater <= drawn; greater++) {
      sum += corrected.at({ greater, tied: 1 }, { others, drawn }).biasVariance;
    }
    const wanted = 10 / (others + 1);
    assertAlmostEquals(sum / (drawn + 1) / wanted, 1, 1e-6);
  }
});

Deno.test("gramVectors() are orthonormal at every degree", () => {
  for (const m of [0, 1, 2, 9, 99, 100, 999, 1200]) {
    const vectors = gramVectors(m), size = m + 1;
    const step = Math.max(1, Math.floor(m / 20));
    for (let a = 0; a <= m; a += step) {
      for (let b = a; b <= m; b += a % 2 === 0 ? step : 1) {
        let product = 0;
        for (let x = 0; x <= m; x++) product += vectors[a * size + x] * vectors[b * size + x];
        assertAlmostEquals(product, Number(a === b), 1e-8, `degrees ${a} and ${b} of ${m}`);
      }
    }
  }
});

Deno.test("posteriorMean() of a metric that is always 1 is 1", () => {
  const one = { kind: "rank" as const, name: "one", at: () => 1, sum: () => NaN };
  for (const draw of [...DRAWS, { others: 100000, drawn: 99 }, { others: 20000, drawn: 999 }]) {
    for (const mean of posteriorMean(one, draw)) assertAlmostEquals(mean, 1, 1e-8);
  }
});

Deno.test("CorrectedMetric refuses draws and ranks that cannot be", () => {
  const corrected = new CorrectedMetric(hitRate(10)), rank = { greater: 0, tied: 1 };
  for (const [others, drawn] of [[4, 5], [4, 0], [4, 1.5], [-1, -1], [NaN, 1]]) {
    assertThrows(() => corrected.at(rank, { others, drawn }), RangeError, "Cannot correct for");
  }
  for (const [greater, tied] of [[5, 1], [0, 6], [0, 0], [-1, 1], [NaN, 1]]) {
    const wrong = () => corrected.at({ greater, tied }, { others: 9, drawn: 4 });
    assertThrows(wrong, RangeError, `Cannot correct rank ${greater} + ${tied}`);
  }
  assert(corrected.at({ greater: 0, tied: 5 }, { others: 9, drawn: 4 }).rankBased > 0);
});
