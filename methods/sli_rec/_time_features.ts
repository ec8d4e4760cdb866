import type { PairBatch } from "@permafrost/bench/nn";

const DAY = 86400;

/** Logarithms of days: see `timeFeatures`. */
export interface TimeFeatures {
  /** Since the position before, `size × length`. */
  readonly interval: Float32Array;
  /** Until the prediction, `size × length`. */
  readonly span: Float32Array;
  /** From the last item until the prediction, per history. */
  readonly elapsed: Float32Array;
}

/**
 * What SLi-Rec knows of time: log(t_k − t_{k−1}) and log(t_p − t_k) of equations 7 and 8, in days,
 * with an end to how short a time can be, since the logarithm has none. Where there is no time to
 * measure (before the first item, at the start token, at padding), it counts as the shortest.
 *
 * @param options `shortest`: days
 */
export function timeFeatures(
  { size, length, time, now, last }: Pick<PairBatch, "size" | "length" | "time" | "now" | "last">,
  { shortest }: { shortest: number },
): TimeFeatures {
  const logarithm = (seconds: number): number => {
    const days = seconds / DAY;
    // Not by Math.max, which keeps what is not a number.
    return Math.log(days > shortest ? days : shortest);
  };
  const interval = new Float32Array(size * length), span = new Float32Array(size * length);
  for (let row = 0; row < size; row++) {
    for (let at = row * length; at < (row + 1) * length; at++) {
      interval[at] = logarithm(at === row * length ? NaN : time[at] - time[at - 1]);
      span[at] = logarithm(now[row] - time[at]);
    }
  }
  const elapsed = Float32Array.from(last, (at, row) => logarithm(now[row] - time[at]));
  return { interval, span, elapsed };
}
