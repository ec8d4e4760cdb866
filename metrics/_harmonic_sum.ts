/** Entry n is 1/1 + … + 1/n. It only ever grows: what it holds is a constant of mathematics. */
let table = new Float64Array(1);

/**
 * The sum of 1 / r over the ranks r = `first` … `last`; 0 if there is none.
 *
 * The running sums are compensated (Kahan's method), so that the difference of two of them is good
 * to some 1e-15 whatever the ranks: a plain sum of 132,300 terms is not.
 */
export function harmonicSum(first: number, last: number): number {
  if (last < first) return 0;
  if (last === first) return 1 / first;
  if (last >= table.length) table = grown(Math.max(last, 2 * table.length));
  return table[last] - table[first - 1];
}

function grown(last: number): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(last + 1);
  let lost = 0;
  for (let rank = 1; rank <= last; rank++) {
    const term = 1 / rank - lost;
    sums[rank] = sums[rank - 1] + term;
    lost = (sums[rank] - sums[rank - 1]) - term;
  }
  return sums;
}
