import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import golden from "../tests/goldens/list_metrics.json" with { type: "json" };
import { markRank } from "./mark_rank.ts";
import { ndcg } from "./ndcg.ts";
import { rNdcgShare } from "./r_ndcg_share.ts";
import { recallShare } from "./recall_share.ts";

const recall = recallShare(), rNdcg = rNdcgShare();

Deno.test("recallShare() cuts at 0.5 % of small pools and 0.04 % of large ones, at 1 at least", () => {
  const cut = (ranked: number) => recall.of(ranked).sum(1, ranked);
  assertEquals([1, 199, 200, 399, 400, 19999].map(cut), [1, 1, 1, 1, 2, 99]);
  assertEquals([20000, 22499, 22500, 42094, 132300].map(cut), [8, 8, 9, 16, 52]);
  // 0.0004 · 72,500 is 28.999999999999996 in doubles.
  assertEquals(cut(72500), 29);
});

Deno.test("rNdcgShare() of hand-worked ranks", () => {
  const { at, name } = rNdcg.of(5000); // k = 25, discount 1 / log2(2 + 3 (r − 1))
  assertEquals(name, "r-NDCG@K%");
  assertEquals([at(1), at(3), at(11), at(26)], [1, 1 / 3, 1 / 5, 0]);
});

Deno.test("rNdcgShare() is NDCG where the pool has b items", () => {
  const { at } = rNdcg.of(15000);
  for (let rank = 1; rank <= 80; rank++) assertEquals(at(rank), ndcg(75).at(rank));
});

Deno.test("rNdcgShare() and recallShare() give what numpy gives, tie blocks too", () => {
  for (const { ranked, ranks: [first, last], ...expected } of golden.shares) {
    const rank = { greater: first - 1, tied: last - first + 1, ranked };
    assertAlmostEquals(markRank(recall, rank).value, expected["Recall@K%"], 1e-12);
    assertAlmostEquals(markRank(rNdcg, rank).value, expected["r-NDCG@K%"], 1e-12);
  }
});

Deno.test("rNdcgShare() falls with the rank, is at most recallShare(), and sums what it is", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 60000 }), fc.nat(59), (ranked, block) => {
    const gain = rNdcg.of(ranked), hit = recall.of(ranked);
    let sum = 0;
    for (let rank = 1; rank <= Math.min(ranked, 60); rank++) {
      assert(gain.at(rank) <= hit.at(rank) && gain.at(rank) <= gain.at(Math.max(1, rank - 1)));
      if (rank > block) sum += gain.at(rank);
    }
    assertAlmostEquals(gain.sum(block + 1, Math.min(ranked, 60)), sum, 1e-12);
  }));
});

Deno.test("rNdcgShare() and recallShare() refuse a number of candidates that is none", () => {
  for (const ranked of [0, -1, 2.5, NaN, Infinity]) {
    assertThrows(() => recall.of(ranked), RangeError, `at a share of ${ranked} candidates`);
    assertThrows(() => rNdcg.of(ranked), RangeError, `at a share of ${ranked} candidates`);
  }
});
