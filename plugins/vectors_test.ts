import { assertEquals, assertRejects } from "@std/assert";
import { type Open, queryBatch, SOME, trainView, withSession } from "./_conversation_fixture.ts";
import { openInProcess } from "./open_in_process.ts";
import { openSession } from "./open_session.ts";

const WAYS: readonly (readonly [string, Open])[] = [
  ["through the wall", openSession],
  ["in-process", openInProcess],
];

const HOST = { validate: () => Promise.reject(new Error("not asked for")) };

/** A scorer with vectors of two numbers; the biases of a pool are its interval. */
const TWO_TOWER = `return { ...scorer, vectors: {
  async queries(batch) { return Float32Array.from({ length: 2 * batch.length }, (_, i) => i); },
  async items(domain, interval) {
    const { pool } = train.catalogue.domains[domain];
    return {
      vectors: Float32Array.from({ length: 2 * pool.length }, (_, i) => pool[i >> 1] + i / 2),
      bias: Float32Array.from(pool, () => interval),
    };
  },
} };`;

for (const [way, open] of WAYS) {
  Deno.test(`${way}, vectors arrive as they are, for the domain and interval that were asked`, () =>
    withSession(open, { fit: TWO_TOWER }, async (session) => {
      await session.fit(trainView(), {}, HOST);
      const vectors = await session.vectors();
      assertEquals(await vectors?.queries(queryBatch(SOME)), Float32Array.of(0, 1));
      assertEquals(await vectors?.items(1, 5), {
        vectors: Float32Array.of(1, 1.5),
        bias: Float32Array.of(5),
      });
      assertEquals(await vectors?.items(0, -2), {
        vectors: new Float32Array(0),
        bias: new Float32Array(0),
      });
      assertEquals((await session.score(queryBatch(SOME))).length, 2);
    }));

  Deno.test(`${way}, query vectors see the popularity of their batch`, () =>
    withSession(open, {
      fit: `return { ...scorer, vectors: {
        async queries({ popularity }) { return Float32Array.of(popularity.total[0], popularity.interval); },
        async items() {},
      } };`,
    }, async (session) => {
      await session.fit(trainView(), {}, HOST);
      const vectors = await session.vectors();
      assertEquals(await vectors?.queries(queryBatch(SOME)), Float32Array.of(3, 5));
    }));

  Deno.test(`${way}, NaN may stand in vectors and biases`, () =>
    withSession(open, {
      fit: `return { ...scorer, vectors: {
        async queries() { return Float32Array.of(NaN); },
        async items() { return { vectors: Float32Array.of(NaN), bias: Float32Array.of(NaN) }; },
      } };`,
    }, async (session) => {
      await session.fit(trainView(), {}, HOST);
      const vectors = await session.vectors();
      assertEquals(await vectors?.queries(queryBatch(SOME)), Float32Array.of(NaN));
      assertEquals((await vectors?.items(1, 5))?.bias, Float32Array.of(NaN));
    }));

  Deno.test(`${way}, a domain or an interval that does not exist is a mistake of the host, and ends nothing`, () =>
    withSession(open, { fit: TWO_TOWER }, async (session) => {
      await session.fit(trainView(), {}, HOST);
      const vectors = await session.vectors();
      await assertRejects(async () => await vectors?.items(2, 5), RangeError, "expected 0 to 1");
      await assertRejects(async () => await vectors?.items(-1, 5), RangeError, "domain -1");
      await assertRejects(async () => await vectors?.items(1, NaN), RangeError, "interval NaN");
      assertEquals((await vectors?.items(1, 5))?.bias, Float32Array.of(5));
    }));

  Deno.test(`${way}, a second question while one is pending is refused, whatever it asks`, () =>
    withSession(open, { fit: TWO_TOWER }, async (session) => {
      await session.fit(trainView(), {}, HOST);
      const vectors = await session.vectors();
      const first = vectors?.items(1, 5);
      const asks: (() => Promise<unknown> | undefined)[] = [
        () => vectors?.items(1, 5),
        () => vectors?.queries(queryBatch(SOME)),
        () => session.fit(trainView(), {}, HOST),
        () => session.score(queryBatch(SOME)),
      ];
      await Promise.all(
        asks.map((ask) => assertRejects(async () => await ask(), TypeError, "twice at once")),
      );
      assertEquals((await first)?.bias, Float32Array.of(5));
    }));

  Deno.test(`${way}, a closed session answers nothing, to no scorer`, () =>
    withSession(open, { fit: TWO_TOWER }, async (session) => {
      await session.fit(trainView(), {}, HOST);
      const vectors = await session.vectors();
      await session.close();
      const asks: (() => Promise<unknown> | undefined)[] = [
        () => vectors?.items(1, 5),
        () => session.vectors(),
        () => session.save(),
        () => session.offers(),
      ];
      for (const ask of asks) {
        await assertRejects(async () => await ask(), TypeError, "its session is closed");
      }
    }));
}
