import { assertEquals, assertThrows } from "@std/assert";
import { markRank } from "../metrics/mark_rank.ts";
import { metricByName } from "../metrics/metric_by_name.ts";
import { sampleOutcomes } from "./_sample.ts";
import { caseMarks } from "./case_marks.ts";
import type { ClickAnswers, Outcomes } from "./schema/outcomes.ts";

const sampled = sampleOutcomes({ cases: 6 }), full = sampleOutcomes({ cases: 6, full: true });
const answers: ClickAnswers = {
  kind: "click",
  offsets: Uint32Array.from({ length: 7 }, (_, at) => at),
  score: new Float32Array([0, 2, -2, NaN, 0, 1]),
  target: new Uint32Array(6),
  label: new Uint8Array([1, 1, 1, 0, 0, 0]),
  logits: true,
};
const ones = new Uint32Array(6).fill(1);
const click: Outcomes = {
  ...sampled,
  greater: new Uint32Array(6),
  tied: ones,
  ranked: ones,
  answers,
};

function values(outcomes: Outcomes, name: string): number[] | null {
  const mark = caseMarks(outcomes, metricByName(name));
  return mark && Array.from({ length: outcomes.length }, (_, at) => mark(at).value);
}

Deno.test("caseMarks() of ranks is markRank() of each case, with its number of candidates", () => {
  for (const name of ["NDCG@5", "Recall@K%", "r-NDCG@K%"]) {
    const expected = Array.from({ length: 6 }, (_, at) => {
      const rank = { greater: sampled.greater[at], tied: sampled.tied[at], ranked: 10 };
      return markRank(metricByName(name), rank).value;
    });
    assertEquals(values(sampled, name), expected);
    assertEquals(values(full, name), expected);
  }
});

Deno.test("caseMarks() of logits is the loss of each, and nothing where scores are no logits", () => {
  const [half, right, wrong, none, zero] = values(click, "log-loss") ?? [];
  assertEquals([half, none, zero], [Math.LN2, Math.LN2, Math.LN2]);
  assertEquals(Math.fround(wrong - right), 2);
  assertEquals(values({ ...click, answers: { ...answers, logits: false } }, "log-loss"), null);
});

Deno.test("caseMarks() of lists is the popularity of each", () => {
  if (full.answers.kind !== "full") throw new TypeError("another sample");
  const top = full.answers.top.map((item, place) => place < 20 ? item : 0xffffffff);
  top.fill(3, 20, 22);
  const trainingCount = Uint32Array.from({ length: 20 }, (_, item) => item * item);
  const pools = { pool: ones.subarray(4), coldPool: ones.subarray(4), trainingCount };
  const outcomes: Outcomes = { ...full, answers: { kind: "full", top, pools } };
  assertEquals(values(outcomes, "average popularity@10"), [28.5, 9, 0, 0, 0, 0]);
});

Deno.test("caseMarks() gives none for what has no value per case", () => {
  for (const name of ["AUC", "GAUC", "coverage@10"]) assertEquals(values(click, name), null);
});

Deno.test("caseMarks() refuses outcomes that do not hold what a metric needs", () => {
  const refuses = (outcomes: Outcomes, name: string, message: string) =>
    assertThrows(() => values(outcomes, name), TypeError, `by "${name}": ${message}`);
  refuses(click, "NDCG@10", "one shown item a case, expected ranked candidates");
  refuses(sampled, "log-loss", "sampled answers, expected labelled ones");
  refuses(full, "log-loss", "full answers, expected labelled ones");
  refuses(sampled, "average popularity@10", "sampled answers, expected ranked pools");
  refuses(full, "average popularity@10", "no training counts, expected outcomes that hold them");
});
