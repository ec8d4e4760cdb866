import { assertEquals, assertRejects } from "@std/assert";
import {
  type Open,
  plain,
  queryBatch,
  SOME,
  trainView,
  withSession,
} from "./_conversation_fixture.ts";
import type { Progress, TrainView } from "./contract/mod.ts";
import { openInProcess } from "./open_in_process.ts";
import { openSession } from "./open_session.ts";
import { PluginFailure } from "./plugin_failure.ts";

const WAYS: readonly (readonly [string, Open])[] = [
  ["through the wall", openSession],
  ["in-process", openInProcess],
];

const HOST = { validate: () => Promise.reject(new Error("not asked for")) };

/** The catalogue of `trainView` with one item and one domain more, and no events. */
function targetView(): TrainView {
  const view = trainView(), { catalogue } = view, none = new Uint32Array(0);
  return {
    users: 0,
    events: { offsets: new Uint32Array(1), item: none, time: new Float64Array(0) },
    label: new Float32Array(0),
    trainable: new Uint8Array(0),
    catalogue: {
      items: 3,
      domains: [...catalogue.domains, { role: "target", pool: Uint32Array.of(2) }],
      itemDomain: Uint8Array.of(0, 1, 2),
      itemIdentity: Uint32Array.of(0, 0, 2),
      itemText: Float32Array.of(1, 2, 3, 4, 5, 6),
      itemTextSize: 2,
      itemCategory: Uint32Array.of(5, 6, 7),
    },
    popularity: { days: 7, first: 0, offsets: new Uint32Array(1), item: none, count: none },
  };
}

/** A scorer whose scores are `base`; adapted, they are one more for each item of the new catalogue. */
const ADAPTABLE = `const make = (base) => ({
    async score(batch) { return new Float32Array(batch.candidates.kind === "list" ? 2 : 1).fill(base); },
    async adapt(target, context) {
      if (target.users > 0) {
        context.progress({ done: 1, total: 1 });
        const { value } = await context.validate(make(7));
        await context.checkpoint(Uint8Array.of(value, context.resume?.[0] ?? 0));
      }
      return make(base + target.catalogue.items);
    },
    async save() { return Uint8Array.of(base); },
  });
  return make(1);`;

