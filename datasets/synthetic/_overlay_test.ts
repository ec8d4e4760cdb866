import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { assertShare } from "./_assert_share.ts";
import { plainConfig } from "./_plain_config.ts";
import { generateTundra } from "./generate_tundra.ts";
import { TUNDRA_CAUSES } from "./tundra_cause.ts";
import type { TundraConfig } from "./tundra_config.ts";

const NOISE = { userShare: 0.3, userRate: 0.6, itemShare: 0.1, itemRate: 0.2 };

function noisyBooks(noise: typeof NOISE, changes: Partial<TundraConfig> = {}): TundraConfig {
  const [books, ...others] = plainConfig({}).domains;
  return plainConfig({ users: 1000, domains: [{ ...books, noise }, ...others], ...changes });
}

Deno.test("overlay() replaces the planted share of events, by user and by item, and tells where", () => {
  const { corpus, truth } = generateTundra(noisyBooks(NOISE));
  const { offsets, item } = corpus.interactions;
  let books = 0, byItem = 0, left = 0, byUser = 0, elsewhere = 0, noisyUsers = 0;
  for (let user = 0; user < 1000; user++) {
    const noisy = (truth.users.noisy[user] & 1) === 1;
    if (noisy) noisyUsers++;
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      const cause = TUNDRA_CAUSES[truth.cause[row]];
      assertEquals(truth.noise[row] === 1, cause === "user-noise" || cause === "item-noise");
      assertEquals(truth.items.noise[item[row]] === 1, cause === "item-noise");
      if (corpus.catalogue.domain[item[row]] !== 0) {
        elsewhere += truth.noise[row];
        continue;
      }
      books++;
      if (cause === "item-noise") byItem++;
      else if (noisy) {
        left++;
        if (cause === "user-noise") byUser++;
      } else assertNotEquals(cause, "user-noise");
    }
  }
  assertEquals(elsewhere, 0);
  assertShare({ hits: noisyUsers, trials: 1000 }, NOISE.userShare);
  assertShare({ hits: byItem, trials: books }, NOISE.itemRate);
  assertShare({ hits: byUser, trials: left }, NOISE.userRate);
});

Deno.test("overlay() draws noise uniformly: nothing of the user is left in it", () => {
  const { corpus, truth } = generateTundra(noisyBooks(NOISE));
  const { item } = corpus.interactions, counts = new Map<string, Map<number, number>>();
  for (let row = 0; row < item.length; row++) {
    if (!truth.noise[row]) continue;
    const kind = TUNDRA_CAUSES[truth.cause[row]], of = counts.get(kind) ?? new Map();
    counts.set(kind, of.set(item[row], (of.get(item[row]) ?? 0) + 1));
  }
  for (const [kind, items] of [["item-noise", 15], ["user-noise", 135]] as const) {
    const hits = [...counts.get(kind)?.values() ?? []];
    const trials = hits.reduce((sum, each) => sum + each, 0), mean = trials / items;
    const zeros = (items - hits.length) * mean;
    const chi = hits.reduce((sum, each) => sum + (each - mean) ** 2 / mean, zeros);
    assert(chi < items + 4 * Math.sqrt(2 * items), `${kind}: chi-square ${chi} of ${items}`);
  }
});

Deno.test("overlay() leaves every other event as it is without noise", () => {
  for (const repeats of ["none", "apart", "any"] as const) {
    const noisy = generateTundra(noisyBooks(NOISE, { repeats }));
    const clean = generateTundra(noisyBooks({ ...NOISE, userRate: 0, itemRate: 0 }, { repeats }));
    assertEquals(noisy.corpus.interactions.time, clean.corpus.interactions.time);
    assertEquals(clean.truth.noise.includes(1), false);
    let same = 0;
    noisy.truth.noise.forEach((noise, row) => {
      const [a, b] = [noisy, clean].map(({ corpus: { interactions: { item, rating } } }) => [
        item[row],
        rating?.[row],
      ]);
      if (noise === 0) assertEquals(a, b);
      else if (a[0] === b[0]) same++;
    });
    assertEquals(repeats === "any" || same === 0, true);
  }
});

const PROMOTION = { domain: "games", items: 5, fromDay: 200, toDay: 260, rate: 0.4 };

Deno.test("overlay() lifts the promoted items in their interval, and changes nothing else", () => {
  const changes = { users: 1000, repeats: "apart" as const };
  const promoted = generateTundra(plainConfig({ ...changes, promotion: PROMOTION }));
  const without = generateTundra(plainConfig(changes));
  const { item, time } = promoted.corpus.interactions, { promotion } = promoted.truth;
  assert(promotion);
  assertEquals(promotion.items.length, 5);
  assertEquals(promotion.to - promotion.from, 60 * 86400);
  assertEquals(time, without.corpus.interactions.time);
  let inside = 0, hits = 0, before = 0;
  item.forEach((each, row) => {
    const isCause = TUNDRA_CAUSES[promoted.truth.cause[row]] === "promotion";
    if (!isCause) assertEquals(each, without.corpus.interactions.item[row]);
    const d = promoted.corpus.catalogue.domain[each];
    const open = d === 1 && time[row] >= promotion.from && time[row] < promotion.to;
    if (isCause) assert(open && promotion.items.includes(each));
    if (!open) return;
    inside++;
    if (isCause) hits++;
    if (promotion.items.includes(without.corpus.interactions.item[row])) before++;
  });
  // An event beside a promoted one cannot always be replaced by another: a little below the rate.
  assert(hits / inside > 0.35 && hits / inside < 0.45, `${hits} of ${inside}`);
  assert(hits > 4 * before, `${before} before, ${hits} more`);
});

Deno.test("overlay() spares noise events from the promotion", () => {
  const plain = generateTundra(noisyBooks(NOISE));
  const promotion = { ...PROMOTION, domain: "books", fromDay: 0, toDay: 720 };
  const both = generateTundra(noisyBooks(NOISE, { promotion }));
  assertEquals(both.truth.noise, plain.truth.noise);
});
