import type { Tensor } from "../tensor.ts";

/** Which rows of a tensor are positions that are there. */
export interface NearestPlaces {
  /** The rows, one sequence after the other; behind the last one zeros, to the number of positions. */
  readonly places: Int32Array;
  /** Where in these each sequence begins, and where the last one ends. */
  readonly starts: Int32Array;
}

/**
 * Lists the positions of `batch × length × size` that are there, all of them if `present` is not given.
 *
 * @throws {TypeError} if there is not one number per position
 */
export function nearestPlaces({ shape }: Tensor, present: Uint8Array | undefined): NearestPlaces {
  const [batch, length] = shape, count = batch * length;
  if (present !== undefined && present.length !== count) {
    throw new TypeError(
      `Cannot mask a tensor of shape [${shape}] by ${present.length} numbers: expected ${count}`,
    );
  }
  const places = new Int32Array(count), starts = new Int32Array(batch + 1);
  let end = 0;
  for (let sequence = 0; sequence < batch; sequence++) {
    for (let row = sequence * length; row < (sequence + 1) * length; row++) {
      if (present === undefined || present[row] !== 0) places[end++] = row;
    }
    starts[sequence + 1] = end;
  }
  return { places, starts };
}
