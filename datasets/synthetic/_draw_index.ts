import type { RandomStream } from "../../core/random_stream.ts";

/** An index with the probabilities that running sums imply: one draw, then bisection. */
export function drawIndex(stream: RandomStream, sums: Float64Array): number {
  const wanted = stream.float() * sums[sums.length - 1];
  let low = 0, high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sums[middle] > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
