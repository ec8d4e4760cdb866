import { assert, assertEquals, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import { RandomStream } from "../../core/random_stream.ts";
import { bruteRank, drawPoolCase, wholeNumbers } from "./_pool_fixture.ts";
import { ScoreRanker } from "./score_ranker.ts";
import { type PoolVectors, VectorRanker } from "./vector_ranker.ts";

const poolCases = fc.record({
  pool: fc.integer({ min: 1, max: 70 }),
  queries: fc.integer({ min: 1, max: 70 }),
  size: fc.integer({ min: 1, max: 9 }),
  seed: fc.nat(100000),
}).map(drawPoolCase);

/** Numbers whose products round. */
function random(seed: number, count: number): Float32Array {
  const stream = RandomStream.from(seed, "vectors", count);
  return Float32Array.from({ length: count }, () => stream.normal());
}

/** ⟨query, item⟩ + bias in 32 bits, added in order: what strict kernels compute. */
function products(query: Float32Array, { vectors, bias }: PoolVectors): Float32Array {
  return bias.map((each, item) => {
    let sum = 0;
    query.forEach((number, k) => {
      sum = Math.fround(sum + Math.fround(number * vectors[item * query.length + k]));
    });
    return sum + each;
  });
}

for (const kernels of ["strict", "relaxed"] as const) {
  Deno.test(`VectorRanker agrees with plain loops, by ${kernels} kernels, with ties and NaN`, () => {
    fc.assert(
      fc.property(poolCases, fc.nat(2), ({ names, questions, size, seed }, nan) => {
        // Sums of whole numbers are exact, whatever rounds.
        const items = {
          vectors: wholeNumbers(seed, names.length * size, size < 3 ? nan : 0),
          bias: wholeNumbers(seed + 1, names.length, nan),
        };
        const queries = wholeNumbers(seed + 2, questions.length * size);
        const ranker = new VectorRanker(names, { items, kernels });
        ranker.rank(queries, questions).forEach((rank, q) => {
          const scores = products(queries.subarray(q * size, (q + 1) * size), items);
          assertEquals(rank, bruteRank(scores, { names, question: questions[q] }));
        });
      }),
      { numRuns: 60 },
    );
  });

  Deno.test(`VectorRanker: the bits of a score do not depend on block, piece or company, by ${kernels} kernels`, () => {
    // Two blocks and some, sums of two parts, pieces of one block.
    const pool = 2500, size = 300, queries = 70;
    const items = { vectors: random(1, pool * size), bias: random(2, pool) };
    const names = Uint32Array.from({ length: pool }, (_, i) => pool - i),
      asked = random(3, queries * size);
    const whole = new VectorRanker(names, { items, kernels });
    const pieces = new VectorRanker(names, { items, kernels, pieceBytes: 1 });
    const query = (q: number) => asked.subarray(q * size, (q + 1) * size);
    const questions = Array.from({ length: queries }, (_, q) => ({
      target: (q * 997 + 1023) % pool,
      skip: [q, q + 1024, q + 2048].filter((at) => at !== (q * 997 + 1023) % pool),
    }));
    const together = whole.rank(asked, questions), one = new ScoreRanker(names);
    assertEquals(pieces.rank(asked, questions), together);
    assertEquals(pieces.rank(asked, questions), together, "expected the pieces to come again");
    for (const q of [0, 1, 63, 64, 69]) {
      assertEquals(whole.rank(query(q), [questions[q]]), [together[q]]);
      const scores = whole.scores(query(q));
      assertEquals(pieces.scores(query(q)), scores);
      // The answer's score is computed by itself: in the pool it has to be found tied with itself alone.
      assertEquals(together[q].tied, 1);
      assertEquals(one.rank(scores, questions[q]), together[q]);
    }
  });
}

Deno.test("VectorRanker by strict kernels has the bits of plain loops", () => {
  const items = { vectors: random(4, 1500 * 20), bias: random(5, 1500) }, query = random(6, 20);
  const names = Uint32Array.from({ length: 1500 }, (_, i) => i);
  const ranker = new VectorRanker(names, { items, kernels: "strict" });
  assertEquals(ranker.scores(query), products(query, items));
});

Deno.test("VectorRanker takes other vectors of the same pool", () => {
  const names = Uint32Array.of(1, 2, 3), question = { target: 0, skip: [] };
  const items = { vectors: Float32Array.of(1, 2, 3), bias: new Float32Array(3) };
  for (const pieceBytes of [2 ** 20, 1]) {
    const ranker = new VectorRanker(names, { items, kernels: "strict", pieceBytes });
    const greater = () => ranker.rank(Float32Array.of(1), [question])[0].greater;
    assertEquals(greater(), 2);
    ranker.fill({ vectors: Float32Array.of(1, 2, 0), bias: Float32Array.of(1.5, 0, 0) });
    assertEquals(greater(), 0);
  }
});

Deno.test("VectorRanker ranks nobody, and a pool of one item", () => {
  const items = { vectors: Float32Array.of(2), bias: Float32Array.of(1) };
  const ranker = new VectorRanker(Uint32Array.of(7), { items, kernels: "strict" });
  assertEquals(ranker.rank(new Float32Array(), []), []);
  const [{ greater, tied, ranked, top }] = ranker.rank(Float32Array.of(3), [{
    target: 0,
    skip: [],
  }]);
  assertEquals([greater, tied, ranked, top[0]], [0, 1, 1, 7]);
});

Deno.test("VectorRanker refuses scores that overflow, also where they are skipped", () => {
  const items = { vectors: Float32Array.of(1, 3e38, 1), bias: new Float32Array(3) };
  const ranker = new VectorRanker(Uint32Array.of(1, 2, 3), { items, kernels: "strict" });
  for (const skip of [[], [1]]) {
    const question = { target: 0, skip };
    assertThrows(() => ranker.rank(Float32Array.of(2), [question]), RangeError, "±Infinity");
    const [{ greater }] = ranker.rank(Float32Array.of(1), [question]);
    assertEquals(greater, 1 - skip.length);
  }
});

Deno.test("VectorRanker refuses what is not one vector and one bias per item", () => {
  const names = Uint32Array.of(1, 2, 3), bias = new Float32Array(3);
  const open = (items: PoolVectors) => new VectorRanker(names, { items, kernels: "strict" });
  assertThrows(() => open({ vectors: new Float32Array(7), bias }), TypeError, "Cannot rank by 7");
  assertThrows(() => open({ vectors: new Float32Array(6), bias: new Float32Array(2) }), TypeError);
  const ranker = open({ vectors: new Float32Array(6), bias });
  assertThrows(() => ranker.fill({ vectors: new Float32Array(9), bias }), TypeError);
  const question = { target: 0, skip: [] };
  assertThrows(() => ranker.rank(new Float32Array(3), [question]), TypeError, "vectors of 2");
  for (const target of [-1, 3, 0.5, 2 ** 40, NaN]) {
    assertThrows(() => ranker.rank(new Float32Array(2), [{ target, skip: [] }]), RangeError);
  }
  assert(ranker.rank(new Float32Array(2), [question])[0].tied === 3);
});
