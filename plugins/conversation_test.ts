import { assertEquals, assertRejects } from "@std/assert";
import {
  EMPTY,
  type Open,
  plain,
  queryBatch,
  SOME,
  trainView,
  withSession,
} from "./_conversation_fixture.ts";
import type { Progress, QueryBatch } from "./contract/mod.ts";
import { openInProcess } from "./open_in_process.ts";
import { openSession } from "./open_session.ts";
import { PluginFailure } from "./plugin_failure.ts";

const WAYS: readonly (readonly [string, Open])[] = [
  ["through the wall", openSession],
  ["in-process", openInProcess],
];

const NO_VALIDATION = { validate: () => Promise.reject(new Error("not asked for")) };

for (const [way, open] of WAYS) {
  Deno.test(`${way}, a method describes itself`, () =>
    withSession(open, { fit: "return scorer;", fields: "space: { k: [1, 2] }" }, (session) => {
      assertEquals(session.meta, {
        contract: 1,
        id: "fixture",
        version: "1.0.0",
        title: "Fixture",
        citation: "none",
        variant: "original",
        domains: { min: 1, max: 2 },
        needs: ["text"],
        logits: true,
      });
      assertEquals(session.defaults, { k: 1, deep: { list: [null, "x"] } });
      assertEquals(session.space, { k: [1, 2] });
      return Promise.resolve();
    }));

  Deno.test(`${way}, everything that is sent arrives as it was`, async () => {
    // The method answers with what it got, as JSON in a checkpoint.
    const fit = `
      const plain = (value) => ArrayBuffer.isView(value)
        ? [value.constructor.name, ...Array.from(value, String)]
        : Array.isArray(value) ? value.map(plain)
        : value instanceof Object ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]))
        : value;
      globalThis.tell = (value) => new TextEncoder().encode(JSON.stringify(plain(value)));
      await context.checkpoint(tell({ train, config, seed: context.seed, device: context.device }));
      await context.validate({ async score(batch) { globalThis.batch = batch; return Float32Array.of(1, 2); } });
      await context.checkpoint(tell(globalThis.batch));
      return scorer;`;
    const kept: unknown[] = [];
    const view = trainView(), batch = queryBatch(SOME);
    await withSession(open, { fit }, (session) =>
      session.fit(view, { k: 2 }, {
        validate: async (score) => {
          await score(batch);
          return { value: 1, byDomain: new Float64Array(2) };
        },
        checkpoint: (state) => {
          kept.push(JSON.parse(new TextDecoder().decode(state)));
          return Promise.resolve();
        },
      }));
    const sent = { train: view, config: { k: 2 }, seed: 7, device: "wasm" };
    assertEquals(kept, [plain(sent), plain(batch)]);
  });

  Deno.test(`${way}, validate() scores with the scorer in question and tells the host's values`, () =>
    withSession(open, {
      fit: `const told = [];
        for (const x of [3, 4]) {
          const { value, byDomain } = await context.validate({ async score() { return Float32Array.of(x, NaN); } });
          told.push(value, ...byDomain);
        }
        globalThis.told = told; return scorer;`,
      score: "return Float32Array.of(told[0] + told[3], told[1] === told[1] ? 1 : 0);",
    }, async (session) => {
      const asked: number[] = [];
      await session.fit(trainView(), {}, {
        validate: async (score) => {
          const [first] = await score(queryBatch(SOME));
          asked.push(first);
          return { value: first * 10, byDomain: Float64Array.of(NaN, first) };
        },
      });
      assertEquals(asked, [3, 4]);
      assertEquals([...await session.score(queryBatch(SOME))], [70, 0]);
    }));

  Deno.test(`${way}, validations that were started together are answered one after the other`, () =>
    withSession(open, {
      fit: `const of = (x) => ({ async score() { return Float32Array.of(x, x); } });
        const all = await Promise.all([context.validate(of(1)), context.validate(of(2)), context.checkpoint(new Uint8Array(1))]);
        context.progress({ done: all[0].value * 10 + all[1].value }); return scorer;`,
    }, async (session) => {
      let done = 0;
      await session.fit(trainView(), {}, {
        validate: async (score) => ({
          value: (await score(queryBatch(SOME)))[0],
          byDomain: new Float64Array(2),
        }),
        progress: (event) => done = event.done,
      });
      assertEquals(done, 12);
    }));

  Deno.test(`${way}, progress arrives with what it tells and no more`, () =>
    withSession(open, {
      fit: `context.progress({ done: 1 }); context.progress({ done: 2, total: 5, loss: 0.25 });
        context.progress({ done: 3, loss: NaN }); return scorer;`,
    }, async (session) => {
      const events: Progress[] = [];
      await session.fit(trainView(), {}, {
        ...NO_VALIDATION,
        progress: (event) => events.push(event),
      });
      assertEquals(events, [{ done: 1 }, { done: 2, total: 5, loss: 0.25 }, { done: 3 }]);
    }));

  Deno.test(`${way}, a fit goes on from the state that it is resumed with`, () =>
    withSession(open, {
      fit: "context.progress({ done: context.resume ? context.resume[1] : -1 }); return scorer;",
    }, async (session) => {
      const events: Progress[] = [];
      await session.fit(trainView(), {}, {
        ...NO_VALIDATION,
        resume: Uint8Array.of(8, 9),
        progress: (event) => events.push(event),
      });
      assertEquals(events, [{ done: 9 }]);
    }));

  Deno.test(`${way}, popularity follows the batch, and what a method does to its arrays reaches no other`, () =>
    withSession(open, {
      fit: "train.events.item.fill(9); train.catalogue.domains[1].pool.fill(9); return scorer;",
      score: `const { total, last } = batch.popularity, seen = Float32Array.of(total[0], last[0]);
        total.fill(99); last.fill(99); batch.history.item.fill(9); batch.user.fill(9);
        return seen;`,
    }, async (session) => {
      const view = trainView(), some = queryBatch(SOME);
      await session.fit(view, {}, NO_VALIDATION);
      assertEquals([...await session.score(some)], [3, 2]);
      assertEquals([...await session.score(some)], [3, 2]);
      assertEquals([...await session.score(queryBatch(EMPTY))], [0, 0]);
      assertEquals([...await session.score(some)], [3, 2]);
      assertEquals(view, trainView());
      assertEquals(some, queryBatch(SOME));
    }));

  Deno.test(`${way}, a question about the whole pool takes a score per item of the query's domain`, () =>
    withSession(
      open,
      { fit: "return scorer;", score: "return Float32Array.of(4);" },
      async (session) => {
        await session.fit(trainView(), {}, NO_VALIDATION);
        const batch: QueryBatch = { ...queryBatch(SOME), candidates: { kind: "domain" } };
        assertEquals([...await session.score(batch)], [4]);
        await assertRejects(
          () => session.score(queryBatch(SOME)),
          PluginFailure,
          "1 numbers, expected 2, one per candidate",
        );
      },
    ));

  Deno.test(`${way}, an error of the host's own validation comes back as it is, and ends the run`, () =>
    withSession(
      open,
      { fit: "await context.validate(scorer); return scorer;" },
      async (session) => {
        const own = new Error("a metric is wrong");
        const got = await assertRejects(() =>
          session.fit(trainView(), {}, { validate: () => Promise.reject(own) })
        );
        assertEquals(got, own);
        assertEquals(await assertRejects(() => session.score(queryBatch(SOME))), own);
      },
    ));

  Deno.test(`${way}, a config that is not plain JSON is refused`, () =>
    withSession(open, { fit: "return scorer;" }, async (session) => {
      const failure = await assertRejects(
        () => session.fit(trainView(), { rate: NaN }, NO_VALIDATION),
        PluginFailure,
      );
      assertEquals(
        failure.message,
        'Cannot finish "fixture": config.rate is NaN, expected plain JSON',
      );
    }));

  Deno.test(`${way}, a crash tells its place, and its stack is kept`, () =>
    withSession(
      open,
      { fit: "return scorer;", score: 'throw new Error("boom");' },
      async (session) => {
        await session.fit(trainView(), {}, NO_VALIDATION);
        await assertRejects(() => session.score(queryBatch(SOME)), PluginFailure, "boom");
        assertEquals((await session.close()).stderrTail.includes("at Object.score"), true);
      },
    ));

  Deno.test(`${way}, two questions at once are a mistake of the host`, () =>
    withSession(open, { fit: "return scorer;" }, async (session) => {
      await session.fit(trainView(), {}, NO_VALIDATION);
      const first = session.score(queryBatch(SOME));
      await assertRejects(() => session.score(queryBatch(SOME)), TypeError, "twice at once");
      await first;
    }));
}

Deno.test("in-process, a fit ends when the host is told to stop", async () => {
  const stop = new AbortController();
  const open: Open = (plugin, options) =>
    openInProcess(plugin, { ...options, signal: stop.signal });
  await withSession(open, {
    fit:
      "await new Promise((done) => context.signal.addEventListener('abort', done)); return scorer;",
  }, async (session) => {
    const fit = session.fit(trainView(), {}, NO_VALIDATION);
    stop.abort();
    const failure = await assertRejects(() => fit, PluginFailure);
    assertEquals(failure.code, "interrupted");
  });
});
