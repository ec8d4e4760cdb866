import type { Popularity, QueryBatch, TrainView } from "../../plugins/contract/mod.ts";

/** Two users, three items of one domain, four events: enough to talk about. */
export const TRAIN: TrainView = {
  users: 2,
  events: {
    offsets: Uint32Array.of(0, 2, 4),
    item: Uint32Array.of(0, 1, 1, 2),
    time: Float64Array.of(10, 20, 15, 25),
    rating: Float32Array.of(5, 4, 3, 2),
  },
  label: Float32Array.of(1, 1, 1, 1),
  trainable: Uint8Array.of(0b1111),
  catalogue: {
    items: 3,
    domains: [{ role: "both", pool: Uint32Array.of(0, 1, 2) }],
    itemDomain: Uint8Array.of(0, 0, 0),
    itemIdentity: Uint32Array.of(0, 1, 2),
    itemTextSize: 0,
  },
  popularity: {
    days: 1,
    first: 0,
    offsets: Uint32Array.of(0, 3),
    item: Uint32Array.of(0, 1, 2),
    count: Uint32Array.of(1, 2, 1),
  },
};

const POPULARITY: Popularity = {
  days: 1,
  interval: 1,
  total: Uint32Array.of(1, 2, 1),
  last: Uint32Array.of(1, 2, 1),
};

/** Two queries with two and three candidates. */
export const BATCH: QueryBatch = {
  length: 2,
  user: Int32Array.of(0, -1),
  domain: Uint8Array.of(0, 0),
  time: Float64Array.of(86400, 86401),
  history: {
    offsets: Uint32Array.of(0, 2, 2),
    item: Uint32Array.of(0, 1),
    time: Float64Array.of(10, 20),
  },
  candidates: {
    kind: "list",
    offsets: Uint32Array.of(0, 2, 5),
    items: Uint32Array.of(1, 2, 0, 1, 2),
  },
  popularity: POPULARITY,
};

/** The same queries about the whole pool. */
export const POOL_BATCH: QueryBatch = { ...BATCH, candidates: { kind: "domain" } };
