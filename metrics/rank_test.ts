import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import golden from "../tests/goldens/metrics.json" with { type: "json" };
import { rankOf, rankOfCounts } from "./rank.ts";

const finite = fc.float({ noNaN: true, noDefaultInfinity: true });
/** Scores with many ties and some NaN. */
const score = fc.oneof(fc.integer({ min: -2, max: 2 }), finite, fc.constant(NaN));
const scores = fc.array(score, { minLength: 1, maxLength: 40 }).map((each) =>
  new Float32Array(each)
);

/** What rankOf() says, the slow way: sort with NaN last, find the block that holds the target. */
function sorted(scores: readonly number[], target: number): { greater: number; tied: number } {
  const order = scores.toSorted((a, b) =>
    Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : Number.isNaN(b) ? -1 : b - a
  );
  const same = (each: number) => each === scores[target] || Object.is(each, scores[target]);
  return { greater: order.findIndex(same), tied: order.filter(same).length };
}

Deno.test("rankOf() counts what scores higher, and ties with the target among them", () => {
  const scores = new Float32Array([3, 1, 2, 2, 5, 2]);
  assertEquals(rankOf(scores, 2), { greater: 2, tied: 3, ranked: 6, unscored: 0 });
  assertEquals(rankOf(scores, 4), { greater: 0, tied: 1, ranked: 6, unscored: 0 });
});

Deno.test("rankOf() ranks NaN below every number, all of them tied", () => {
  const scores = new Float32Array([-1e30, NaN, 0, NaN]);
  assertEquals(rankOf(scores, 0), { greater: 1, tied: 1, ranked: 4, unscored: 2 });
  assertEquals(rankOf(scores, 3), { greater: 2, tied: 2, ranked: 4, unscored: 2 });
});

Deno.test("rankOf() takes 0 and -0 for the same score", () => {
  assertEquals(rankOf(new Float32Array([0, -0]), 1).tied, 2);
});

Deno.test("rankOf() leaves out what lies outside the range and what is skipped", () => {
  const scores = new Float32Array([9, 9, 5, 4, NaN, 4, 9]);
  const range = { begin: 1, end: 6 };
  assertEquals(rankOf(scores, 3, range), { greater: 2, tied: 2, ranked: 5, unscored: 1 });
  const skip = [1, 4, 5];
  assertEquals(rankOf(scores, 3, { ...range, skip }), {
    greater: 1,
    tied: 1,
    ranked: 2,
    unscored: 0,
  });
});

Deno.test("rankOf() agrees with sorting", () => {
  fc.assert(fc.property(scores, fc.nat(), (scores, pick) => {
    const target = pick % scores.length, rank = rankOf(scores, target);
    assertEquals({ greater: rank.greater, tied: rank.tied }, sorted([...scores], target));
    assertEquals(rank.ranked, scores.length);
    assertEquals(rank.unscored, scores.filter(Number.isNaN).length);
  }));
});

Deno.test("rankOf() with skipped positions is rankOf() of a copy without them", () => {
  fc.assert(
    fc.property(scores, fc.nat(), fc.infiniteStream(fc.boolean()), (scores, pick, coins) => {
      const target = pick % scores.length;
      const skip = [...scores.keys()].filter((at) => at !== target && coins.next().value);
      const kept = [...scores.keys()].filter((at) => !skip.includes(at));
      const copy = new Float32Array(kept.map((at) => scores[at]));
      assertEquals(rankOf(scores, target, { skip }), rankOf(copy, kept.indexOf(target)));
    }),
  );
});

Deno.test("rankOf() does not depend on the order of the other candidates", () => {
  fc.assert(fc.property(scores, fc.nat(), (scores, pick) => {
    const target = pick % scores.length;
    assertEquals(rankOf(scores.toReversed(), scores.length - 1 - target), rankOf(scores, target));
  }));
});

Deno.test("rankOf() gives the ranks that scipy gives", () => {
  for (const { scores, target, ranks } of golden) {
    const { greater, tied } = rankOf(new Float32Array(scores.split(" ").map(Number)), target);
    assertEquals([greater + 1, greater + tied], ranks);
  }
});

Deno.test("rankOf() refuses ±Infinity, also where it is skipped or the target", () => {
  for (const wrong of [Infinity, -Infinity]) {
    const scores = new Float32Array([1, NaN, wrong]);
    assertThrows(() => rankOf(scores, 0), RangeError, `at 2: ${wrong}, expected a finite number`);
    assertThrows(() => rankOf(scores, 2), RangeError, "at 2");
    assertThrows(() => rankOf(scores, 0, { skip: [2] }), RangeError, "at 2");
    assertEquals(rankOf(scores, 0, { end: 2 }).ranked, 2);
  }
});

Deno.test("rankOf() refuses a target or a range that is not there", () => {
  const scores = new Float32Array(4);
  for (const target of [-1, 4, 0.5, NaN]) {
    assertThrows(() => rankOf(scores, target), RangeError, `Cannot rank target ${target}`);
  }
  assertThrows(() => rankOf(scores, 0, { begin: 1 }), RangeError, "Cannot rank target 0");
  assertThrows(() => rankOf(scores, 3, { end: 3 }), RangeError, "Cannot rank target 3");
  assertThrows(() => rankOf(scores, 0, { end: 5 }), RangeError, "Cannot rank positions 0 to 5");
  assertThrows(() => rankOf(scores, 0, { begin: -1 }), RangeError, "Cannot rank positions -1");
  assertThrows(() => rankOf(new Float32Array(0), 0), RangeError, "Cannot rank target 0");
});

Deno.test("rankOf() refuses skips that do not ascend, repeat, or name the target", () => {
  const scores = new Float32Array(6);
  for (const skip of [[3, 2], [3, 3], [1], [6], [0], [2.5], [NaN]]) {
    const range = { begin: 1, end: 6, skip };
    assertThrows(() => rankOf(scores, 1, range), RangeError, "Cannot skip position");
  }
});

Deno.test("rankOfCounts() gives what rankOf() gives", () => {
  fc.assert(fc.property(scores, fc.nat(), (scores, pick) => {
    const target = pick % scores.length, bar = scores[target];
    const counts = {
      greater: scores.filter((each) => each > bar).length,
      atLeast: scores.filter((each) => each >= bar).length,
      unscored: scores.filter(Number.isNaN).length,
      infinite: 0,
      ranked: scores.length,
    };
    assertEquals(rankOfCounts(bar, counts), rankOf(scores, target));
  }));
});

Deno.test("rankOfCounts() refuses ±Infinity", () => {
  const counts = { greater: 0, atLeast: 1, unscored: 0, infinite: 2, ranked: 9 };
  assertThrows(
    () => rankOfCounts(1, counts),
    RangeError,
    "Cannot rank 9 scores: 2 of them are ±Inf",
  );
});
