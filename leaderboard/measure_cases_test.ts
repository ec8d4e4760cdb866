import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { auc } from "../metrics/auc.ts";
import { coverage } from "../metrics/coverage.ts";
import { gauc } from "../metrics/gauc.ts";
import { sampleOutcomes } from "./_sample.ts";
import { measureCases } from "./measure_cases.ts";
import type { Outcomes } from "./schema/outcomes.ts";

const sampled = sampleOutcomes({ cases: 30, skill: 0.3 });
const all = [...Array(30).keys()];

/** Every pair of a target and another candidate that a filter lets through, the slow way. */
function pairs(outcomes: Outcomes, isPair: (a: number, b: number) => boolean): number[] {
  const { answers } = outcomes;
  if (answers.kind !== "sampled") throw new TypeError("another sample");
  const { score, target } = answers;
  return all.flatMap((a) =>
    all.filter((b) => isPair(a, b)).flatMap((b) => {
      const own = score[10 * a + target[a]];
      return [...score.subarray(10 * b, 10 * b + 10)].flatMap((other, place) =>
        place === target[b] ? [] : own > other ? 1 : own === other ? 0.5 : 0
      );
    })
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

Deno.test("measureCases() of sampled lists takes targets for positives, over all lists of a domain", () => {
  const expected = mean(pairs(sampled, (a, b) => sampled.domain[a] === sampled.domain[b]));
  const { mark } = measureCases(sampled, { metric: auc(), cases: all });
  assertAlmostEquals(mark?.value ?? NaN, expected, 1e-12);
});

Deno.test("measureCases() of some cases sees the rows of those alone", () => {
  const cases = all.filter((at) => at % 4 === 0), isIn = (at: number) => at % 4 === 0;
  const expected = mean(pairs(sampled, (a, b) => isIn(a) && isIn(b)));
  const { mark } = measureCases(sampled, { metric: auc(), cases });
  assertAlmostEquals(mark?.value ?? NaN, expected, 1e-12);
});

Deno.test("measureCases() by GAUC weighs users by their cases in a domain", () => {
  const outcomes = { ...sampled, user: sampled.user.map((user) => user >> 1) };
  const users = new Set(outcomes.user);
  const parts = [...users].flatMap((user) =>
    [0, 1].flatMap((domain) => {
      const isIn = (at: number) => outcomes.user[at] === user && outcomes.domain[at] === domain;
      const number = all.filter(isIn).length;
      return number ? [{ number, value: mean(pairs(outcomes, (a, b) => isIn(a) && isIn(b))) }] : [];
    })
  );
  const sum = parts.reduce((sum, { number, value }) => sum + number * value, 0);
  const measure = measureCases(outcomes, { metric: gauc(), cases: all });
  assertAlmostEquals(measure.mark?.value ?? NaN, sum / 30, 1e-12);
  const only = measureCases(outcomes, { metric: gauc(), cases: [0, 1, 2, 3] }).mark?.value;
  assertAlmostEquals(
    measure.resampled(Array.from({ length: 30 }, (_, user) => Number(user === 0))),
    only ?? NaN,
    1e-12,
  );
});

Deno.test("measureCases() of clicks takes labels as they are", () => {
  const ones = new Uint32Array(4).fill(1), zeros = new Uint32Array(4);
  const outcomes: Outcomes = {
    ...{ length: 4, domains: ["a"], metrics: ["AUC"], slices: {} },
    ...{ user: Uint32Array.of(0, 1, 2, 3), domain: new Uint8Array(4) },
    ...{ headline: new Uint8Array(4).fill(1), greater: zeros, tied: ones, ranked: ones },
    answers: {
      kind: "click",
      offsets: Uint32Array.of(0, 1, 2, 3, 4),
      score: Float32Array.of(3, 2, 2, 1),
      target: zeros,
      label: Uint8Array.of(1, 1, 0, 0),
      logits: false,
    },
  };
  const measure = (cases: number[]) => measureCases(outcomes, { metric: auc(), cases }).mark;
  assertEquals(measure([0, 1, 2, 3])?.value, 3.5 / 4);
  assertEquals(measure([1, 2])?.value, 0.5);
  assertEquals(measure([0, 1]), null);
});

Deno.test("measureCases() by coverage takes the pools that its cases rank, each once", () => {
  const full = sampleOutcomes({ cases: 14, full: true });
  const top = new Uint32Array(20 * 14).map((_, place) => Math.floor(place / 20) >> 2);
  const pools = {
    pool: Uint32Array.of(10, 20),
    coldPool: Uint32Array.of(100, 200),
    trainingCount: new Uint32Array(400),
  };
  const outcomes: Outcomes = { ...full, answers: { kind: "full", top, pools } };
  const value = (cases: number[]) =>
    measureCases(outcomes, { metric: coverage(10), cases }).mark?.value;
  assertEquals(value([0, 2, 4]), 2 / 10);
  assertEquals(value([0, 1, 5]), 2 / 30);
  assertEquals(value([6]), 1 / 100); // every seventh case is not in the headline
  assertEquals(value([0, 6, 13]), 3 / (10 + 100 + 200));
});

Deno.test("measureCases() refuses outcomes that do not hold what a metric needs", () => {
  const full = sampleOutcomes({ cases: 2, full: true }), cases = [0];
  const refuses = (use: () => void, message: string) => assertThrows(use, TypeError, message);
  refuses(
    () => measureCases(full, { metric: auc(), cases }),
    'by "AUC": the best 20 items alone, expected every score',
  );
  refuses(
    () => measureCases(sampled, { metric: coverage(10), cases }),
    'by "coverage@10": sampled answers, expected ranked pools',
  );
  refuses(() => measureCases(full, { metric: coverage(10), cases }), "no pool sizes");
});
