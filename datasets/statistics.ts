import type { Corpus } from "../core/corpus.ts";
import type { CorpusStatistics } from "./corpus_statistics.ts";

/**
 * Counts what a corpus holds: users, items and events in all and by domain, users that domains share,
 * time, ties, repeats.
 *
 * @example
 * ```ts
 * import { corpusStatistics } from "./statistics.ts";
 * const { repeatShare, domains } = corpusStatistics({
 *   id: "two", sha256: "", users: ["u"], duplicates: 0,
 *   catalogue: {
 *     length: 1, domains: ["items"], offsets: Uint32Array.of(0, 1), domain: Uint8Array.of(0),
 *     rawId: ["i"], identity: Uint32Array.of(0),
 *   },
 *   interactions: {
 *     length: 2, offsets: Uint32Array.of(0, 2), item: Uint32Array.of(0, 0),
 *     time: Float64Array.of(7, 8),
 *   },
 * });
 * if (repeatShare !== 0.5 || domains[0].meanHistory !== 2) throw new Error("not counted");
 * ```
 */
export function corpusStatistics(corpus: Corpus): CorpusStatistics {
  const { catalogue, interactions: { length, offsets, item, time } } = corpus;
  const { domains } = catalogue, names = domains.map((_, d) => d);
  const histories: number[][] = names.map(() => []);
  const pairs = names.map(() => 0), both = names.map(() => names.map(() => 0));
  // The last user, counted from 1, who had the item.
  const owner = new Uint32Array(catalogue.length);
  let first = Infinity, last = -Infinity, tied = 0, repeats = 0;
  corpus.users.forEach((_, user) => {
    const from = offsets[user], to = offsets[user + 1], counts = names.map(() => 0);
    for (let row = from; row < to; row++) {
      const domain = catalogue.domain[item[row]];
      counts[domain]++;
      if (owner[item[row]] === user + 1) repeats++;
      else pairs[domain]++;
      owner[item[row]] = user + 1;
      const after = row > from && time[row - 1] === time[row];
      if (after || (row + 1 < to && time[row + 1] === time[row])) tied++;
    }
    if (to > from) {
      first = Math.min(first, time[from]);
      last = Math.max(last, time[to - 1]);
    }
    const active = names.filter((domain) => counts[domain] > 0);
    for (const a of active) {
      histories[a].push(counts[a]);
      for (const b of active) both[a][b]++;
    }
  });
  return {
    users: corpus.users.length,
    items: catalogue.length,
    events: length,
    duplicates: corpus.duplicates,
    time: { first, last },
    tiedShare: tied / length,
    repeatShare: repeats / length,
    domains: domains.map((name, d) => {
      const history = Uint32Array.from(histories[d]).sort(), users = history.length;
      const items = catalogue.offsets[d + 1] - catalogue.offsets[d];
      const events = history.reduce((sum, each) => sum + each, 0);
      return {
        name,
        users,
        items,
        events,
        density: pairs[d] / (users * items),
        meanHistory: events / users,
        medianHistory: (history[(users - 1) >> 1] + history[users >> 1]) / 2,
      };
    }),
    overlap: names.flatMap((a) =>
      names.slice(a + 1).map((b) => ({ domains: [domains[a], domains[b]], users: both[a][b] }))
    ),
  };
}
