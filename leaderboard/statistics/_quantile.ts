/** Where a distribution around 0 has a share of it below: by halving, to 13 digits. */
export function quantile(cdf: (x: number) => number, share: number): number {
  let low = -64, high = 64;
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (cdf(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
