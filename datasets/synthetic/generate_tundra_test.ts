import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { corpusSha256 } from "../corpus_sha256.ts";
import tiny from "../tundra-tiny/dataset.json" with { type: "json" };
import { plainConfig } from "./_plain_config.ts";
import { checkTundraConfig } from "./check_tundra_config.ts";
import { generateTundra } from "./generate_tundra.ts";

const config = checkTundraConfig(tiny.config);
const tundra = generateTundra(config);

Deno.test("generateTundra() gives the same bytes for the same config, and others for another seed", () => {
  assertEquals(generateTundra(config), tundra);
  const other = generateTundra({ ...config, seed: config.seed + 1 });
  assertNotEquals(other.corpus.sha256, tundra.corpus.sha256);
  assertNotEquals(other.corpus.users, tundra.corpus.users);
  assertNotEquals(other.corpus.interactions.time, tundra.corpus.interactions.time);
});

Deno.test("generateTundra() gives a corpus in canonical order, without duplicates", () => {
  const { users, catalogue, interactions, duplicates, sha256 } = tundra.corpus;
  assertEquals(duplicates, 0);
  assertEquals(sha256, corpusSha256(tundra.corpus));
  assertEquals([...users].sort(), users);
  assertEquals(new Set(users).size, users.length);
  assertEquals([...catalogue.domains].sort(), catalogue.domains);
  assertEquals(catalogue.offsets.at(-1), catalogue.length);
  assertEquals(new Set(catalogue.identity).size, catalogue.length);
  for (let d = 0; d < catalogue.domains.length; d++) {
    const raw = catalogue.rawId.slice(catalogue.offsets[d], catalogue.offsets[d + 1]);
    assertEquals([...raw].sort(), raw);
    assertEquals(new Set(raw).size, raw.length);
    assert(
      catalogue.domain.subarray(catalogue.offsets[d], catalogue.offsets[d + 1]).every((each) =>
        each === d
      ),
    );
  }
  const { offsets, item, time } = interactions;
  assertEquals([offsets[0], offsets.at(-1)], [0, interactions.length]);
  assertEquals(offsets.length, users.length + 1);
  for (let user = 0; user < users.length; user++) {
    for (let row = offsets[user] + 1; row < offsets[user + 1]; row++) {
      assert(time[row] > time[row - 1], "a tie or an inversion");
    }
  }
  assert(item.every((each) => each < catalogue.length));
});

Deno.test("generateTundra() fills every column of the truth, one value per item, user and event", () => {
  const { truth, corpus } = tundra, items = corpus.catalogue.length;
  assertEquals(truth.noise.length, corpus.interactions.length);
  assertEquals(truth.cause.length, corpus.interactions.length);
  for (const column of Object.values(truth.users)) assertEquals(column.length, config.users);
  for (const [name, column] of Object.entries(truth.items)) {
    assertEquals(column.length, name === "rank" ? items * truth.periods.length : items);
  }
  for (const taste of truth.taste) assertEquals(taste.length, config.users * config.clusters);
  for (const table of truth.transition) {
    for (let row = 0; row < config.clusters; row++) {
      const cells = table.subarray(row * config.clusters, (row + 1) * config.clusters);
      assert(Math.abs(cells.reduce((sum, each) => sum + each, 0) - 1) < 1e-6);
    }
  }
  assertEquals(truth.users.propensity, new Float64Array(config.users).fill(1));
  assertEquals(truth.items.propensity, new Float64Array(items).fill(1));
  assertEquals(truth.thinned.user.length, 0);
});

Deno.test("generateTundra() gives categories by cluster, with names in index order", () => {
  const { category, categories } = tundra.corpus.catalogue;
  assertEquals(categories, ["category-0", "category-1", "category-2", "category-3"]);
  assertEquals(
    category,
    Uint32Array.from(tundra.truth.items.cluster, (cluster) => cluster % config.categories),
  );
});

Deno.test("generateTundra() changes no user who is not in the domain that changes", () => {
  const [books, games, music] = config.domains;
  const more = { ...music, events: { minimum: 6, mean: 12, maximum: 40 } };
  const other = generateTundra({ ...config, domains: [books, games, more] });
  let same = 0, changed = 0;
  for (let user = 0; user < config.users; user++) {
    const [a, b] = [tundra, other].map(({ corpus: { interactions: { offsets, item, time } } }) =>
      [item, time].map((column) => [...column.subarray(offsets[user], offsets[user + 1])])
    );
    if ((tundra.truth.users.membership[user] & 4) === 0) {
      assertEquals(a, b);
      same++;
    } else if (a[0].length !== b[0].length) changed++;
  }
  assert(same > 50 && changed > 50);
});

Deno.test("generateTundra() makes the same items whatever the users are", () => {
  const few = generateTundra({ ...config, users: 20 });
  assertEquals(few.corpus.catalogue, tundra.corpus.catalogue);
  assertEquals(few.truth.items, tundra.truth.items);
});

Deno.test("generateTundra() works with one domain, one cluster, one user", () => {
  const [books] = plainConfig({}).domains;
  const { corpus, truth } = generateTundra(plainConfig({
    users: 1,
    domains: [books],
    membership: [{ domains: ["books"], share: 1 }],
    correlation: [[1]],
    groups: 1,
    clusters: 1,
    categories: 1,
  }));
  assert(corpus.interactions.length >= books.events.minimum);
  assertEquals(truth.transition, [Float32Array.of(1)]);
});
