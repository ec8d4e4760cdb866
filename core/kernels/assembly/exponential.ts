import { madd } from "./madd";

@inline
function constant(value: f32): v128 {
  return f32x4.splat(value);
}

/**
 * eˣ in every lane, to about two units in the last place: x = n ln 2 + r, a polynomial of r, and 2ⁿ as
 * an exponent. Below −87.3 it is the least normal number, above 88.3 the greatest power that there is.
 *
 * Source: the method and coefficients are those of Cephes, `expf` (S. Moshier, public domain).
 */
export function exponential(x: v128): v128 {
  const held = f32x4.min(f32x4.max(x, constant(-87.33654)), constant(88.37626));
  const n = f32x4.nearest(f32x4.mul(held, constant(1.44269504088896341)));
  const r = madd(n, constant(2.12194440e-4), madd(n, constant(-0.693359375), held));
  let p = madd(constant(1.9875691500e-4), r, constant(1.3981999507e-3));
  p = madd(p, r, constant(8.3334519073e-3));
  p = madd(p, r, constant(4.1665795894e-2));
  p = madd(p, r, constant(1.6666665459e-1));
  p = madd(p, r, constant(5.0000001201e-1));
  p = f32x4.add(madd(p, f32x4.mul(r, r), r), constant(1));
  return i32x4.add(p, i32x4.shl(i32x4.trunc_sat_f32x4_s(n), 23));
}

/** 1 / (1 + e⁻ˣ) in every lane. */
export function sigmoid(x: v128): v128 {
  return f32x4.div(constant(1), f32x4.add(constant(1), exponential(f32x4.neg(x))));
}

/**
 * tanh in every lane: 1 − 2 / (e²ˣ + 1), and near 0, where that would lose digits, a polynomial.
 *
 * Source: the method and coefficients are those of Cephes, `tanhf`.
 */
export function hyperbolicTangent(x: v128): v128 {
  const size = f32x4.abs(x), square = f32x4.mul(x, x);
  const e = exponential(f32x4.add(size, size));
  const far = f32x4.sub(constant(1), f32x4.div(constant(2), f32x4.add(e, constant(1))));
  let p = madd(constant(-5.70498872745e-3), square, constant(2.06390887954e-2));
  p = madd(p, square, constant(-5.37397155531e-2));
  p = madd(p, square, constant(1.33314422036e-1));
  p = madd(p, square, constant(-3.33332819422e-1));
  const near = madd(f32x4.mul(p, square), size, size);
  const value = v128.bitselect(near, far, f32x4.lt(size, constant(0.625)));
  return v128.bitselect(x, value, i32x4.splat(0x80000000));
}

/**
 * The error function in every lane, to 1.5e−7.
 *
 * Source: Abramowitz & Stegun, "Handbook of mathematical functions" (1964), 7.1.26.
 */
export function errorFunction(x: v128): v128 {
  const size = f32x4.abs(x);
  const t = f32x4.div(constant(1), madd(constant(0.3275911), size, constant(1)));
  let p = madd(constant(1.061405429), t, constant(-1.453152027));
  p = madd(p, t, constant(1.421413741));
  p = madd(p, t, constant(-0.284496736));
  p = f32x4.mul(madd(p, t, constant(0.254829592)), t);
  const e = exponential(f32x4.neg(f32x4.mul(size, size)));
  const value = f32x4.sub(constant(1), f32x4.mul(p, e));
  return v128.bitselect(x, value, i32x4.splat(0x80000000));
}
