import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView, type Sequences } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import itemKnn, { type ItemKnnConfig } from "./method.ts";

const ITEMS = 8;
// Two domains by turns; candidates are even items, so that odd history items are of the other one.
const catalogue = buildCatalogue(ITEMS, { domains: 2 });
const candidates = [0, 2, 4, 6];

/** Scores of the even items for one history. */
async function scores(
  sequences: Sequences,
  history: readonly number[],
  config: Partial<ItemKnnConfig> = {},
): Promise<number[]> {
  const train = buildTrainView(sequences, catalogue);
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "cpu" });
  const scorer = await itemKnn.fit(train, { k: 100, shrinkage: 0, ...config }, context);
  return [
    ...await scorer.score(buildQueryBatch([{ user: -1, domain: 0, history, candidates }], train)),
  ];
}

// Item 0: users 0, 1, 2. Item 2: users 0, 1. Item 3: users 1, 3. Item 4: user 2. Item 6: nobody.
const HAND_MADE = [[0, 2, 0], [2, 0, 3], [4, 0], [3]];

Deno.test("item_knn sums cosines over the history", async () => {
  const [own, two, four, six] = await scores(HAND_MADE, [0, 3]);
  // cos(0, 3) = 1/√6; cos(2, 0) + cos(2, 3) = 2/√6 + 1/2; cos(4, 0) = 1/√3.
  assertAlmostEquals(own, 1 / Math.sqrt(6), 1e-6);
  assertAlmostEquals(two, 2 / Math.sqrt(6) + 1 / 2, 1e-6);
  assertAlmostEquals(four, 1 / Math.sqrt(3), 1e-6);
  assertEquals(six, 0);
});

Deno.test("item_knn takes a neighbour from any domain", async () => {
  // Item 3 is of the other domain, and the only one in the history.
  const [, two] = await scores(HAND_MADE, [3]);
  assertAlmostEquals(two, 1 / 2, 1e-6);
});

Deno.test("item_knn counts an item of a history once, however often it stands there", async () => {
  assertEquals(await scores(HAND_MADE, [3, 0, 3, 3]), await scores(HAND_MADE, [0, 3]));
});

Deno.test("item_knn scores 0 for an empty history and for one that training never met", async () => {
  assertEquals(await scores(HAND_MADE, []), [0, 0, 0, 0]);
  assertEquals(await scores(HAND_MADE, [6, 7]), [0, 0, 0, 0]);
});

Deno.test("item_knn pulls a cosine towards 0 by shrinkage", async () => {
  const [, two] = await scores(HAND_MADE, [3], { shrinkage: 2 });
  assertAlmostEquals(two, 1 / (2 + 2), 1e-6);
});

Deno.test("item_knn keeps the k nearest of each history item, ties by lower index", async () => {
  const [, two, four] = await scores(HAND_MADE, [0], { k: 1 });
  assertAlmostEquals(two, 2 / Math.sqrt(6), 1e-6);
  assertEquals(four, 0);
  // Items 2, 4 and 6 are equally near to item 0.
  assertEquals(await scores([[0, 6, 4, 2]], [0], { k: 2 }), [0, 1, 1, 0]);
});

Deno.test("item_knn equals the dense computation", async () => {
  const item = fc.nat(ITEMS - 1);
  const sequences = fc.array(fc.array(item, { minLength: 1, maxLength: 9 }), { minLength: 1 });
  const config = fc.record({ k: fc.integer({ min: 1, max: 9 }), shrinkage: fc.nat(3) });
  await fc.assert(
    fc.asyncProperty(sequences, fc.array(item), config, async (users, history, config) => {
      const found = await scores(users, history, config);
      dense(users, history, config).forEach((score, i) =>
        assertAlmostEquals(found[i], score, 1e-5)
      );
    }),
    { seed: 1 },
  );
});

/** The same by the definition: sets of users, all pairs, a stable sort. */
function dense(users: Sequences, history: readonly number[], config: ItemKnnConfig): number[] {
  const having = (...items: number[]) =>
    users.filter((user) => items.every((item) => user.includes(item))).length;
  const cosine = (i: number, j: number) =>
    having(i, j) / (Math.sqrt(having(i) * having(j)) + config.shrinkage || 1);
  const nearest = (i: number) =>
    Array.from({ length: ITEMS }, (_, j) => j)
      .filter((j) => j !== i)
      .sort((a, b) => cosine(i, b) - cosine(i, a))
      .slice(0, config.k);
  return candidates.map((candidate) =>
    [...new Set(history)]
      .filter((item) => nearest(item).includes(candidate))
      .reduce((sum, item) => sum + cosine(item, candidate), 0)
  );
}

Deno.test("item_knn refuses a k or a shrinkage that means nothing", () => {
  const train = buildTrainView(HAND_MADE, catalogue);
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "cpu" });
  for (const k of [0, -1, 1.5, NaN, Infinity]) {
    assertThrows(
      () => itemKnn.fit(train, { k, shrinkage: 0 }, context),
      RangeError,
      `Cannot fit with k ${k}: out of range, expected a whole number ≥ 1`,
    );
  }
  for (const shrinkage of [-1, NaN, Infinity]) {
    assertThrows(
      () => itemKnn.fit(train, { k: 1, shrinkage }, context),
      RangeError,
      `Cannot fit with shrinkage ${shrinkage}: out of range, expected a number ≥ 0`,
    );
  }
});
