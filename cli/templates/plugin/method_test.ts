import { deepStrictEqual, ok, throws } from "node:assert/strict";
import type { FitContext, QueryBatch, TrainView } from "@permafrost/bench/method";
import method from "./method.ts";

/** Three users who had these items, a day apart; item 4 is in the pool, and nobody had it. */
const SEQUENCES = [[0, 1, 2], [0, 1, 3], [3, 0, 1]];

const train: TrainView = {
  users: SEQUENCES.length,
  events: {
    offsets: Uint32Array.of(0, 3, 6, 9),
    item: Uint32Array.from(SEQUENCES.flat()),
    time: Float64Array.from(SEQUENCES.flat(), (_, event) => 86400 * event),
  },
  label: new Float32Array(9).fill(1),
  trainable: Uint8Array.of(255, 255),
  catalogue: {
    items: 5,
    domains: [{ role: "both", pool: Uint32Array.of(0, 1, 2, 3, 4) }],
    itemDomain: new Uint8Array(5),
    itemIdentity: Uint32Array.of(0, 1, 2, 3, 4),
    itemTextSize: 0,
  },
  popularity: {
    ...{ days: 30, first: 0, offsets: Uint32Array.of(0, 4) },
    ...{ item: Uint32Array.of(0, 1, 2, 3), count: Uint32Array.of(3, 3, 1, 2) },
  },
};

const context: FitContext = {
  seed: 1,
  device: "cpu",
  signal: new AbortController().signal,
  validate: () => Promise.reject(new Error("not asked for")),
  progress() {},
  checkpoint: () => Promise.resolve(),
};

/** One query of an unknown user about the whole pool. */
function ask(history: readonly number[]): QueryBatch {
  return {
    length: 1,
    user: Int32Array.of(-1),
    domain: Uint8Array.of(0),
    time: Float64Array.of(1e6),
    history: {
      offsets: Uint32Array.of(0, history.length),
      item: Uint32Array.from(history),
      time: Float64Array.from(history, (_, event) => event),
    },
    candidates: { kind: "domain" },
    popularity: { days: 30, interval: 1, total: new Uint32Array(5), last: new Uint32Array(5) },
  };
}

async function scores(history: readonly number[], config = {}): Promise<number[]> {
  const scorer = await method.fit(train, { ...method.defaults, popularity: 0, ...config }, context);
  return [...await scorer.score(ask(history))];
}

Deno.test("a rule weighs less the more steps it spans", async () => {
  // After 0 came 1 three times, one step on; 2 and 3 once each, two steps on.
  deepStrictEqual(await scores([0]), [0, 3, 0.5, 0.5, 0]);
});

Deno.test("rules do not span more steps than the config says", async () => {
  deepStrictEqual(await scores([0], { steps: 1 }), [0, 3, 0, 0, 0]);
});

Deno.test("earlier events of a history weigh less", async () => {
  // From 1, the last: 2 and 3, each once. From 0, one before: half of [0, 3, 0.5, 0.5, 0].
  deepStrictEqual(await scores([0, 1]), [0, 1.5, 1.25, 1.25, 0]);
});

Deno.test("without a history, popularity orders the items", async () => {
  const [a, b, c, d, never] = await scores([], { popularity: 0.001 });
  ok(a === b && a > d && d > c && c > never && never === 0);
});

Deno.test("a config that makes no sense is refused", () => {
  for (const config of [{ steps: 0 }, { steps: 1.5 }, { decay: -1 }, { popularity: NaN }]) {
    throws(() => method.fit(train, { ...method.defaults, ...config }, context), RangeError);
  }
});
