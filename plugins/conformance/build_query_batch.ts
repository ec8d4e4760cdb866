import type { Popularity, QueryBatch, TrainView } from "../contract/mod.ts";

/** One query as a test writes it. */
export interface Query {
  /** User index, −1 for an unknown user. */
  readonly user: number;
  /** Target domain. */
  readonly domain: number;
  /** Items in time order. */
  readonly history: readonly number[];
  /** Ascending items of the target domain. */
  readonly candidates: readonly number[];
}

const HOUR = 3600, DAY = 86400, DAYS = 30;

/**
 * A batch of queries of one moment, in the interval after the last training event: so may they stand in any
 * order.
 *
 * @param options `pools`: ask for the whole pool of each target domain instead of the candidates
 *
 * @example
 * ```ts
 * import { buildCatalogue } from "./build_catalogue.ts";
 * import { buildQueryBatch } from "./build_query_batch.ts";
 * import { buildTrainView } from "./build_train_view.ts";
 * const train = buildTrainView([[2, 0]], buildCatalogue(3, { domains: 1 }));
 * const query = { user: 0, domain: 0, history: [2, 0], candidates: [0, 1] };
 * const { popularity } = buildQueryBatch([query], train);
 * if (popularity.total.join() !== "1,0,1") throw new Error("not the training events");
 * ```
 */
export function buildQueryBatch(
  queries: readonly Query[],
  train: TrainView,
  options: { readonly pools?: boolean } = {},
): QueryBatch {
  const popularity = popularityAfter(train);
  const now = (popularity.interval + 1) * DAYS * DAY - DAY;
  const offsets = offsetsOf(queries.map(({ history }) => history.length));
  return {
    length: queries.length,
    user: Int32Array.from(queries, ({ user }) => user),
    domain: Uint8Array.from(queries, ({ domain }) => domain),
    time: Float64Array.from(queries, () => now),
    history: {
      offsets,
      item: Uint32Array.from(queries.flatMap(({ history }) => history)),
      time: Float64Array.from(
        queries.flatMap(({ history }) => history.map((_, e) => now - HOUR * (history.length - e))),
      ),
      rating: new Float32Array(offsets[queries.length]).fill(4),
    },
    candidates: options.pools ? { kind: "domain" } : {
      kind: "list",
      offsets: offsetsOf(queries.map(({ candidates }) => candidates.length)),
      items: Uint32Array.from(queries.flatMap(({ candidates }) => candidates)),
    },
    popularity,
  };
}

function offsetsOf(lengths: readonly number[]): Uint32Array {
  const offsets = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, i) => offsets[i + 1] = offsets[i] + length);
  return offsets;
}

/** Popularity in the interval after the last one of the training events. */
function popularityAfter({ popularity, catalogue }: TrainView): Popularity {
  const { days, first, offsets, item, count } = popularity, intervals = offsets.length - 1;
  const total = new Uint32Array(catalogue.items), last = new Uint32Array(catalogue.items);
  for (let row = 0; row < item.length; row++) {
    total[item[row]] += count[row];
    if (row >= offsets[intervals - 1]) last[item[row]] += count[row];
  }
  return { days, interval: first + intervals, total, last };
}
