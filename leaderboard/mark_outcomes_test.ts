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

/** Seven shown items in two domains; music has clicks only, and is a slice too. */
const clicks: Outcomes = {
  ...{ length: 7, domains: ["books", "music"], metrics: ["AUC", "GAUC", "log-loss"] },
  ...{ user: new Uint32Array(7), domain: new Uint8Array([0, 0, 0, 0, 1, 1, 1]) },
  headline: new Uint8Array(7).fill(1),
  slices: {
    new: new Uint8Array([0, 0, 0, 0, 1, 1, 1]),
    old: new Uint8Array([1, 1, 1, 0, 1, 0, 0]),
  },
  ...{ greater: new Uint32Array(7), tied: new Uint32Array(7).fill(1) },
  ranked: new Uint32Array(7).fill(1),
  answers: {
    kind: "click",
    offsets: new Uint32Array([0, 1, 2, 3, 4, 5, 6, 7]),
    score: new Float32Array([2, 1, 1, 0, 9, 9, 9]),
    target: new Uint32Array(7),
    label: new Uint8Array([1, 1, 0, 0, 1, 1, 1]),
    logits: true,
  },
};

Deno.test("markOutcomes() of clicks: pairs per domain, no AUC of one class, a loss wherever there is one", () => {
  const { headline, macro, domains, slices } = markOutcomes(clicks);
  const auc = { value: 3.5 / 4, optimistic: 1, pessimistic: 3 / 4 };
  for (const marks of [headline, macro, domains.books]) {
    assertEquals([marks.metrics.AUC, marks.metrics.GAUC], [auc, auc]);
  }
  assertEquals(Object.keys(domains.music.metrics), ["log-loss"]);
  assertEquals(Object.keys(slices.new.metrics), ["log-loss"]);
  assertEquals(slices.old.metrics.AUC.value, 1.5 / 2);
  const losses = [domains.books, domains.music].map(({ metrics }) => metrics["log-loss"].value);
  assertEquals(macro.metrics["log-loss"].value, (losses[0] + losses[1]) / 2);
  assertAlmostEquals(
    headline.metrics["log-loss"].value,
    (4 * losses[0] + 3 * losses[1]) / 7,
    1e-15,
  );
});

Deno.test("markOutcomes() has no log-loss of scores that are no logits", () => {
  if (clicks.answers.kind !== "click") throw new TypeError("another kind");
  const { headline } = markOutcomes({ ...clicks, answers: { ...clicks.answers, logits: false } });
  assertEquals(Object.keys(headline.metrics), ["AUC", "GAUC"]);
});

Deno.test("markOutcomes() of sampled lists by GAUC and AUC is between its bounds, a half for a constant", () => {
  const metrics = ["GAUC", "AUC", "MRR"];
  const half = { value: 0.5, optimistic: 1, pessimistic: 0 };
  const { macro, slices } = markOutcomes({ ...sampleOutcomes({ constant: 3 }), metrics });
  assertEquals([macro.metrics.GAUC, macro.metrics.AUC, slices.cold.metrics.GAUC], [
    half,
    half,
    half,
  ]);
  const good = markOutcomes({ ...sampleOutcomes({ skill: 0.5 }), metrics }).macro.metrics;
  assertEquals([good.GAUC.value > 0.6, good.AUC.value > 0.6], [true, true]);
});
