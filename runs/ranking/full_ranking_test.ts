import { assertEquals } from "@std/assert";
import { fullRanking } from "./full_ranking.ts";

const pools = [new Uint32Array(10_000), new Uint32Array(2_000_000)];

/** Some cases in the large pool, one in the small one, one outside the headline. */
function casesOf(large: number) {
  const length = large + 2, domain = new Uint8Array(length).fill(1), headline = domain.slice();
  domain[0] = 0;
  headline[length - 1] = 0;
  return { length, domain, headline };
}

Deno.test("fullRanking() counts the pools of headline cases, and allows 50 million scores", () => {
  assertEquals(fullRanking({ pools }, casesOf(24), { by: "scores" }), { state: "ranked" });
  const exact = [new Uint32Array(2_000_000), new Uint32Array(2_000_000)];
  assertEquals(fullRanking({ pools: exact }, casesOf(24), { by: "scores" }), { state: "ranked" });
  assertEquals(fullRanking({ pools }, casesOf(25), { by: "scores" }), {
    state: "blank",
    reason: "26 cases and their pools make 50,010,000 scores, " +
      "for a scorer without vectors at most 50,000,000 are ranked",
  });
});

Deno.test("fullRanking() allows 2 billion scores of a scorer with vectors", () => {
  assertEquals(fullRanking({ pools }, casesOf(25), { by: "vectors" }), { state: "ranked" });
  assertEquals(fullRanking({ pools }, casesOf(999), { by: "vectors" }), { state: "ranked" });
  assertEquals(fullRanking({ pools }, casesOf(1000), { by: "vectors" }), {
    state: "blank",
    reason: "1,001 cases and their pools make 2,000,010,000 scores, " +
      "with vectors at most 2,000,000,000 are ranked",
  });
});

Deno.test("fullRanking() says so where no case counts", () => {
  const cases = { ...casesOf(3), headline: new Uint8Array(5) };
  assertEquals(fullRanking({ pools }, cases, { by: "vectors" }), {
    state: "blank",
    reason: "no case has its answer in a pool",
  });
});
