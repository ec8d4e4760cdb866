import { assertEquals, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import { RandomStream } from "../../core/random_stream.ts";
import { bruteRank, drawPoolCase, wholeNumbers } from "./_pool_fixture.ts";
import { NO_ITEM } from "./pool_rank.ts";
import { ScoreRanker } from "./score_ranker.ts";

const poolCases = fc.record({
  pool: fc.integer({ min: 1, max: 70 }),
  queries: fc.integer({ min: 1, max: 70 }),
  size: fc.integer({ min: 1, max: 9 }),
  seed: fc.nat(100000),
}).map(drawPoolCase);

Deno.test("ScoreRanker agrees with plain loops, with ties, NaN and histories", () => {
  fc.assert(fc.property(poolCases, fc.nat(8), ({ names, questions, seed }, nan) => {
    const ranker = new ScoreRanker(names);
    questions.forEach((question, q) => {
      const scores = wholeNumbers(seed + q, names.length, nan);
      assertEquals(ranker.rank(scores, question), bruteRank(scores, { names, question }));
    });
  }));
});

Deno.test("ScoreRanker agrees with plain loops where a pool is larger than its block", () => {
  const length = 40001, stream = RandomStream.from(1, "large");
  const names = stream.shuffle(Uint32Array.from({ length }, (_, i) => i));
  const ranker = new ScoreRanker(names);
  for (let round = 0; round < 3; round++) {
    const scores = Float32Array.from({ length }, () => Math.fround(stream.normal() * 10 ** round));
    scores.forEach((each, at) => scores[at] = Math.round(each * 50));
    const target = stream.below(length);
    const skip = [...new Set(Array.from({ length: 300 }, () => stream.below(length)))]
      .filter((at) => at !== target).sort((a, b) => a - b);
    const question = { target, skip }, skipped = new Set(skip);
    const own = scores.filter((_, at) => !skipped.has(at));
    const rank = ranker.rank(scores, question);
    assertEquals(rank.greater, own.filter((each) => each > scores[target]).length);
    assertEquals(rank.tied, own.filter((each) => each === scores[target]).length);
    const best = [...names.keys()].filter((at) => !skipped.has(at))
      .sort((a, b) => scores[b] - scores[a] || names[a] - names[b]);
    assertEquals([...rank.top], best.slice(0, 20).map((at) => names[at]));
  }
});

Deno.test("ScoreRanker takes 0 and -0 for the same score", () => {
  const rank = new ScoreRanker(Uint32Array.of(5, 4)).rank(Float32Array.of(0, -0), {
    target: 1,
    skip: [],
  });
  assertEquals([rank.greater, rank.tied, rank.top[0], rank.top[2]], [0, 2, 4, NO_ITEM]);
});

Deno.test("ScoreRanker counts a name but one below NO_ITEM among the best", () => {
  const names = Uint32Array.of(NO_ITEM - 1, 0), lowest = -3.4028234663852886e38;
  const { top } = new ScoreRanker(names).rank(Float32Array.of(lowest, lowest), {
    target: 0,
    skip: [],
  });
  assertEquals([...top.subarray(0, 3)], [0, NO_ITEM - 1, NO_ITEM]);
});

Deno.test("ScoreRanker keeps nothing of the query before", () => {
  const ranker = new ScoreRanker(Uint32Array.of(1, 2, 3)), question = { target: 0, skip: [1] };
  const first = ranker.rank(Float32Array.of(1, 9, 2), question);
  ranker.rank(Float32Array.of(NaN, 8, 7), { target: 2, skip: [] });
  assertEquals(ranker.rank(Float32Array.of(1, 9, 2), question), first);
  assertThrows(() => ranker.rank(Float32Array.of(1, Infinity, 2), question), RangeError);
  assertEquals(ranker.rank(Float32Array.of(1, 9, 2), question), first);
});

Deno.test("ScoreRanker refuses ±Infinity, also where it is skipped or the target", () => {
  const ranker = new ScoreRanker(Uint32Array.from({ length: 9 }, (_, i) => i));
  for (const wrong of [Infinity, -Infinity]) {
    for (const at of [0, 4, 8]) {
      const scores = new Float32Array(9);
      scores[at] = wrong;
      for (const question of [{ target: 4, skip: [] }, { target: 2, skip: [0, 4, 8] }]) {
        assertThrows(() => ranker.rank(scores, question), RangeError, "1 of them are ±Infinity");
      }
    }
  }
});

Deno.test("ScoreRanker refuses questions that point out of the pool, and other numbers of scores", () => {
  const ranker = new ScoreRanker(Uint32Array.of(1, 2, 3)), scores = new Float32Array(3);
  for (const target of [-1, 3, 0.5, NaN]) {
    assertThrows(() => ranker.rank(scores, { target, skip: [] }), RangeError, "Cannot rank target");
  }
  for (const skip of [[2, 1], [1, 1], [0], [3], [-1], [0.5]]) {
    assertThrows(
      () => ranker.rank(scores, { target: 0, skip }),
      RangeError,
      "Cannot skip position",
    );
  }
  assertThrows(
    () => ranker.rank(new Float32Array(2), { target: 0, skip: [] }),
    RangeError,
    "2 scores",
  );
});
