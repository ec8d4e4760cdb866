import { assert, assertEquals } from "@std/assert";
import { drawWorld } from "./_draw_world.ts";
import { plainConfig } from "./_plain_config.ts";
import { generateTundra } from "./generate_tundra.ts";

Deno.test("drawWorld() gives every pattern of membership exactly its share of the users", () => {
  const config = plainConfig({ users: 1000 });
  const { corpus, truth } = generateTundra(config), { membership } = truth.users;
  const shares = new Map<number, number>();
  for (const mask of membership) shares.set(mask, (shares.get(mask) ?? 0) + 1);
  assertEquals(Object.fromEntries(shares), { 1: 100, 2: 100, 3: 200, 4: 200, 7: 400 });
  const { offsets, item } = corpus.interactions;
  membership.forEach((mask, user) => {
    let seen = 0;
    for (const each of item.subarray(offsets[user], offsets[user + 1])) {
      seen |= 1 << corpus.catalogue.domain[each];
    }
    assertEquals(seen, mask);
  });
});

Deno.test("drawWorld() leaves nobody out where shares do not divide the users", () => {
  const third = ["books", "games", "music"].map((name) => ({ domains: [name], share: 1 / 3 }));
  const { membership } = drawWorld(plainConfig({ users: 100, membership: third }));
  const counts = [1, 2, 4].map((mask) => membership.filter((each) => each === mask).length);
  assertEquals(counts.reduce((sum, each) => sum + each), 100);
  assert(counts.every((each) => each === 33 || each === 34));
});

Deno.test("drawWorld() gives raw ids that tell nothing of group, membership, cluster, launch or rank", () => {
  const config = plainConfig({ users: 2000, cold: { share: 0.1, days: 60 } });
  const { corpus, truth } = generateTundra(config), { catalogue, interactions } = corpus;
  /** Fails if a column and its positions (the order of the raw ids) correlate by more than chance. */
  const unrelated = (name: string, column: ArrayLike<number>): void => {
    const n = column.length, middle = (n - 1) / 2;
    const mean = Array.from(column).reduce((sum, each) => sum + each, 0) / n;
    let both = 0, squares = 0;
    for (let i = 0; i < n; i++) {
      both += (i - middle) * (column[i] - mean);
      squares += (column[i] - mean) ** 2;
    }
    const found = both / Math.sqrt(squares * n * (n * n - 1) / 12);
    assert(Math.abs(found) < 4 / Math.sqrt(n), `${name}: ${found}`);
  };
  unrelated("group", truth.users.group);
  unrelated("membership", truth.users.membership);
  unrelated("joined", corpus.users.map((_, user) => interactions.time[interactions.offsets[user]]));
  for (let d = 0; d < 3; d++) {
    const [from, to] = [catalogue.offsets[d], catalogue.offsets[d + 1]];
    unrelated("cluster", truth.items.cluster.subarray(from, to));
    unrelated("theme", truth.items.theme.subarray(from, to));
    unrelated("launch", truth.items.launch.subarray(from, to));
    unrelated("rank", truth.items.rank.subarray(from, to));
    const count = new Float64Array(catalogue.length);
    for (const item of interactions.item) count[item]++;
    unrelated("count", count.subarray(from, to));
  }
});
