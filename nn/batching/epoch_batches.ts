import { RandomStream } from "../../core/random_stream.ts";

/**
 * The windows of one epoch in batches: shuffled, sorted by length (so that a batch has little
 * padding, equal lengths in random order), cut, and the batches shuffled. The last windows are not
 * dropped: one batch may be smaller. All padding of an epoch together is at most (batch size − 1) ×
 * (longest − shortest window) positions, however many windows there are.
 *
 * @param lengths length per window
 * @param options `batchSize`, the run's `seed`, and which `epoch` it is
 * @returns indices of windows per batch; a function of the arguments alone
 * @throws {RangeError} if the batch size is no positive whole number
 *
 * @example
 * ```ts
 * import { epochBatches } from "./epoch_batches.ts";
 * const batches = epochBatches(new Uint32Array([3, 1, 3, 1]), { batchSize: 2, seed: 1, epoch: 0 });
 * const short = batches.find((batch) => batch.includes(1));
 * if (!short?.includes(3)) throw new Error("the short ones are not together");
 * ```
 */
export function epochBatches(
  lengths: Uint32Array,
  { batchSize, seed, epoch }: { batchSize: number; seed: number; epoch: number },
): Uint32Array[] {
  if (!(Number.isInteger(batchSize) && batchSize >= 1)) {
    throw new RangeError(
      `Cannot cut batches of ${batchSize} windows: expected a whole number above 0`,
    );
  }
  const random = RandomStream.from(seed, "batches", epoch);
  const order = random.shuffle(Uint32Array.from(lengths, (_, i) => i));
  const rank = new Uint32Array(order.length);
  order.forEach((window, i) => rank[window] = i);
  order.sort((a, b) => lengths[a] - lengths[b] || rank[a] - rank[b]);
  const count = Math.ceil(order.length / batchSize);
  return Array.from(
    random.shuffle(Uint32Array.from({ length: count }, (_, i) => i)),
    (batch) => order.subarray(batch * batchSize, (batch + 1) * batchSize),
  );
}
