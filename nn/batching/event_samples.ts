import type { Histories, TrainView } from "../../plugins/contract/mod.ts";

/** Events to learn from, each with what its user did before it: as a query asks, with the answer. */
export interface Samples {
  /** Per sample, its user's events before the target, in every domain. */
  readonly history: Histories;
  /** Item per sample. */
  readonly target: Uint32Array;
  /** User per sample. */
  readonly user: Uint32Array;
  /** Domain of the target per sample. */
  readonly domain: Uint8Array;
  /** Seconds of the target per sample. */
  readonly time: Float64Array;
  /** The protocol's label of the target per sample. */
  readonly label: Float32Array;
}

/** What `EventSamples` reads of a train view. */
export type SampleView = Pick<TrainView, "events" | "trainable" | "label"> & {
  readonly catalogue: Pick<TrainView["catalogue"], "itemDomain">;
};

/**
 * The trainable events of a view, of all domains or of some, numbered in the view's order.
 *
 * @example
 * ```ts
 * import { EventSamples } from "./event_samples.ts";
 * const samples = new EventSamples({
 *   events: {
 *     offsets: new Uint32Array([0, 3]),
 *     item: new Uint32Array([5, 6, 7]),
 *     time: new Float64Array([10, 20, 30]),
 *   },
 *   trainable: new Uint8Array([0b110]),
 *   label: new Float32Array([1, 0, 1]),
 *   catalogue: { itemDomain: new Uint8Array(8) },
 * });
 * const { history, target, label } = samples.at([1]);
 * if (samples.size !== 2 || target[0] !== 7 || label[0] !== 1) throw new Error("not the last event");
 * if (history.item.join() !== "5,6") throw new Error("not what was before it");
 * ```
 */
export class EventSamples {
  readonly #view: SampleView;
  readonly #event: Uint32Array;
  readonly #user: Uint32Array;

  /** Those of `domains`, of all where these are not given. */
  constructor(view: SampleView, { domains }: { domains?: readonly number[] } = {}) {
    const { events: { offsets, item }, trainable, catalogue: { itemDomain } } = view;
    const events: number[] = [], users: number[] = [];
    for (let user = 0; user + 1 < offsets.length; user++) {
      for (let row = offsets[user]; row < offsets[user + 1]; row++) {
        if ((trainable[row >> 3] >> (row & 7) & 1) === 0) continue;
        if (domains !== undefined && !domains.includes(itemDomain[item[row]])) continue;
        events.push(row);
        users.push(user);
      }
    }
    this.#view = view;
    this.#event = Uint32Array.from(events);
    this.#user = Uint32Array.from(users);
  }

  /** How many there are. */
  get size(): number {
    return this.#event.length;
  }

  /** User per sample, ascending. */
  get users(): Uint32Array {
    return this.#user;
  }

  /** Events before each, as many as its history has. */
  get lengths(): Uint32Array {
    const { offsets } = this.#view.events;
    return this.#event.map((row, i) => row - offsets[this.#user[i]]);
  }

  /** Some of them, by their numbers. */
  at(chosen: ArrayLike<number>): Samples {
    const { events: { offsets, item, time, rating }, label, catalogue: { itemDomain } } =
      this.#view;
    const rows = Uint32Array.from(chosen, (sample) => this.#event[sample]);
    const user = Uint32Array.from(chosen, (sample) => this.#user[sample]);
    const starts = new Uint32Array(rows.length + 1);
    rows.forEach((row, i) => starts[i + 1] = starts[i] + row - offsets[user[i]]);
    const history = {
      offsets: starts,
      item: new Uint32Array(starts[rows.length]),
      time: new Float64Array(starts[rows.length]),
      ...rating && { rating: new Float32Array(starts[rows.length]) },
    };
    rows.forEach((row, i) => {
      const first = offsets[user[i]];
      history.item.set(item.subarray(first, row), starts[i]);
      history.time.set(time.subarray(first, row), starts[i]);
      if (rating) history.rating?.set(rating.subarray(first, row), starts[i]);
    });
    const target = rows.map((row) => item[row]);
    return {
      history,
      target,
      user,
      domain: Uint8Array.from(target, (each) => itemDomain[each]),
      time: Float64Array.from(rows, (row) => time[row]),
      label: Float32Array.from(rows, (row) => label[row]),
    };
  }
}
