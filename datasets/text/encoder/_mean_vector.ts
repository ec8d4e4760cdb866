/**
 * The mean of token vectors, divided by its length; the zero vector if that is 0, null if a number
 * is not finite. Sums are doubles, in the order of the tokens.
 */
export function meanVector(tokens: Float32Array, size: number): Float64Array | null {
  const sum = new Float64Array(size);
  for (let at = 0; at < tokens.length; at++) sum[at % size] += tokens[at];
  let square = 0;
  for (const each of sum) square += each * each;
  if (!Number.isFinite(square)) return null;
  // The number of tokens cancels.
  const length = Math.sqrt(square);
  return length === 0 ? sum : sum.map((each) => each / length);
}
