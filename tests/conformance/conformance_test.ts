import { assertArrayIncludes, assertEquals } from "@std/assert";
import markov from "../../methods/markov/method.ts";
import popularity from "../../methods/popularity/method.ts";
import { candidateLists } from "../../plugins/contract/mod.ts";
import type { Method, QueryBatch } from "../../plugins/contract/mod.ts";
import { conformance } from "../../plugins/conformance/conformance.ts";
import { failed, faulty, OPTIONS } from "./_faulty.ts";

const META = "meta is complete and names the folder";
const SPACE = "space names config keys alone, with something to try for each";
const README = "README has every config key in a table, with its default";
const SAME_SEED = "the same seed gives the same bytes";
const SAME_CONFIG = "a config that went through JSON gives the same bytes";
const FIT_INPUT = "fit leaves config and train view as they were";
const SCORE_INPUT = "score leaves the batch as it was";
const TENSORS = "no tensor is left by fit, score and dispose";
const RESUMED = "resumed from any checkpoint equals uninterrupted (where it has checkpoints)";
const LOADED = "loaded equals saved (where it has save and load)";
const OTHER_BATCHES = [
  "batches of 1 change no score",
  "batches of 3 change no score",
  "batch mates and their order change no score",
  "a neighbour with a long history changes no score",
  "later events of others change no score",
];
const EARLIER = "earlier queries change no score";
const FEWER = "candidates that are left out change no score";
const POOL = "a whole pool gets the scores of a list";
const VECTORS = "vectors give the scores of score (where it has vectors)";
const VECTORS_OF_3 = "vectors of batches of 3 give the scores of score (where it has vectors)";
const AGAIN = "asked again it gives the same bytes";
const CHECKERBOARD = "checkerboard: items of the user's own colour come first";
const CYCLE = "cycle: the next item comes first";

/** `markov` with something added to every score. */
function adding(term: (batch: QueryBatch, i: number) => number): Method {
  return faulty((scorer) => ({
    score: async (batch) => (await scorer.score(batch)).map((each, i) => each + term(batch, i)),
  }));
}

Deno.test("conformance() finds nothing in a method that conforms", async () => {
  assertEquals(await failed(markov), []);
});

Deno.test("conformance() gives every case a name of its own", () => {
  const names = conformance(markov, OPTIONS).cases.map(({ name }) => name);
  assertEquals(names, [...new Set(names)]);
});

Deno.test("conformance() finds what a method declares wrongly", async () => {
  const { meta } = markov;
  assertEquals(await failed(markov, { id: "chain" }), [META]);
  assertEquals(await failed({ ...markov, meta: { ...meta, version: "1" } }), [META]);
  assertEquals(await failed({ ...markov, meta: { ...meta, citation: "" } }), [META]);
  assertEquals(await failed({ ...markov, meta: { ...meta, domains: { min: 1, max: 0.5 } } }), [
    META,
  ]);
  assertEquals(await failed({ ...markov, space: { epochs: [1] } }), [SPACE]);
  assertEquals(await failed({ ...markov, space: { from: [] } }), [SPACE]);
  assertEquals(await failed({ ...markov, space: { popularityWeight: { min: 1, max: 0 } } }), [
    SPACE,
  ]);
  for (
    const readme of [
      "",
      '| `from` | `"domain"` | why |',
      OPTIONS.readme.replace("0.5", "0.4"),
      OPTIONS.readme.replace('"domain"', "domain"),
    ]
  ) assertEquals(await failed(markov, { readme }), [README]);
});

Deno.test("conformance() finds defaults that are no JSON", async () => {
  for (const value of [undefined, NaN, new Date(0), new Uint8Array(1), () => 1]) {
    const method = { ...markov, defaults: { ...markov.defaults, value } };
    assertArrayIncludes(await failed(method), ["defaults are plain JSON"]);
  }
});

