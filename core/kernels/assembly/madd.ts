/**
 * a · b + c in every lane: in one rounding with the relaxed build on a machine that can, in two with
 * the strict one. Everything that adds products comes through here, tails as well, so that a number
 * does not depend on where in a tile it stands.
 */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}
