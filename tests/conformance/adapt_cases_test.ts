import { assertArrayIncludes, assertEquals } from "@std/assert";
import { candidateLists, type Method, type Scorer } from "../../plugins/contract/mod.ts";
import { failed, faulty } from "./_faulty.ts";

const ADAPTED = ["adapted without events", "adapted with events"];
const TARGET = " the target domain, the same again (where it has adapt)";
const FIRST = " the first scorer and the view as they were (where it has adapt)";

/** `markov`, whose `adapt` does this to a new one. */
function adapting(adapt: (scorer: Scorer) => Scorer): Method {
  return faulty((scorer, train) => ({
    ...scorer,
    adapt(target) {
      const score: Scorer["score"] = (batch) => {
        const { items } = candidateLists(batch, target.catalogue);
        return Promise.resolve(Float32Array.from(items, (item) => item % 7 + train.users));
      };
      return Promise.resolve(adapt({ score }));
    },
  }));
}

Deno.test("conformance() passes a method that adapts as it should", async () => {
  assertEquals(await failed(adapting((scorer) => scorer)), []);
});

Deno.test("conformance() finds an adapt that differs from time to time, or gives no scores", async () => {
  let calls = 0;
  const again = adapting(({ score }) => {
    const call = calls++;
    return { score: async (batch) => (await score(batch)).map((each) => each + call) };
  });
  assertEquals(await failed(again), ADAPTED.map((way) => `${way} it scores${TARGET}`));
  const none = adapting(() => ({ score: () => Promise.resolve(new Float32Array(0)) }));
  const scored = ADAPTED.map((way) => `${way} it scores${TARGET}`);
  assertArrayIncludes(await failed(none), scored);
});

Deno.test("conformance() finds an adapt that changes the first scorer, or gives it back", async () => {
  const changing = faulty((scorer) => {
    let added = 0;
    const score: Scorer["score"] = async (batch) =>
      (await scorer.score(batch)).map((each) => each + added);
    return {
      score,
      adapt: ({ catalogue }) => {
        added++;
        return Promise.resolve({
          score: (batch) =>
            Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
        });
      },
    };
  });
  assertEquals(await failed(changing), ADAPTED.map((way) => `${way} it leaves${FIRST}`));
  const same = faulty((scorer) => {
    const own: Scorer = { ...scorer, adapt: () => Promise.resolve(own) };
    return own;
  });
  assertArrayIncludes(await failed(same), ADAPTED.map((way) => `${way} it leaves${FIRST}`));
});

Deno.test("conformance() finds an adapt that changes its view, or leaves a tensor", async () => {
  const changing = faulty((scorer) => ({
    ...scorer,
    adapt(target) {
      target.catalogue.itemIdentity[0]++;
      return Promise.resolve({
        score: (batch) =>
          Promise.resolve(new Float32Array(candidateLists(batch, target.catalogue).items.length)),
      });
    },
  }));
  assertEquals(await failed(changing), ADAPTED.map((way) => `${way} it leaves${FIRST}`));
  let tensors = 0;
  const keeping = adapting((scorer) => {
    tensors++;
    return scorer;
  });
  assertEquals(
    await failed(keeping, { tensorCount: () => tensors }),
    ADAPTED.map((way) => `${way} and freed it leaves no tensor (where it has adapt)`),
  );
});

Deno.test("conformance() finds vectors of an adapted scorer that give other scores", async () => {
  const method = adapting(({ score }) => ({
    score,
    vectors: {
      queries: ({ length }) => Promise.resolve(new Float32Array(length)),
      items: () => Promise.resolve({ vectors: new Float32Array(0), bias: new Float32Array(0) }),
    },
  }));
  assertEquals(
    await failed(method),
    ADAPTED.map((way) => `${way} its vectors give the scores of score (where it has both)`),
  );
});
