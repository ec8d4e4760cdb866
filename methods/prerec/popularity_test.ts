import { assert, assertEquals } from "@std/assert";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { Catalogue, PopularityHistory, TrainView } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import prerec, { type PrerecConfig } from "./method.ts";

const DAY = 86400;
const config: PrerecConfig = {
  ...prerec.defaults,
  embeddingSize: 8,
  maximumLength: 8,
  blocks: 1,
  batchSize: 16,
  learningRate: 0.02,
  epochs: 12,
};

/** Domains of 12 items, whose texts say nothing. */
function plain(domains: number): Catalogue {
  const catalogue = buildCatalogue(12 * domains, {
    domains,
    domainOf: (item) => Math.floor(item / 12),
  });
  return {
    ...catalogue,
    itemText: new Float32Array(catalogue.items * 2).fill(0.5),
    itemTextSize: 2,
  };
}

/** Events as item and day, with their popularity. */
function timedView(
  events: readonly (readonly [number, number])[][],
  catalogue: Catalogue,
): TrainView {
  const view = buildTrainView(events.map((own) => own.map(([item]) => item)), catalogue);
  const time = Float64Array.from(events.flat(), ([, days]) => days * DAY);
  const rows: Map<number, number>[] = [];
  view.events.item.forEach((item, e) => {
    const counts = rows[Math.floor(time[e] / DAY / 30)] ??= new Map();
    counts.set(item, (counts.get(item) ?? 0) + 1);
  });
  const lists = Array.from(rows, (counts) => [...counts ?? []].sort(([a], [b]) => a - b));
  const offsets = [0];
  for (const list of lists) offsets.push(offsets[offsets.length - 1] + list.length);
  const popularity: PopularityHistory = {
    ...{ days: 30, first: 0, offsets: Uint32Array.from(offsets) },
    item: Uint32Array.from(lists.flat(), ([item]) => item),
    count: Uint32Array.from(lists.flat(), ([, count]) => count),
  };
  return { ...view, events: { ...view.events, time }, popularity };
}

forEachDevice(
  "prerec puts first what was popular in the last interval, in a new domain too",
  async () => {
    // One item is in fashion for two intervals: in the second of them the first one tells it.
    const users = Array.from({ length: 60 }, (_, user) =>
      Array.from({ length: 8 }, (_, at) => {
        // Users begin at different times, so that a position does not tell which of the two it is.
        const interval = at + user % 4, fashion = (Math.floor(interval / 2) * 5 + 3) % 12;
        return [
          (user + at) % 5 ? fashion : (user * 7 + at) % 12,
          interval * 30 + user / 9,
        ] as const;
      }));
    const view = timedView(users, plain(1)), target = buildTrainView([], plain(2));
    const context = fitContext({ train: target, validation: [], answers: [] }, {
      ...{ seed: 1, device: "wasm" },
    });
    const bestOf = async (without: PrerecConfig["without"]) => {
      const scorer = await prerec.fit(view, { ...config, without }, {
        ...fitContext({ train: view, validation: [], answers: [] }, { seed: 1, device: "wasm" }),
        validate: () => Promise.resolve({ value: NaN, byDomain: new Float64Array() }),
      });
      const adapted = await scorer.adapt?.(target, context);
      assert(adapted !== undefined);
      const told: number[] = [];
      for (const popular of [13, 18, 22]) {
        const query = {
          user: -1,
          domain: 1,
          history: [14],
          candidates: [...target.catalogue.domains[1].pool],
        };
        const batch = buildQueryBatch([query], target), last = new Uint32Array(24).fill(1);
        last[popular] = 30;
        const scores = await adapted.score({
          ...batch,
          popularity: { ...batch.popularity, last, total: last },
        });
        told.push(12 + scores.indexOf(Math.max(...scores)));
      }
      return told;
    };
    assertEquals(await bestOf([]), [13, 18, 22]);
    assertEquals(new Set(await bestOf(["popularity"])).size, 1);
  },
  { devices: ["wasm"] },
);
