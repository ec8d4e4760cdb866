/** The middle one of some numbers, the upper one of two. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("Cannot take the median of no numbers");
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
