import { assert, assertEquals } from "@std/assert";
import exposed from "../tundra-exposure/dataset.json" with { type: "json" };
import { assertShare } from "./_assert_share.ts";
import { checkTundraConfig } from "./check_tundra_config.ts";
import { generateTundra } from "./generate_tundra.ts";

const config = checkTundraConfig(exposed.config);
const thin = generateTundra(config), whole = generateTundra({ ...config, exposure: null });

Deno.test("drawSeen() removes events and changes none: seen and thinned make up the whole", () => {
  const { interactions: all } = whole.corpus, { interactions: seen } = thin.corpus;
  const { thinned } = thin.truth;
  assertEquals(seen.length + thinned.user.length, all.length);
  for (let user = 0, at = 0; user < config.users; user++) {
    const events = new Map<number, number>();
    for (let row = seen.offsets[user]; row < seen.offsets[user + 1]; row++) {
      events.set(seen.time[row], seen.item[row]);
    }
    for (; thinned.user[at] === user; at++) events.set(thinned.time[at], thinned.item[at]);
    assertEquals(events.size, all.offsets[user + 1] - all.offsets[user]);
    for (let row = all.offsets[user]; row < all.offsets[user + 1]; row++) {
      assertEquals(events.get(all.time[row]), all.item[row]);
    }
  }
});

Deno.test("drawSeen() never removes the last two events of a (user, domain) row", () => {
  const [kept, all] = [thin, whole].map(({ corpus: { interactions, catalogue } }) => {
    const lasts: number[] = [];
    for (let user = 0; user < config.users; user++) {
      for (let d = 0; d < catalogue.domains.length; d++) {
        const row = interactions.item.subarray(
          interactions.offsets[user],
          interactions.offsets[user + 1],
        ).filter((item) => catalogue.domain[item] === d);
        lasts.push(...row.slice(-2));
      }
    }
    return lasts;
  });
  assertEquals(kept, all);
});

Deno.test("drawSeen() keeps the others with the known propensity, from the rarest to the commonest", () => {
  const { users, items } = thin.truth, { catalogue } = whole.corpus;
  const { offsets, item, time } = whole.corpus.interactions, { interactions } = thin.corpus;
  const bins = Array.from({ length: 10 }, () => ({ hits: 0, trials: 0, expected: 0 }));
  for (let user = 0; user < config.users; user++) {
    const seen = new Set(
      interactions.time.subarray(interactions.offsets[user], interactions.offsets[user + 1]),
    );
    const left = catalogue.domains.map(() => 0);
    for (let row = offsets[user + 1] - 1; row >= offsets[user]; row--) {
      if (left[catalogue.domain[item[row]]]++ < 2) continue;
      const propensity = users.propensity[user] * items.propensity[item[row]];
      const bin = bins[Math.floor(propensity * 10)];
      bin.trials++;
      bin.expected += propensity;
      if (seen.has(time[row])) bin.hits++;
    }
  }
  const used = bins.filter(({ trials }) => trials > 500);
  assert(used.length >= 7, `${used.length} bins`);
  for (const { hits, trials, expected } of used) assertShare({ hits, trials }, expected / trials);
});

Deno.test("drawSeen() exposes popular items more, and by more than popularity", () => {
  const { users, items, periods } = thin.truth, n = items.propensity.length;
  assert(users.propensity.every((each) => each >= 0.3 && each <= 1));
  assert(items.propensity.every((each) => each >= 0.1 && each <= 1));
  const mean = Float64Array.from({ length: n }, (_, item) => {
    let sum = 0;
    for (let period = 0; period < periods.length; period++) sum += items.rank[period * n + item];
    return sum;
  });
  const middle = [...mean].sort((a, b) => a - b)[n / 2];
  const of = (popular: boolean): number[] =>
    [...items.propensity].filter((_, item) => (mean[item] < middle) === popular);
  const average = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const [common, rare] = [of(true), of(false)];
  assert(average(common) > average(rare) + 0.05);
  assert(Math.max(...rare) > average(common) && Math.min(...common) < average(rare));
});
