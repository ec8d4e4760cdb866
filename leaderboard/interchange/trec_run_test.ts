import { assertEquals } from "@std/assert";
import { sampleOutcomes } from "../_sample.ts";
import type { Outcomes } from "../schema/outcomes.ts";
import { trecQrels } from "./trec_qrels.ts";
import { trecRun } from "./trec_run.ts";
import type { TrecTies } from "./trec_ties.ts";

/** Query, document and score of each line, after a look at what stands in the other columns. */
function linesOf(outcomes: Outcomes, ties: TrecTies): string[] {
  let query = "", rank = 0;
  return [...trecRun(outcomes, { tag: "a-1-seed1", ties })].join("").trimEnd().split("\n")
    .map((line) => {
      const fields = line.split(" ");
      rank = fields[0] === query ? rank + 1 : 1;
      query = fields[0];
      assertEquals(fields, [query, "Q0", fields[2], String(rank), fields[4], "a-1-seed1"]);
      return `${query} ${fields[2]} ${fields[4]}`;
    });
}

const one = { domains: ["books"], metrics: ["MRR"], slices: {} };
const row = (length: number) => ({
  length,
  user: new Uint32Array(length),
  domain: new Uint8Array(length),
  headline: new Uint8Array(length).fill(1),
});

/** One case with the scores, the answer at a place. */
function sampled(score: number[], target: number): Outcomes {
  return {
    ...one,
    ...row(1),
    greater: new Uint32Array(1),
    tied: Uint32Array.of(1),
    ranked: Uint32Array.of(score.length),
    answers: {
      kind: "sampled",
      offsets: Uint32Array.of(0, score.length),
      score: Float32Array.from(score),
      target: Uint32Array.of(target),
    },
  };
}

function pool(greater: number, tied: number, ranked: number): Outcomes {
  return {
    ...one,
    ...row(1),
    greater: Uint32Array.of(greater),
    tied: Uint32Array.of(tied),
    ranked: Uint32Array.of(ranked),
    answers: { kind: "full", top: new Uint32Array(20) },
  };
}

Deno.test("trecRun() gives every candidate of a sampled case with its score, the best first", () => {
  const outcomes = sampled([-0.5, 0.1, 0.1, 7], 0);
  const fraction = String(Math.fround(0.1));
  assertEquals(linesOf(outcomes, "kept"), [
    "q0 c3 7",
    `q0 c1 ${fraction}`,
    `q0 c2 ${fraction}`,
    "q0 answer -0.5",
  ]);
  assertEquals([...trecQrels(outcomes)], ["q0 0 answer 1\n"]);
});

Deno.test("trecRun() puts the answer before or behind what is tied with it", () => {
  const outcomes = sampled([1, 2, 1, 1, 0], 2);
  assertEquals(linesOf(outcomes, "kept"), [
    ...["q0 c1 2", "q0 c0 1", "q0 answer 1", "q0 c3 1", "q0 c4 0"],
  ]);
  assertEquals(linesOf(outcomes, "best"), [
    ...["q0 c1 5", "q0 answer 4", "q0 c0 3", "q0 c3 2", "q0 c4 1"],
  ]);
  assertEquals(linesOf(outcomes, "worst"), [
    ...["q0 c1 5", "q0 c0 4", "q0 c3 3", "q0 answer 2", "q0 c4 1"],
  ]);
});

Deno.test("trecRun() puts candidates without a score below all others, tied among themselves", () => {
  assertEquals(linesOf(sampled([NaN, 5, NaN, -3], 0), "kept"), [
    ...["q0 c1 5", "q0 c3 -3", "q0 answer -6", "q0 c2 -6"],
  ]);
  assertEquals(linesOf(sampled([NaN, 0.25], 0), "kept"), ["q0 c1 0.25", "q0 answer -0.75"]);
  assertEquals(linesOf(sampled([NaN, NaN], 1), "kept"), ["q0 c0 0", "q0 answer 0"]);
  assertEquals(linesOf(sampled([NaN, NaN], 1), "worst"), ["q0 c0 2", "q0 answer 1"]);
});

Deno.test("trecRun() tells a whole-pool case by the places above its answer", () => {
  assertEquals(linesOf(pool(2, 1, 9), "kept"), ["q0 c1 9", "q0 c2 8", "q0 answer 7"]);
  assertEquals(linesOf(pool(0, 1, 9), "worst"), ["q0 answer 9"]);
  const tied = pool(1, 3, 9);
  assertEquals(linesOf(tied, "kept"), ["q0 c1 9", "q0 answer 8", "q0 c3 8", "q0 c4 8"]);
  assertEquals(linesOf(tied, "best"), ["q0 c1 9", "q0 answer 8"]);
  assertEquals(linesOf(tied, "worst"), ["q0 c1 9", "q0 c2 8", "q0 c3 7", "q0 answer 6"]);
});

Deno.test("trecRun() ends a whole-pool case at the depth, but for a tie that begins before it", () => {
  const length = (outcomes: Outcomes, ties: TrecTies) => {
    const lines = linesOf(outcomes, ties);
    return [lines.length, lines.filter((line) => line.includes("answer")).length];
  };
  assertEquals(length(pool(999, 1, 5000), "kept"), [1000, 1]);
  assertEquals(length(pool(1000, 1, 5000), "kept"), [1000, 0]);
  assertEquals(length(pool(4000, 900, 5000), "best"), [1000, 0]);
  assertEquals(length(pool(990, 50, 5000), "kept"), [1040, 1]);
  assertEquals(length(pool(990, 50, 5000), "best"), [991, 1]);
  assertEquals(length(pool(990, 50, 5000), "worst"), [1000, 0]);
});

Deno.test("trecRun() has headline cases alone, in their order", () => {
  const outcomes = sampleOutcomes({ cases: 21 });
  const queries = [...new Set(linesOf(outcomes, "kept").map((line) => line.split(" ")[0]))];
  const headline = [...Array(21).keys()].filter((at) => at % 7 !== 6).map((at) => `q${at}`);
  assertEquals(queries, headline);
  assertEquals([...trecQrels(outcomes)].map((line) => line.split(" ")[0]), headline);
});

Deno.test("trecRun() makes a query of a domain's clicks, with a document a case", () => {
  const outcomes: Outcomes = {
    ...one,
    ...row(5),
    domains: ["books", "films", "games"],
    domain: Uint8Array.of(2, 0, 2, 2, 2),
    headline: Uint8Array.of(1, 1, 1, 0, 1),
    greater: new Uint32Array(5),
    tied: new Uint32Array(5).fill(1),
    ranked: new Uint32Array(5).fill(1),
    answers: {
      kind: "click",
      offsets: Uint32Array.of(0, 1, 2, 3, 4, 5),
      score: Float32Array.of(2, 0, 3, 9, NaN),
      target: new Uint32Array(5),
      label: Uint8Array.of(1, 1, 0, 1, 1),
      logits: false,
    },
  };
  assertEquals(linesOf(outcomes, "kept"), ["d0 r1 0", "d2 r2 3", "d2 r0 2", "d2 r4 0"]);
  const qrels = ["d0 0 r1 1\n", "d2 0 r0 1\n", "d2 0 r2 0\n", "d2 0 r4 1\n"];
  assertEquals([...trecQrels(outcomes)], qrels);
});
