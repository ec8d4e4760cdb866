import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import golden from "../tests/goldens/metrics.json" with { type: "json" };
import { markRank } from "./mark_rank.ts";
import { metricByName } from "./metric_by_name.ts";
import { rankOf } from "./rank.ts";

const plain = ["HR@1", "HR@10", "NDCG@1", "NDCG@10", "MRR@10", "MRR"];
const names = [...plain, "Recall@K%", "r-NDCG@K%"];
const metric = fc.constantFrom(...names).map(metricByName);
const rank = fc.record({ greater: fc.nat(60), tied: fc.integer({ min: 1, max: 60 }) })
  .map((rank) => ({ ...rank, ranked: 130 }));

/** Every order of some things. */
function orders<T>(of: readonly T[]): T[][] {
  if (of.length === 0) return [[]];
  return of.flatMap((first, i) => orders(of.toSpliced(i, 1)).map((rest) => [first, ...rest]));
}

Deno.test("markRank() without ties is the metric at the rank", () => {
  assertEquals(markRank(metricByName("NDCG@10"), { greater: 2, tied: 1 }), {
    value: 0.5,
    optimistic: 0.5,
    pessimistic: 0.5,
  });
});

Deno.test("markRank() of a hand-worked tie block over ranks 2 to 4 at cut-off 3", () => {
  const block = { greater: 1, tied: 3 };
  assertEquals(markRank(metricByName("HR@3"), block).value, 2 / 3);
  assertAlmostEquals(markRank(metricByName("MRR@3"), block).value, (1 / 2 + 1 / 3) / 3, 1e-15);
  const ndcg = markRank(metricByName("NDCG@3"), block);
  assertAlmostEquals(ndcg.value, (0.6309297535714575 + 0.5) / 3, 1e-15);
  assertEquals([ndcg.optimistic, ndcg.pessimistic], [1 / Math.log2(3), 0]);
});

Deno.test("markRank() is the mean over every order of the tied candidates", () => {
  for (const tied of [1, 2, 3, 4, 5]) {
    for (const greater of [0, 1, 8]) {
      for (const name of names) {
        const metric = metricByName(name);
        const all = orders([...Array(tied).keys()]), ranked = 700;
        const at = (place: number) => markRank(metric, { greater: place, tied: 1, ranked }).value;
        const marks = all.map((order) => at(greater + order.indexOf(0)));
        const mean = marks.reduce((sum, each) => sum + each, 0) / all.length;
        assertAlmostEquals(markRank(metric, { greater, tied, ranked }).value, mean, 1e-14);
      }
    }
  }
});

Deno.test("markRank() gives what scikit-learn and numpy give", () => {
  for (const { scores, target, marks } of golden) {
    const rank = rankOf(new Float32Array(scores.split(" ").map(Number)), target);
    for (const [names, values] of Object.entries(marks)) {
      names.split(" ").forEach((name, i) =>
        assertAlmostEquals(markRank(metricByName(name), rank).value, values[i], 1e-12)
      );
    }
  }
});

Deno.test("markRank() lies in 0 … 1 and between its bounds", () => {
  fc.assert(fc.property(metric, rank, (metric, rank) => {
    const { value, optimistic, pessimistic } = markRank(metric, rank);
    assert(0 <= pessimistic && pessimistic <= value && value <= optimistic && optimistic <= 1);
  }));
});

Deno.test("markRank() is never better at a worse rank", () => {
  fc.assert(fc.property(metric, rank, (metric, rank) => {
    const worse = markRank(metric, { ...rank, greater: rank.greater + 1 });
    const wider = markRank(metric, { ...rank, tied: rank.tied + 1 });
    const { value } = markRank(metric, rank);
    assert(worse.value <= value + 1e-15 && wider.value <= value + 1e-15);
  }));
});

Deno.test("markRank() of a constant scorer is the mean of a random one, with bounds 0 and 1", () => {
  const rank = rankOf(new Float32Array(100).fill(0.25), 42);
  for (const name of ["HR@10", "NDCG@10", "MRR@10"]) {
    const metric = metricByName(name);
    const ranks = Array.from(
      { length: 100 },
      (_, greater) => markRank(metric, { greater, tied: 1 }).value,
    );
    const { value, optimistic, pessimistic } = markRank(metric, rank);
    assertAlmostEquals(value, ranks.reduce((sum, each) => sum + each) / 100, 1e-15);
    assertEquals([optimistic, pessimistic], [1, 0]);
  }
  assertEquals(markRank(metricByName("HR@10"), rank).value, 0.1);
});

Deno.test("markRank() of a tie block as wide as a catalogue is exact", () => {
  const block = { greater: 0, tied: 132300 };
  assertEquals(markRank(metricByName("HR@10"), block).value, 10 / 132300);
  // H(n) = ln n + γ + 1/(2n) − 1/(12n²) + …
  const harmonic = Math.log(132300) + 0.5772156649015329 + 1 / 264600 - 1 / (12 * 132300 ** 2);
  assertAlmostEquals(markRank(metricByName("MRR"), block).value * 132300, harmonic, 1e-13);
});

Deno.test("markRank() refuses what is no rank", () => {
  const metric = metricByName("MRR");
  for (const [greater, tied] of [[-1, 1], [0, 0], [0.5, 1], [0, NaN], [Infinity, 1]]) {
    assertThrows(() => markRank(metric, { greater, tied }), RangeError, "Cannot mark rank");
  }
});

Deno.test("markRank() refuses a rank beyond the candidates, and a share of unknown ones", () => {
  const share = metricByName("Recall@K%");
  const beyond = { greater: 5, tied: 2, ranked: 6 };
  assertThrows(() => markRank(share, beyond), RangeError, "rank 5 + 2: beyond 6 candidates");
  assertThrows(() => markRank(metricByName("MRR"), beyond), RangeError, "beyond 6 candidates");
  const unknown = 'Cannot mark a rank by "Recall@K%": the number of candidates is not told';
  assertThrows(() => markRank(share, { greater: 0, tied: 1 }), TypeError, unknown);
});

Deno.test("markRank() refuses a metric that is none of ranks", () => {
  for (const name of ["AUC", "GAUC", "log-loss", "coverage@10", "average popularity@10"]) {
    const message = `Cannot mark a rank by "${name}": no metric of ranks`;
    const rank = { greater: 0, tied: 1, ranked: 9 };
    assertThrows(() => markRank(metricByName(name), rank), TypeError, message);
  }
});
