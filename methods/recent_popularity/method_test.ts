import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Popularity, Scorer, TrainView } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import recentPopularity from "./method.ts";

/** A view of some items of one domain, whose events say nothing here. */
function view(items: number): TrainView {
  return buildTrainView([[0, 1, 0]], buildCatalogue(items, { domains: 1 }));
}

function fit(train: TrainView): Promise<Scorer> {
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "cpu" });
  return recentPopularity.fit(train, {}, context);
}

/** Scores of all items for one query, at a popularity. */
async function scores(
  scorer: Scorer,
  { last, total }: { last: readonly number[]; total: readonly number[] },
  interval = 7,
): Promise<number[]> {
  const candidates = last.map((_, item) => item);
  const query = { user: -1, domain: 0, history: [], candidates };
  const popularity: Popularity = {
    ...{ days: 15, interval, last: Uint32Array.from(last), total: Uint32Array.from(total) },
  };
  return [
    ...await scorer.score({ ...buildQueryBatch([query], view(last.length)), popularity }),
  ];
}

Deno.test("recent_popularity ranks by the last interval, then by all, and leaves ties", async () => {
  const last = [2, 0, 2, 5, 0, 2, 0], total = [9, 800, 30, 5, 0, 9, 0];
  assertEquals(await scores(await fit(view(7)), { last, total }), [2, 1, 3, 4, 0, 2, 0]);
});

Deno.test("recent_popularity orders counts that no sum in a float32 tells apart", async () => {
  const naive = (last: number, total: number, most: number) => Math.fround(last + total / most);
  const last = [2 ** 23, 2 ** 23, 2 ** 24, 2 ** 24 + 1, 4294967295];
  const total = [2 ** 31, 2 ** 31 + 1, 4294967295, 2 ** 24 + 1, 4294967295];
  assertEquals(naive(last[0], total[0], 2 ** 32), naive(last[1], total[1], 2 ** 32));
  assertEquals(naive(last[2], 0, 2 ** 32), naive(last[3], 0, 2 ** 32));
  const scorer = await fit(view(5));
  assertEquals(await scores(scorer, { last, total }), [0, 1, 2, 3, 4]);
  // The other way about in the file, and beside an item that nobody had.
  const reversed = { last: [...last.toReversed(), 0], total: [...total.toReversed(), 0] };
  assertEquals(await scores(await fit(view(6)), reversed), [5, 4, 3, 2, 1, 0]);
});

Deno.test("recent_popularity is in the lexicographic order of the two counts", async () => {
  // Few different numbers, so that there are ties; some of them large.
  const count = fc.oneof(fc.nat(3), fc.integer({ min: 2 ** 24, max: 2 ** 24 + 3 }));
  const items = fc.array(fc.tuple(count, count), { minLength: 2, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(items, async (pairs) => {
      const last = pairs.map(([recent]) => recent), total = pairs.map(([a, b]) => a + b);
      const found = await scores(await fit(view(pairs.length)), { last, total });
      for (let i = 0; i < pairs.length; i++) {
        for (let j = 0; j < i; j++) {
          const wanted = Math.sign(last[i] - last[j] || total[i] - total[j]);
          assertEquals(Math.sign(found[i] - found[j]), wanted);
        }
      }
    }),
    { seed: 1 },
  );
});

Deno.test("recent_popularity follows what a batch shows, not its interval and not training", async () => {
  const scorer = await fit(view(3));
  assertEquals(await scores(scorer, { last: [1, 2, 3], total: [5, 5, 5] }), [0, 1, 2]);
  // Validation and test count other events of one interval.
  assertEquals(await scores(scorer, { last: [3, 2, 1], total: [5, 5, 5] }), [2, 1, 0]);
  assertEquals(await scores(scorer, { last: [3, 3, 3], total: [5, 7, 6] }), [0, 2, 1]);
  assertEquals(await scores(scorer, { last: [3, 3, 3], total: [7, 6, 5] }, 8), [2, 1, 0]);
  assertEquals(await scores(scorer, { last: [0, 0, 0], total: [0, 0, 0] }), [0, 0, 0]);
});

Deno.test("recent_popularity scores a target's pool after an adapt, with events or without", async () => {
  const before = buildCatalogue(4, { domains: 2 }), first = await fit(buildTrainView([], before));
  const after = buildCatalogue(7, {
    domains: 3,
    domainOf: (item) => item < 4 ? item % 2 : 2,
  });
  for (const sequences of [[], [[4, 5], [6, 6, 4]]]) {
    const target = buildTrainView(sequences, after);
    const adapted = await first.adapt?.(
      target,
      fitContext({ train: target, validation: [], answers: [] }, { seed: 1, device: "cpu" }),
    );
    assert(adapted !== undefined);
    const query = { user: -1, domain: 2, history: [], candidates: [] };
    const batch = buildQueryBatch([query], target, { pools: true });
    const popularity: Popularity = {
      ...batch.popularity,
      last: Uint32Array.of(9, 9, 9, 9, 0, 2, 1),
      total: Uint32Array.of(9, 9, 9, 9, 7, 2, 1),
    };
    const [a, b, c] = await adapted.score({ ...batch, popularity });
    assert(b > c && c > a && a > -1, [a, b, c].join());
    // The first one still knows the sources alone.
    assertEquals(await scores(first, { last: [1, 0, 2, 0], total: [1, 0, 2, 5] }), [2, 0, 3, 1]);
  }
});