Deno.test("conformance() finds scores that depend on the batch", async () => {
  assertEquals(await failed(adding(({ length }) => length)), OTHER_BATCHES);
  const longest = ({ history: { offsets } }: QueryBatch) =>
    offsets.subarray(1).reduce((most, end, q) => Math.max(most, end - offsets[q]), 0);
  assertEquals(await failed(adding((batch) => longest(batch) / 100)), OTHER_BATCHES);
});

Deno.test("conformance() finds scores that depend on a candidate's place", async () => {
  assertEquals(await failed(adding((_, i) => i)), [...OTHER_BATCHES, FEWER, CHECKERBOARD, CYCLE]);
});

Deno.test("conformance() finds scores that a scorer changes from call to call", async () => {
  let calls = 0;
  const found = await failed(adding(() => calls++));
  assertArrayIncludes(found, [SAME_SEED, ...OTHER_BATCHES, EARLIER, FEWER, POOL, AGAIN]);
});

Deno.test("conformance() finds a scorer that learns from its queries", async () => {
  const learner = faulty((scorer) => {
    let met = 0;
    return {
      async score(batch) {
        const scores = await scorer.score(batch);
        met += batch.history.item.filter((item) => item === 0).length;
        return scores.map((each) => each + met);
      },
    };
  });
  assertArrayIncludes(await failed(learner), [EARLIER, AGAIN]);
});

Deno.test("conformance() finds scores that are infinite, too many, or no Float32Array", async () => {
  const cases = ["scores an unknown user", "scores an empty history", SAME_SEED, CYCLE];
  assertArrayIncludes(await failed(adding(() => Infinity)), cases);
  const longer = faulty((scorer) => ({
    score: async (batch) => new Float32Array([...await scorer.score(batch), 0]),
  }));
  assertArrayIncludes(await failed(longer), cases);
});

Deno.test("conformance() finds a method that cannot score an empty history", async () => {
  const strict = faulty((scorer) => ({
    score(batch) {
      if (batch.history.offsets.some((end, q, all) => end === all[q - 1])) throw new Error("Empty");
      return scorer.score(batch);
    },
  }));
  assertArrayIncludes(await failed(strict), ["scores an empty history"]);
});

Deno.test("conformance() finds a fit that its seed does not fix", async () => {
  let fits = 0;
  const found = await failed(faulty((scorer) => {
    const fit = ++fits;
    return { score: async (batch) => (await scorer.score(batch)).map((each) => each + fit) };
  }));
  assertEquals(found, [SAME_SEED, SAME_CONFIG]);
});

Deno.test("conformance() finds a fit or a score that changes what it was given", async () => {
  const inFit = faulty((scorer, { events, label }) => {
    label[0] = events.item[0];
    label[1]++;
    return scorer;
  });
  assertEquals(await failed(inFit), [FIT_INPUT]);
  const inScore = faulty((scorer) => ({
    async score(batch) {
      const scores = await scorer.score(batch);
      batch.popularity.last[0]++;
      return scores;
    },
  }));
  assertEquals(await failed(inScore), [SCORE_INPUT]);
});

Deno.test("conformance() finds a tensor left by fit, by score, or by dispose", async () => {
  let tensors = 0;
  const options = { tensorCount: () => tensors };
  const kept = faulty(({ score }) => {
    tensors++;
    return { score };
  });
  assertEquals(await failed(kept, options), [TENSORS]);
  const freed = faulty(({ score }) => {
    tensors++;
    return { score, [Symbol.asyncDispose]: () => Promise.resolve(void tensors--) };
  });
  assertEquals(await failed(freed, options), []);
  const growing = faulty(({ score }) => ({
    score(batch) {
      tensors++;
      return score(batch);
    },
  }));
  assertEquals(await failed(growing, options), [TENSORS]);
});

Deno.test("conformance() finds a fit that goes on wrongly from a checkpoint", async () => {
  const method = faulty(async (scorer, _train, context) => {
    await context.checkpoint(new Uint8Array([1]));
    const late = context.resume?.[0] ?? 0;
    return { score: async (batch) => (await scorer.score(batch)).map((each) => each + late) };
  });
  assertEquals(await failed(method), [RESUMED]);
});

