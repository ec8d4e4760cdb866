/** ln 2 in two parts: the first has 21 trailing zero bits, so that its small multiples are exact. */
const LN2_HIGH = 6.93147180369123816490e-01;
const LN2_LOW = 1.90821492927058770002e-10;

/** Terms of the series: 0.35¹⁴ / 14! is below 5e-18. */
const TERMS = 13;

/**
 * e^−x for x ≥ 0, good to 1e-15 of its value while that is no subnormal number, of + − × ÷ alone: the
 * same bits on every machine, whereas the language leaves the last digit of `Math.exp` to the engine.
 *
 * x = k ln 2 + r with |r| ≤ ln 2 / 2, and e^−x = 2^−k e^−r; the series of e^−r by Horner's rule.
 */
export function expMinus(x: number): number {
  if (x > 746) return 0;
  const k = Math.floor(x / (LN2_HIGH + LN2_LOW) + 0.5);
  const r = (x - k * LN2_HIGH) - k * LN2_LOW;
  let sum = 1;
  for (let term = TERMS; term >= 1; term--) sum = 1 - sum * r / term;
  return sum * powerOfHalf(k);
}

/** 2^−k by repeated squaring: exact as long as it is no subnormal number. */
function powerOfHalf(k: number): number {
  let power = 1, square = 0.5;
  for (let left = k; left > 0; left >>= 1) {
    if (left & 1) power *= square;
    square *= square;
  }
  return power;
}
