import type { TrainView } from "@permafrost/bench/method";
import {
  type Behaviours,
  EventSamples,
  type JointClickModel,
  RandomStream,
} from "@permafrost/bench/nn";
import type { BiaoConfig } from "./method.ts";

/** What of a config says how φ is learned. */
type UpperConfig = Pick<BiaoConfig, "heldOut" | "upperSource" | "upperBatchSize">;

/**
 * What φ is learned from, batch by batch, around: target behaviours in another order, B′, and source
 * behaviours of the same users.
 */
export class Development {
  /** The view that θ is learned from: without what is held out. */
  readonly training: TrainView;
  readonly #base: JointClickModel;
  readonly #samples: EventSamples;
  readonly #order: Uint32Array;
  readonly #source?: SourceOfUsers;
  readonly #batchSize: number;
  readonly #seed: number;

  /**
   * Reorders what there is, or holds a share of it out. With `upperSource` "users" the users are in
   * another order, each with all its behaviours, else the behaviours.
   *
   * @throws {RangeError} if a share leaves one of the two without target behaviours
   */
  constructor(
    base: JointClickModel,
    { view, config, seed }: { view: TrainView; config: UpperConfig; seed: number },
  ) {
    const { heldOut, upperSource, upperBatchSize } = config, domains = [base.target];
    const random = RandomStream.from(seed, "development");
    let kept = view, held = view;
    if (heldOut > 0) {
      const rows = targetRows(base, view), count = Math.round(heldOut * rows.length);
      if (rows.length > 0 && (count === 0 || count === rows.length)) {
        throw new RangeError(
          `Cannot hold out ${heldOut} of ${rows.length} target behaviours: ${count}, expected` +
            ` 1 … ${rows.length - 1}`,
        );
      }
      const chosen = random.shuffle(rows).subarray(0, count);
      kept = { ...view, trainable: view.trainable.slice() };
      held = { ...view, trainable: new Uint8Array(view.trainable.length) };
      for (const row of chosen) {
        kept.trainable[row >> 3] &= ~(1 << (row & 7));
        held.trainable[row >> 3] |= 1 << (row & 7);
      }
    }
    this.training = kept;
    this.#base = base;
    this.#samples = new EventSamples(held, { domains });
    if (upperSource === "users") {
      const samples = byUser(this.#samples.users), users = Uint32Array.from(samples.keys());
      this.#order = Uint32Array.from(
        Array.from(random.shuffle(users), (user) => samples.get(user) ?? []).flat(),
      );
      const events = new EventSamples(kept, { domains: base.sources });
      this.#source = { events, samples: byUser(events.users) };
    } else {
      this.#order = random.shuffle(Uint32Array.from({ length: this.#samples.size }, (_, i) => i));
    }
    this.#batchSize = upperBatchSize;
    this.#seed = seed;
  }

  /**
   * A batch by its number: the next target behaviours of the order, from its start again behind its end,
   * and with "users" for each of them a source behaviour of its user, drawn, where it has one.
   */
  batch(number: number): { development: Behaviours; source?: Behaviours } {
    const size = Math.min(this.#batchSize, this.#order.length);
    const chosen = Array.from(
      { length: size },
      (_, i) => this.#order[(number * size + i) % this.#order.length],
    );
    const random = (label: string) => RandomStream.from(this.#seed, label, number);
    const development = this.#base.behaviours(this.#samples.at(chosen), {
      side: "target",
      random: random("development pairs"),
    });
    if (this.#source === undefined) return { development };
    const { events, samples } = this.#source, draw = random("development source");
    const drawn = Array.from(development.user).flatMap((user) => {
      const own = samples.get(user);
      return own === undefined ? [] : [own[draw.below(own.length)]];
    });
    if (drawn.length === 0) return { development };
    const pairs = random("development source pairs");
    const source = this.#base.behaviours(events.at(drawn), { side: "source", random: pairs });
    return { development, source };
  }
}

/** Source behaviours to learn from, and which of them each user has. */
interface SourceOfUsers {
  readonly events: EventSamples;
  readonly samples: ReadonlyMap<number, readonly number[]>;
}

/** The numbers of the samples of each user. */
function byUser(users: Uint32Array): Map<number, number[]> {
  const samples = new Map<number, number[]>();
  users.forEach((user, sample) => {
    const own = samples.get(user);
    if (own) own.push(sample);
    else samples.set(user, [sample]);
  });
  return samples;
}

/** Rows of the trainable target events of a view. */
function targetRows(
  base: JointClickModel,
  { events, trainable, catalogue }: TrainView,
): Uint32Array {
  const rows: number[] = [];
  events.item.forEach((item, row) => {
    const isTrainable = (trainable[row >> 3] >> (row & 7) & 1) === 1;
    if (isTrainable && catalogue.itemDomain[item] === base.target) rows.push(row);
  });
  return Uint32Array.from(rows);
}
