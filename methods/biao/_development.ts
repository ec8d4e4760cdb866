import type { TrainView } from "@permafrost/bench/method";
import {
  type Behaviours,
  EventSamples,
  type JointClickModel,
  RandomStream,
} from "@permafrost/bench/nn";
import type { BiaoConfig } from "./method.ts";

/** Target behaviours in another order, B′: those that φ is learned from, batch by batch, around. */
export class Development {
  /** The view that θ is learned from: without what is held out. */
  readonly training: TrainView;
  readonly #base: JointClickModel;
  readonly #samples: EventSamples;
  readonly #order: Uint32Array;
  readonly #batchSize: number;
  readonly #seed: number;

  /**
   * Reorders what there is, or holds a share of it out.
   *
   * @throws {RangeError} if a share leaves one of the two without target behaviours
   */
  constructor(
    base: JointClickModel,
    { view, config, seed }: {
      view: TrainView;
      config: Pick<BiaoConfig, "development" | "batchSize">;
      seed: number;
    },
  ) {
    const { development, batchSize } = config, domains = [base.target];
    const random = RandomStream.from(seed, "development");
    let kept = view, held = view;
    if (development !== "reorder") {
      const rows = targetRows(base, view), count = Math.round(development * rows.length);
      if (rows.length > 0 && (count === 0 || count === rows.length)) {
        throw new RangeError(
          `Cannot hold out ${development} of ${rows.length} target behaviours: ${count}, expected` +
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
    this.#order = random.shuffle(Uint32Array.from({ length: this.#samples.size }, (_, i) => i));
    this.#batchSize = batchSize;
    this.#seed = seed;
  }

  /** A batch by its number: the next ones of the order, from its start again behind its end. */
  batch(number: number): Behaviours {
    const size = Math.min(this.#batchSize, this.#order.length);
    const chosen = Array.from(
      { length: size },
      (_, i) => this.#order[(number * size + i) % this.#order.length],
    );
    return this.#base.behaviours(this.#samples.at(chosen), {
      side: "target",
      random: RandomStream.from(this.#seed, "development pairs", number),
    });
  }
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
