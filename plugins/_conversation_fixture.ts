import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { QueryBatch, TrainView } from "./contract/mod.ts";
import { limits } from "./limits.ts";
import type { openSession } from "./open_session.ts";
import type { PluginCopy } from "./plugin_copy.ts";
import type { Session } from "./session.ts";

/** Two users, two items, everything that is optional given. */
export function trainView(): TrainView {
  return {
    users: 2,
    events: {
      offsets: Uint32Array.of(0, 1, 2),
      item: Uint32Array.of(0, 1),
      time: Float64Array.of(1.5, 1e12),
      rating: Float32Array.of(4.5, NaN),
    },
    label: Float32Array.of(1, 0),
    trainable: Uint8Array.of(3),
    catalogue: {
      items: 2,
      domains: [
        { role: "source", pool: new Uint32Array(0) },
        { role: "target", pool: Uint32Array.of(1) },
      ],
      itemDomain: Uint8Array.of(0, 1),
      itemIdentity: Uint32Array.of(0, 0),
      itemText: Float32Array.of(1, 2, 3, 4),
      itemTextSize: 2,
      itemCategory: Uint32Array.of(5, 6),
    },
    popularity: {
      days: 7,
      first: 3,
      offsets: Uint32Array.of(0, 1, 2),
      item: Uint32Array.of(0, 1),
      count: Uint32Array.of(1, 1),
    },
  };
}

/** One query of a user that the train view does not hold. */
export function queryBatch(popularity: QueryBatch["popularity"]): QueryBatch {
  return {
    length: 1,
    user: Int32Array.of(-1),
    domain: Uint8Array.of(1),
    time: Float64Array.of(2e12),
    history: {
      offsets: Uint32Array.of(0, 1),
      item: Uint32Array.of(0),
      time: Float64Array.of(1.5),
      rating: Float32Array.of(4.5),
    },
    candidates: { kind: "list", offsets: Uint32Array.of(0, 2), items: Uint32Array.of(0, 1) },
    popularity,
  };
}

/** No item was ever met. */
export const EMPTY = {
  days: 7,
  interval: 4,
  total: Uint32Array.of(0, 0),
  last: Uint32Array.of(0, 0),
};
/** Both items were met. */
export const SOME = {
  days: 7,
  interval: 5,
  total: Uint32Array.of(3, 1),
  last: Uint32Array.of(2, 0),
};

/** A way to open a session. */
export type Open = typeof openSession;

/** A session with a method whose fit and score have these bodies; closed, and its files removed, at the end. */
export async function withSession(
  open: Open,
  { fit, score = "return new Float32Array(2);", fields = "" }: {
    readonly fit: string;
    readonly score?: string;
    readonly fields?: string;
  },
  talk: (session: Session) => Promise<void>,
): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "conversation-test-" }));
  const entry = join(folder, "method.js");
  await Deno.writeTextFile(
    entry,
    `const scorer = { async score(batch) { ${score} } };
    export default {
      meta: { contract: 1, id: "fixture", version: "1.0.0", title: "Fixture", citation: "none",
        variant: "original", domains: { min: 1, max: 2 }, needs: ["text"], logits: true, extra: 1 },
      defaults: { k: 1, deep: { list: [null, "x"] } },
      async fit(train, config, context) { ${fit} },
      ${fields}
    };`,
  );
  const url = pathToFileURL(entry).href;
  const plugin: PluginCopy = { name: "fixture", entry: url, folder, closure: "", tensors: false };
  const session = await open(plugin, {
    seed: 7,
    device: "wasm",
    limits: limits({ cpuSeconds: 30 }),
  });
  try {
    await talk(session);
  } finally {
    await session.close();
    await Deno.remove(folder, { recursive: true });
  }
}

/** As the method under test tells what it got. */
export function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    const all = value instanceof Float64Array || value instanceof Float32Array ||
        value instanceof Int32Array || value instanceof Uint32Array || value instanceof Uint8Array
      ? Array.from(value, String)
      : [];
    return [value.constructor.name, ...all];
  }
  if (Array.isArray(value)) return value.map(plain);
  if (!(value instanceof Object)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}
