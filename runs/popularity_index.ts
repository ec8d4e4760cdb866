import type { Popularity } from "../plugins/contract/mod.ts";
import type { CaseSet } from "../protocols/case_set.ts";
import type { Task } from "../protocols/task.ts";
import type { Shuffle } from "./shuffle.ts";

/**
 * Item counts of the intervals that had closed before a given one, over the events that count in a
 * part. Walking forward costs each event once; the object of an interval is made once and shared by
 * its frames, so that the wire need not send it again.
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { PopularityIndex } from "./popularity_index.ts";
 * import { unshuffled } from "./shuffle.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const index = new PopularityIndex(task, task.test, unshuffled(task));
 * const events = (interval: number) => index.at(interval).total.reduce((sum, n) => sum + n, 0);
 * const last = task.test.interval[task.test.length - 1];
 * if (events(0) !== 0) throw new Error("counted before they happened");
 * if (events(last + 1) !== task.timeline.length) throw new Error("not all counted");
 * ```
 */
export class PopularityIndex {
  readonly #days: number;
  readonly #interval: Float64Array; // of each counted event, ascending
  readonly #item: Uint32Array;
  #total: Uint32Array;
  #next = 0;
  #current: Popularity | undefined;

  /** Sorts the part's counted events by interval: of all domains, or of the first so many. */
  constructor(task: Task, cases: CaseSet, shuffle: Shuffle, domains?: number) {
    const { item, time, length } = task.timeline;
    const { offsets } = task.corpus.catalogue;
    this.#total = new Uint32Array(offsets[domains ?? offsets.length - 1]);
    const days = this.#days = task.protocol.protocol.popularityDays;
    const interval = (row: number): number => Math.floor(time[row] / (86400 * days));
    const rows = Uint32Array.from({ length }, (_, row) => row)
      .filter((row) => cases.counted[row] === 1 && shuffle.item[item[row]] < this.#total.length)
      .sort((a, b) => time[a] - time[b] || a - b);
    this.#interval = Float64Array.from(rows, interval);
    this.#item = Uint32Array.from(rows, (row) => shuffle.item[item[row]]);
  }

  /** The popularity of every item at a time within `interval`. */
  at(interval: number): Popularity {
    const current = this.#current;
    if (current?.interval === interval) return current;
    if (current && interval < current.interval) {
      this.#next = 0;
      this.#total = new Uint32Array(this.#total.length);
    }
    const total = this.#total, last = new Uint32Array(total.length);
    for (; this.#next < this.#item.length; this.#next++) {
      if (this.#interval[this.#next] >= interval) break;
      total[this.#item[this.#next]]++;
    }
    for (let row = this.#next - 1; row >= 0 && this.#interval[row] === interval - 1; row--) {
      last[this.#item[row]]++;
    }
    return this.#current = { days: this.#days, interval, total: total.slice(), last };
  }
}
