/**
 * For tests: fails if `hits` of `trials` are further than four standard errors from what a binomial
 * of mean `expected` gives. Seeds are fixed, so a test passes always or never; by chance one planted
 * truth in 16,000 would be called missing.
 */
export function assertShare(
  { hits, trials }: { readonly hits: number; readonly trials: number },
  expected: number,
): void {
  const error = Math.sqrt(expected * (1 - expected) / trials), share = hits / trials;
  if (trials > 0 && Math.abs(share - expected) <= 4 * error + 1e-12) return;
  throw new Error(`${share} of ${trials}, expected ${expected} within ${4 * error}`);
}