for (const [way, open] of WAYS) {
  Deno.test(`${way}, a scorer says what it offers, and a method before its fit`, () =>
    withSession(open, { fit: ADAPTABLE, fields: "load() {}" }, async (session) => {
      const before = { vectors: false, adapt: false, save: false, load: true };
      assertEquals(await session.offers(), before);
      await session.fit(trainView(), {}, HOST);
      assertEquals(await session.offers(), { ...before, adapt: true, save: true });
      assertEquals(await session.vectors(), undefined);
    }));

  Deno.test(`${way}, an adapted scorer scores its own domain, and the first stays valid`, () =>
    withSession(open, { fit: ADAPTABLE }, async (session) => {
      await session.fit(trainView(), {}, HOST);
      const zeroShot = await session.adapt(targetView(), HOST);
      const twice = await zeroShot.adapt(targetView(), HOST);
      const batch = queryBatch(SOME), pool = { kind: "domain" } as const;
      const inNew = { ...batch, domain: Uint8Array.of(2), candidates: pool };
      assertEquals([...await zeroShot.score(inNew)], [4]);
      assertEquals([...await twice.score(inNew)], [7]);
      assertEquals([...await session.score(batch)], [1, 1]);
      assertEquals([...await zeroShot.score(batch)], [4, 4]);
      assertEquals(await twice.save(), Uint8Array.of(7));
      assertEquals(await session.save(), Uint8Array.of(1));
    }));

  Deno.test(`${way}, an adapt tells progress, validates, keeps and goes on from a checkpoint`, () =>
    withSession(open, { fit: ADAPTABLE }, async (session) => {
      await session.fit(trainView(), {}, HOST);
      const events: Progress[] = [], kept: Uint8Array[] = [];
      const adapted = await session.adapt({ ...targetView(), users: 1 }, {
        progress: (event) => events.push(event),
        validate: async (score) => {
          const batch = { ...queryBatch(SOME), domain: Uint8Array.of(2) };
          const [value] = await score({ ...batch, candidates: { kind: "domain" } });
          return { value, byDomain: Float64Array.of(NaN, NaN, value) };
        },
        checkpoint: (state) => Promise.resolve(void kept.push(state)),
        resume: Uint8Array.of(9),
      });
      assertEquals(events, [{ done: 1, total: 1 }]);
      assertEquals(kept, [Uint8Array.of(7, 9)]);
      assertEquals([...await adapted.score(queryBatch(SOME))], [4, 4]);
    }));

  Deno.test(`${way}, what an adapt and a load are sent arrives as it was`, async () => {
    const tell = `const plain = (value) => ArrayBuffer.isView(value)
        ? [value.constructor.name, ...Array.from(value, String)]
        : Array.isArray(value) ? value.map(plain)
        : value instanceof Object ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]))
        : value;
      const tell = (value) => context.checkpoint(new TextEncoder().encode(JSON.stringify(plain(value))));`;
    const kept: unknown[] = [];
    const host = {
      ...HOST,
      checkpoint: (state: Uint8Array) =>
        Promise.resolve(void kept.push(JSON.parse(new TextDecoder().decode(state)))),
    };
    const { catalogue } = trainView(), weights = Uint8Array.of(3, 1), target = targetView();
    await withSession(open, {
      fit: "",
      fields: `async load(weights, catalogue, config, context) {
        ${tell} await tell({ weights, catalogue, config, seed: context.seed });
        return { ...scorer, async adapt(target, context) { ${tell} await tell(target); return scorer; } };
      }`,
    }, async (session) => {
      await session.load(weights, { catalogue, config: { k: 2 }, host });
      await session.adapt(target, host);
    });
    assertEquals(kept, [plain({ weights, catalogue, config: { k: 2 }, seed: 7 }), plain(target)]);
  });

  Deno.test(`${way}, loaded weights score without a fit`, () =>
    withSession(open, {
      fit: "",
      fields: `async load([weight]) {
        return { async score() { return new Float32Array(2).fill(weight); } };
      }`,
    }, async (session) => {
      const { catalogue } = trainView();
      await session.load(Uint8Array.of(6), { catalogue, config: {}, host: HOST });
      assertEquals([...await session.score(queryBatch(SOME))], [6, 6]);
      const pool = { ...queryBatch(SOME), candidates: { kind: "domain" } } as const;
      await assertRejects(() => session.score(pool), PluginFailure, "2 numbers, expected 1");
    }));

  Deno.test(`${way}, a method that lacks a function says so in one line, and the run goes on`, () =>
    withSession(open, { fit: "return scorer;" }, async (session) => {
      const { catalogue } = trainView();
      const load = () => session.load(new Uint8Array(1), { catalogue, config: {}, host: HOST });
      const lack = async (ask: () => Promise<unknown>, message: string) => {
        const failure = await assertRejects(ask, PluginFailure);
        assertEquals([failure.code, failure.message], ["contract", message]);
      };
      await lack(
        load,
        'Cannot load the weights of "fixture": it has no load(), expected one',
      );
      await session.fit(trainView(), {}, HOST);
      await lack(
        () => session.adapt(targetView(), HOST),
        'Cannot adapt "fixture": it has no adapt(), expected one',
      );
      await lack(() => session.save(), 'Cannot save "fixture": it has no save(), expected one');
      assertEquals([...await session.score(queryBatch(SOME))], [0, 0]);
    }));

  Deno.test(`${way}, a catalogue that does not go on from the scorer's is refused, and ends nothing`, () =>
    withSession(open, { fit: ADAPTABLE }, async (session) => {
      await session.fit(trainView(), {}, HOST);
      const view = targetView(), { catalogue } = view;
      for (
        const [change, message] of [
          [{ items: 1 }, "1 items, expected the 2 of its scorer and more"],
          [{ domains: [] }, "0 domains, expected the 2 of its scorer and at most one more"],
          [{ domains: [...catalogue.domains, ...catalogue.domains] }, "6 domains"],
          [{ itemTextSize: 0 }, "texts of 0 numbers, expected 2 as its scorer has"],
          [{ itemDomain: Uint8Array.of(0, 0, 2) }, "item 1 is another"],
          [{ itemIdentity: Uint32Array.of(1, 0, 2) }, "item 0 is another"],
        ] as const
      ) {
        const changed = { ...view, catalogue: { ...catalogue, ...change } };
        await assertRejects(() => session.adapt(changed, HOST), TypeError, message);
      }
      assertEquals([...await session.score(queryBatch(SOME))], [1, 1]);
    }));

  Deno.test(`${way}, a scorer that is not there yet cannot be asked`, () =>
    withSession(open, { fit: ADAPTABLE }, async (session) => {
      const asks: (() => Promise<unknown>)[] = [
        () => session.score(queryBatch(SOME)),
        () => session.vectors(),
        () => session.adapt(targetView(), HOST),
        () => session.save(),
      ];
      for (const ask of asks) {
        await assertRejects(
          ask,
          TypeError,
          'Cannot ask "fixture": it has no scorer yet, expected fit or load first',
        );
      }
      await session.fit(trainView(), {}, HOST);
      assertEquals(await session.save(), Uint8Array.of(1));
    }));

  Deno.test(`${way}, a config that is not plain JSON is not loaded with`, () =>
    withSession(open, { fit: "", fields: "load() {}" }, async (session) => {
      const { catalogue } = trainView(), config = { rate: NaN };
      await assertRejects(
        () => session.load(new Uint8Array(0), { catalogue, config, host: HOST }),
        PluginFailure,
        "config.rate is NaN, expected plain JSON",
      );
    }));
}
