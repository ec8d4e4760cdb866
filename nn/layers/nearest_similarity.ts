import { customGradient } from "../_custom_gradient.ts";
import { isFused, runFused } from "../_fused.ts";
import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";
import { nearestComposed } from "./_nearest_composed.ts";
import { nearestPlaces } from "./_nearest_places.ts";

/** The similarity of a pair of which one has no position. */
const NONE = -1e9;

/**
 * How near every user is to every other one, by the two positions of theirs that are nearest:
 * a_ij = max over t, t′ of x_it · y_jt′, over the positions that are there. The gradient flows to the one
 * pair of positions that has the maximum: of equal ones to the first, by t, then by t′.
 *
 * Products come and go: the memory is that of x, y and three numbers per pair of users. The value of a
 * pair, bit by bit, and its pair of positions depend on nobody else, nor on padding, whatever stands there.
 *
 * Source: Xu et al., "Rethinking cross-domain sequential recommendation under open-world assumptions"
 * (WWW 2024), equation 3, of x = S W₁ and y = S W₂. In its released code padding takes part in the maximum.
 *
 * @param x `users × length × size`
 * @param y `others × other length × size`
 * @param options `xPresent`: 1 for a position of x that is there, 0 for padding, `users × length`;
 * `yPresent`: the same of y; all are there if not given
 * @returns `users × others`; −1e9, which has no gradient, where one of two has no position
 * @throws {TypeError} if something does not fit
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { nearestSimilarity } from "./nearest_similarity.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [1, 2, 1], values: new Float32Array([2, 9]) };
 * const y = { shape: [2, 2, 1], values: new Float32Array([3, 4, -5, -1]) };
 * const near = await evaluate({ x, y }, (weights) => {
 *   const [xs, ys] = [weights.get("x", [1, 2, 1]), weights.get("y", [2, 2, 1])];
 *   return nearestSimilarity(xs, ys, { xPresent: new Uint8Array([1, 0]) });
 * });
 * if (near.join() !== "8,-2") throw new Error("not the greatest products");
 * ```
 */
export function nearestSimilarity(
  x: Tensor,
  y: Tensor,
  { xPresent, yPresent }: { xPresent?: Uint8Array; yPresent?: Uint8Array } = {},
): Tensor {
  const [users, , size] = x.shape, [others] = y.shape;
  if (x.rank !== 3 || y.rank !== 3 || y.shape[2] !== size) {
    throw new TypeError(
      `Cannot compare sequences of shape [${x.shape}] with those of shape [${y.shape}]: ` +
        "expected [users,length,size] and [others,length,size]",
    );
  }
  const here = nearestPlaces(x, xPresent), there = nearestPlaces(y, yPresent);
  if (x.size === 0 || y.size === 0) {
    const zeros = (_: Tensor, kept: Tensor[]): Tensor[] => kept.map((each) => tf.zerosLike(each));
    return customGradient([x, y], () => tf.fill([users, others], NONE), zeros);
  }
  if (!isFused("NearestSimilarity")) {
    return nearestComposed(x, y, { xPresent, yPresent, none: NONE });
  }
  const list = (values: Int32Array): Tensor => tf.tensor1d(values, "int32");
  const lists = {
    xPlaces: list(here.places),
    xStarts: list(here.starts),
    yPlaces: list(there.places),
    yStarts: list(there.starts),
  };
  return customGradient(
    [x, y],
    ([x, y]) => {
      const [values, rows] = runFused("NearestSimilarity", { x, y, ...lists }, { none: NONE });
      return [values, rows];
    },
    (slope, [x, y, rows]) => runFused("NearestSimilarityGradient", { x, y, rows, slope }),
  );
}
