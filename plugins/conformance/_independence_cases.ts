import { assertEquals } from "@std/assert";
import type { Scorer } from "../contract/mod.ts";
import { assertSameScores } from "./_assert_same_scores.ts";
import type { ConformanceCase } from "./conformance.ts";
import type { Query } from "./build_query_batch.ts";
import { scoreAll } from "./_score_all.ts";
import { scoreByVectors } from "./_score_by_vectors.ts";
import type { Subject } from "./_subject.ts";

/** A score depends on its query and on training alone (DESIGN §4, rules 3 and 7). */
export function independenceCases({ shared, task }: Subject): ConformanceCase[] {
  const { queries, train: { catalogue } } = task;
  const score = (scorer: Scorer, asked: readonly Query[], options = {}) =>
    scoreAll(scorer, asked, { task, ...options });
  /** Asks the same queries, or the same in another way: each has to get the same scores. */
  const same = (
    name: string,
    again: (scorer: Scorer, asked: readonly Query[]) => Promise<Float32Array[]>,
    asked: readonly Query[] = queries,
  ): ConformanceCase => ({
    name,
    async run() {
      const { scorer } = await shared(), expected = await score(scorer, asked);
      assertSameScores(await again(scorer, asked), expected);
    },
  });
  /** Scores each query by itself, beside the mates that it is given. */
  const beside = (mates: (q: number) => readonly Query[]) => async (scorer: Scorer) => {
    const all: Float32Array[] = [];
    for (const [q, query] of queries.entries()) {
      all.push((await score(scorer, [query, ...mates(q)]))[0]);
    }
    return all;
  };
  const long: Query = {
    ...queries[queries.length - 1],
    user: -1,
    history: Array.from({ length: 300 }, (_, e) => e % catalogue.items),
  };
  const later = queries.map((query) => ({ ...query, history: [...query.history, 0, 1, 2] }));
  const whole = queries.map(({ domain, ...query }) => {
    return { ...query, domain, candidates: [...catalogue.domains[domain].pool] };
  });
  return [
    ...[1, 3, 64].map((size) =>
      same(`batches of ${size} change no score`, (scorer, asked) => score(scorer, asked, { size }))
    ),
    same("batch mates and their order change no score", async (scorer, asked) => {
      // 27 is coprime to 64: everyone sits beside others, in another place.
      const seats = asked.map((_, q) => (q * 27 + 5) % asked.length);
      const scores = await score(scorer, seats.map((q) => asked[q]), { size: 8 });
      return asked.map((_, q) => scores[seats.indexOf(q)]);
    }),
    same("a neighbour with a long history changes no score", beside(() => [long])),
    same(
      "later events of others change no score",
      beside((q) => [later[(q + 1) % later.length], later[(q + 2) % later.length]]),
    ),
    same("earlier queries change no score", async (scorer, asked) => {
      await score(scorer, later);
      return score(scorer, asked);
    }),
    same("candidates that are left out change no score", async (scorer, asked) => {
      const all = asked.map(({ candidates }) => new Float32Array(candidates.length));
      for (const third of [0, 1, 2]) {
        const fewer = asked.map(({ candidates, ...query }) => ({
          ...query,
          candidates: candidates.filter((_, i) => i % 3 === third),
        }));
        (await score(scorer, fewer)).forEach((scores, q) =>
          scores.forEach((each, i) => all[q][3 * i + third] = each)
        );
      }
      return all;
    }),
    same(
      "a whole pool gets the scores of a list",
      (scorer, asked) => score(scorer, asked, { pools: true }),
      whole,
    ),
    same(
      "vectors give the scores of score (where it has vectors)",
      async (scorer, asked) =>
        await scoreByVectors(scorer, asked, { task }) ?? await score(scorer, asked),
      whole,
    ),
    same(
      "vectors of batches of 3 give the scores of score (where it has vectors)",
      async (scorer, asked) =>
        await scoreByVectors(scorer, asked, { task, size: 3 }) ?? await score(scorer, asked),
      whole,
    ),
    {
      name: "asked again it gives the same bytes",
      async run() {
        const { scorer } = await shared();
        assertEquals(await score(scorer, queries), await score(scorer, queries));
      },
    },
  ];
}
