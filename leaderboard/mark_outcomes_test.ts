import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../core/user_error.ts";
import { markRank } from "../metrics/mark_rank.ts";
import { metricByName } from "../metrics/metric_by_name.ts";
import { sampleOutcomes } from "./_sample.ts";
import { markOutcomes } from "./mark_outcomes.ts";
import type { Outcomes } from "./schema/outcomes.ts";

/** Five cases in three domains, the last without cases; ranks 1, 2, 3, 1–4 and 2. */
const outcomes: Outcomes = {
  length: 5,
  domains: ["books", "music", "toys"],
  metrics: ["HR@2", "MRR"],
  user: new Uint32Array([0, 0, 1, 2, 3]),
  domain: new Uint8Array([0, 1, 0, 0, 1]),
  headline: new Uint8Array([1, 1, 1, 1, 0]),
  slices: { cold: new Uint8Array([0, 0, 0, 0, 1]), late: new Uint8Array([1, 0, 0, 1, 0]) },
  greater: new Uint32Array([0, 1, 2, 0, 1]),
  tied: new Uint32Array([1, 1, 1, 4, 1]),
  ranked: new Uint32Array([5, 5, 5, 5, 5]),
  answers: { kind: "full", top: new Uint32Array(100) },
};

Deno.test("markOutcomes() of hand-worked cases", () => {
  const { headline, macro, domains, slices } = markOutcomes(outcomes);
  const mark = (value: number, optimistic = value, pessimistic = value) => ({
    value,
    optimistic,
    pessimistic,
  });
  const fourth = (1 + 1 / 2 + 1 / 3 + 1 / 4) / 4;
  assertEquals(headline.cases, 4);
  assertEquals(headline.metrics["HR@2"], mark((1 + 1 + 0 + 0.5) / 4, 3 / 4, 2 / 4));
  assertAlmostEquals(headline.metrics.MRR.value, (1 + 1 / 2 + 1 / 3 + fourth) / 4, 1e-15);
  assertEquals(domains.books.cases, 3);
  assertEquals(domains.books.metrics["HR@2"], mark(1.5 / 3, 2 / 3, 1 / 3));
  assertEquals(domains.music, { cases: 1, metrics: { "HR@2": mark(1), MRR: mark(0.5) } });
  assertEquals(macro.cases, 4);
  assertEquals(macro.metrics["HR@2"], mark((0.5 + 1) / 2, (2 / 3 + 1) / 2, (1 / 3 + 1) / 2));
  assertEquals(slices.cold, { cases: 1, metrics: { "HR@2": mark(1), MRR: mark(0.5) } });
  assertEquals(slices.late.metrics["HR@2"], mark(1.5 / 2, 1, 1 / 2));
});

Deno.test("markOutcomes() gives no marks where there are no cases, and not 0", () => {
  const none = { cases: 0, metrics: {} };
  assertEquals(markOutcomes(outcomes).domains.toys, none);
  const cold = { ...outcomes, headline: new Uint8Array(5) };
  assertEquals(markOutcomes(cold).headline, none);
  assertEquals(markOutcomes(cold).macro, none);
  assertEquals(markOutcomes(cold).slices.cold.cases, 1);
  assertEquals(markOutcomes(sampleOutcomes({ cases: 0 })).macro, none);
});

Deno.test("markOutcomes() takes the mean of markRank() over headline cases in their order", () => {
  const outcomes = sampleOutcomes({ cases: 200 });
  const metric = metricByName("NDCG@5");
  let sum = 0, cases = 0;
  for (let at = 0; at < 200; at++) {
    if (!outcomes.headline[at]) continue;
    sum += markRank(metric, { greater: outcomes.greater[at], tied: outcomes.tied[at] }).value;
    cases++;
  }
  assertEquals(markOutcomes(outcomes).headline.metrics["NDCG@5"].value, sum / cases);
});

Deno.test("markOutcomes() of a constant scorer is the mean of a random one, with bounds 0 and 1", () => {
  const { headline } = markOutcomes(sampleOutcomes({ constant: 0.5 }));
  assertEquals(headline.metrics["HR@5"], { value: 0.5, optimistic: 1, pessimistic: 0 });
});

Deno.test("markOutcomes() refuses an unknown metric", () => {
  assertThrows(() => markOutcomes({ ...outcomes, metrics: ["HRR@2"] }), UserError, "HR@2");
});
