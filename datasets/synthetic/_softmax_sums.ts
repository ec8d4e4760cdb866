/**
 * Writes the running sums of exp(sharpness · score) over `scores[from]` … into `sums`, for
 * `drawIndex`. Scores are normal numbers and sharpness is at most 10, so nothing overflows.
 */
export function softmaxSums(
  sums: Float64Array,
  scores: ArrayLike<number>,
  { from, sharpness }: { readonly from: number; readonly sharpness: number },
): Float64Array {
  let total = 0;
  for (let i = 0; i < sums.length; i++) {
    total += Math.exp(sharpness * scores[from + i]);
    sums[i] = total;
  }
  return sums;
}
