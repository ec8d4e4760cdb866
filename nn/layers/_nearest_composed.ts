import { customGradient } from "../_custom_gradient.ts";
import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";
import { nearestRows } from "./_nearest_rows.ts";

/**
 * `nearestSimilarity` of tfjs's operations, which can be differentiated twice: the rows are searched for
 * a block of pairs at a time, and the value is the product of the two that were found.
 *
 * @param options `none`: the value of a pair of which one has no position
 */
export function nearestComposed(
  x: Tensor,
  y: Tensor,
  { xPresent, yPresent, none }: {
    xPresent: Uint8Array | undefined;
    yPresent: Uint8Array | undefined;
    none: number;
  },
): Tensor {
  return customGradient(
    [withoutPadding(x, xPresent), withoutPadding(y, yPresent)],
    ([x, y]) => {
      const rows = nearestRows(
        { states: x, present: xPresent },
        { states: y, present: yPresent },
      );
      const products = tf.sum(tf.mul(rowsOf(x, rows, 0), rowsOf(y, rows, 1)), -1);
      const [users, others] = [x.shape[0], y.shape[0]], chosen = tf.slice(rows, 0, 1);
      const there = tf.greaterEqual(tf.reshape(chosen, [-1]), tf.scalar(0, "int32"));
      const values = tf.where(there, products, tf.fill([users * others], none));
      return [tf.reshape(values, [users, others]), rows];
    },
    (slope, [x, y, rows]) => [
      sumsOf(tf.mul(rowsOf(y, rows, 1), tf.reshape(slope, [-1, 1])), rows, { side: 0, like: x }),
      sumsOf(tf.mul(rowsOf(x, rows, 0), tf.reshape(slope, [-1, 1])), rows, { side: 1, like: y }),
    ],
  );
}

/** Zeros for what is not there: whatever stands there, nothing of it may get into a sum. */
function withoutPadding(x: Tensor, present: Uint8Array | undefined): Tensor {
  if (present === undefined) return x;
  const [batch, length] = x.shape, there = tf.tensor3d(present, [batch, length, 1], "bool");
  return tf.where(tf.broadcastTo(there, x.shape), x, tf.zerosLike(x));
}

/** The chosen rows of one side, `pairs × size`; for a pair without one the first. */
function rowsOf(x: Tensor, rows: Tensor, side: number): Tensor {
  const [, , size] = x.shape, places = indicesOf(rows, side);
  return tf.gather(tf.reshape(x, [-1, size]), tf.maximum(places, tf.zerosLike(places)));
}

/** What all pairs give to the rows that they chose on one side; a pair without one gives nothing. */
function sumsOf(
  parts: Tensor,
  rows: Tensor,
  { side, like }: { side: number; like: Tensor },
): Tensor {
  const [batch, length] = like.shape;
  const sums = tf.unsortedSegmentSum(parts, indicesOf(rows, side), batch * length);
  return tf.reshape(sums, like.shape);
}

function indicesOf(rows: Tensor, side: number): ReturnType<typeof tf.tensor1d> {
  return tf.slice(rows, side, 1).as1D();
}