Deno.test("conformance() finds weights that load as another scorer", async () => {
  const saving = faulty((scorer) => ({
    ...scorer,
    save: () => Promise.resolve(new Uint8Array(1)),
  }));
  const score = ({ candidates }: QueryBatch) =>
    Promise.resolve(new Float32Array(candidates.kind === "list" ? candidates.items.length : 0));
  assertEquals(await failed({ ...saving, load: () => Promise.resolve({ score }) }), [LOADED]);
});

Deno.test("conformance() finds vectors that give other scores", async () => {
  const method = faulty((scorer, { catalogue }) => ({
    ...scorer,
    vectors: {
      queries: ({ length }) => Promise.resolve(new Float32Array(length).fill(2)),
      items(domain) {
        const { length } = catalogue.domains[domain].pool;
        const vectors = new Float32Array(length).fill(3);
        return Promise.resolve({ vectors, bias: new Float32Array(length) });
      },
    },
  }));
  assertEquals(await failed(method), [VECTORS, VECTORS_OF_3]);
});

Deno.test("conformance() finds vectors that depend on batch mates, and vectors that are infinite", async () => {
  const vectors = (number: (length: number) => number): Method =>
    faulty((_, { catalogue }) => ({
      score: ({ length, domain, candidates }) =>
        Promise.resolve(
          new Float32Array(
            candidates.kind === "list"
              ? candidates.items.length
              : Array.from({ length }, (_, q) => catalogue.domains[domain[q]].pool.length)
                .reduce((a, b) => a + b, 0),
          ).fill(64),
        ),
      vectors: {
        queries: ({ length }) => Promise.resolve(new Float32Array(length).fill(number(length))),
        items(domain) {
          const { length } = catalogue.domains[domain].pool;
          const vectors = new Float32Array(length).fill(1);
          return Promise.resolve({ vectors, bias: new Float32Array(length) });
        },
      },
    }));
  const learns = [CHECKERBOARD, CYCLE];
  assertEquals(await failed(vectors(() => 64)), learns);
  assertEquals(await failed(vectors((length) => length)), [VECTORS_OF_3, ...learns]);
  assertArrayIncludes(await failed(vectors(() => -Infinity)), [VECTORS, VECTORS_OF_3]);
});

Deno.test("conformance() finds a pool that is scored otherwise than a list", async () => {
  assertEquals(await failed(adding(({ candidates }) => candidates.kind === "list" ? 0 : 1)), [
    POOL,
  ]);
});

Deno.test("conformance() finds a method that learns nothing of users or of order", async () => {
  assertEquals(await failed(popularity, { id: "popularity" }), [CHECKERBOARD, CYCLE]);
});

Deno.test("conformance() asks who needs ratings to tell what is liked from what is not", async () => {
  const needy: Method = { ...markov, meta: { ...markov.meta, needs: ["ratings"] } };
  // Whatever follows is as often not liked as liked.
  assertEquals(await failed(needy), [CHECKERBOARD, CYCLE]);
  const labelled: Method = {
    ...needy,
    fit: ({ events: { offsets, item }, label, catalogue }) =>
      Promise.resolve({
        score(batch) {
          const lists = candidateLists(batch, catalogue);
          const scores = new Float32Array(lists.items.length);
          for (let query = 0; query < batch.length; query++) {
            const user = batch.user[query], from = offsets[user], to = offsets[user + 1];
            for (let at = lists.offsets[query]; at < lists.offsets[query + 1]; at++) {
              const event = user < 0 ? -1 : item.subarray(from, to).indexOf(lists.items[at]);
              if (event >= 0) scores[at] = label[from + event] - 0.5;
            }
          }
          return Promise.resolve(scores);
        },
      }),
  };
  assertEquals(await failed(labelled), [CYCLE]);
});
