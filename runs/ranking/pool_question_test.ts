import { assertEquals, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import { poolQuestion } from "./pool_question.ts";

const items = fc.uniqueArray(fc.nat(60), { minLength: 1, maxLength: 30 })
  .map((list) => Uint32Array.from(list).sort());

Deno.test("poolQuestion() finds the answer, and of a history what is in the pool but the answer", () => {
  fc.assert(
    fc.property(
      items,
      fc.nat(),
      fc.array(fc.nat(70), { maxLength: 200 }),
      (pool, pick, history) => {
        const target = pool[pick % pool.length];
        const skip = [...pool.keys()].filter((at) =>
          history.includes(pool[at]) && pool[at] !== target
        );
        assertEquals(poolQuestion(pool, { target, history }), { target: pick % pool.length, skip });
      },
    ),
  );
});

Deno.test("poolQuestion() refuses an answer that is not in the pool", () => {
  for (const pool of [Uint32Array.of(), Uint32Array.of(1, 3), Uint32Array.of(5)]) {
    assertThrows(
      () => poolQuestion(pool, { target: 2, history: [] }),
      RangeError,
      `Cannot rank item 2 in a pool of ${pool.length}: it is not there`,
    );
  }
});
