import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { RandomStream } from "../core/random_stream.ts";
import { type JudgedCases, verdicts } from "./_verdicts.ts";

// 2,000 cases of 1,000 users and 40 answers. next_id is off by what hangs on the answer alone.
const length = 2000, stream = RandomStream.from(1, "verdicts");
const near = Float64Array.from({ length: 40 }, () => stream.normal());
const noise = () => Float64Array.from({ length }, () => 0.5 + 0.1 * stream.normal());
const answerGroup = Uint32Array.from({ length }, () => stream.below(40));
const cases: JudgedCases = {
  user: Uint32Array.from({ length }, (_, at) => at >> 1),
  headline: new Uint8Array(length).fill(1),
  slices: { "time-tied": new Uint8Array(length) },
};
const random = noise(), byAnswer = noise().map((each, at) => each + 0.1 * near[answerGroup[at]]);
const evidenceOf = (given: JudgedCases, next: Float64Array) =>
  verdicts(given, new Map([["random", random], ["next_id", next]]), "NDCG@10")[0];

Deno.test("verdicts() take cases of one answer together, if records tell them", () => {
  const { evidence: [alone] } = evidenceOf(cases, byAnswer);
  const { evidence: [together] } = evidenceOf({ ...cases, answerGroup }, byAnswer);
  assertEquals(together.effect, alone.effect);
  assert(together.standardError > 3 * alone.standardError);
  assertAlmostEquals(together.standardError, 0.1 * Math.sqrt(1 / 40), 0.006);
});

Deno.test("verdicts() take cases of one user together", () => {
  const shared = noise(), twice = random.map((each, at) => each + shared[at >> 1] - 0.5);
  const { evidence: [pairs] } = evidenceOf(cases, twice);
  const { evidence: [single] } = evidenceOf(
    { ...cases, user: cases.user.map((_, at) => at) },
    twice,
  );
  assertAlmostEquals(pairs.standardError / single.standardError, Math.SQRT2, 0.1);
});

Deno.test("verdicts() find a real effect with either error", () => {
  const better = byAnswer.map((each) => each + 0.2);
  for (const given of [cases, { ...cases, answerGroup }]) {
    assertEquals(evidenceOf(given, better).state, "yes");
  }
});
