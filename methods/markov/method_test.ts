import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { TrainView } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView, type Sequences } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import markov, { type MarkovConfig } from "./method.ts";

const ITEMS = 8;
// Even items are of domain 0, odd ones of domain 1.
const catalogue = buildCatalogue(ITEMS, { domains: 2 });
const candidates = [0, 2, 4, 6];

/** Scores of the even items for one history. */
async function scores(
  train: TrainView,
  history: readonly number[],
  config: Partial<MarkovConfig> = {},
): Promise<number[]> {
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "cpu" });
  const scorer = await markov.fit(train, { ...markov.defaults, ...config }, context);
  return [
    ...await scorer.score(buildQueryBatch([{ user: -1, domain: 0, history, candidates }], train)),
  ];
}

// Within domain 0: 0 → 2 twice, 0 → 4, 2 → 0. Between neighbours: 0 → 1, 1 → 2, 0 → 4, 0 → 2, 2 → 3, 3 → 0.
const train = buildTrainView([[0, 1, 2], [0, 4], [0, 2, 3, 0]], catalogue);

Deno.test("markov counts what followed the last item of the domain", async () => {
  const config: Partial<MarkovConfig> = { popularityWeight: 0 };
  assertEquals(await scores(train, [4, 0, 1, 3], config), [0, 2, 1, 0]);
  assertEquals(await scores(train, [0, 2], config), [1, 0, 0, 0]);
});

Deno.test("markov counts what followed the last item of any domain", async () => {
  const config: Partial<MarkovConfig> = { from: "any", popularityWeight: 0 };
  assertEquals(await scores(train, [0, 1], config), [0, 1, 0, 0]);
  assertEquals(await scores(train, [1, 0], config), [0, 1, 1, 0]);
  assertEquals(await scores(train, [1, 3], config), [1, 0, 0, 0]);
});

Deno.test("markov backs off to popularity, below any transition", async () => {
  // Training events: item 0 four, items 2 two, item 4 one, item 6 none; the largest is 4.
  assertEquals(await scores(train, [0]), [4 / 10, 2 + 2 / 10, 1 + 1 / 10, 0].map(Math.fround));
  const popularity = [4 / 10, 2 / 10, 1 / 10, 0].map(Math.fround);
  assertEquals(await scores(train, []), popularity, "an empty history");
  assertEquals(await scores(train, [6]), popularity, "an item that training never met");
  assertEquals(await scores(train, [1, 3]), popularity, "a history without the domain");
});

Deno.test("markov never lets popularity pass a transition at a weight of up to 1", async () => {
  const crowd = buildTrainView([[6, 4], ...Array.from({ length: 500 }, () => [2])], catalogue);
  const [, popular, seen] = await scores(crowd, [6], { popularityWeight: 1 });
  assertEquals(seen > popular, true);
});

Deno.test("markov counts only transitions that end in a trainable event", async () => {
  // Events 0 → 1 → 2 of user 0: the last one is no target.
  const some = { ...train, trainable: train.trainable.with(0, 0b11111011) };
  assertEquals(await scores(some, [0], { popularityWeight: 0 }), [0, 1, 1, 0]);
});

Deno.test("markov does not lead from one user's last item to the next user's first", async () => {
  const two = buildTrainView([[0], [2]], catalogue);
  assertEquals(await scores(two, [0], { popularityWeight: 0 }), [0, 0, 0, 0]);
});

Deno.test("markov equals the count by definition", async () => {
  const item = fc.nat(ITEMS - 1);
  const sequences = fc.array(fc.array(item, { minLength: 1, maxLength: 9 }), { minLength: 1 });
  const from = fc.constantFrom<MarkovConfig["from"][]>("domain", "any");
  await fc.assert(
    fc.asyncProperty(sequences, fc.array(item), from, async (users, history, from) => {
      const found = await scores(buildTrainView(users, catalogue), history, {
        from,
        popularityWeight: 0,
      });
      assertEquals(found, candidates.map((next) => counted(users, { history, next, from })));
    }),
    { seed: 1 },
  );
});

/** How often `next` followed, in sequences cut to the domain of the candidates where `from` says so. */
function counted(
  users: Sequences,
  { history, next, from }: { history: readonly number[]; next: number; from: MarkovConfig["from"] },
): number {
  const kept = (items: readonly number[]) =>
    items.filter((item) => from === "any" || catalogue.itemDomain[item] === 0);
  const last = kept(history).at(-1);
  return users.flatMap((user) =>
    kept(user).filter((item, e, all) => e > 0 && all[e - 1] === last && item === next)
  ).length;
}

Deno.test("markov refuses a config that means nothing", () => {
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "cpu" });
  const config = JSON.parse('{ "from": "user", "popularityWeight": 0 }');
  assertThrows(
    () => markov.fit(train, config, context),
    RangeError,
    'Cannot fit with from "user": unknown, expected "domain" or "any"',
  );
  for (const popularityWeight of [-1, NaN, Infinity]) {
    assertThrows(
      () => markov.fit(train, { from: "any", popularityWeight }, context),
      RangeError,
      `Cannot fit with popularityWeight ${popularityWeight}: out of range, expected a number ≥ 0`,
    );
  }
});
