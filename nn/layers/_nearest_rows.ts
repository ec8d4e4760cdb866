import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/** Products that are there at a time, at most, but for a single pair that has more. */
const PRODUCTS = 2 ** 19;

/**
 * What any product counts as, at most, and what is more: nothing is greater than what is no number, and
 * padding is never the greatest. Programs of WebGPU may be compiled as if every number were finite.
 */
const BOUND = 3.3e38, BEYOND = 3.4e38;

/** Sequences, and per position 1 or 0: whether it is there. */
export interface Sequences {
  /** `batch × length × size`. */
  readonly states: Tensor;
  readonly present: Uint8Array | undefined;
}

/**
 * The rows of the greatest product for every pair of sequences, by tfjs's operations: a block of pairs
 * at a time, whose products are then given up. No gradient goes through it.
 *
 * @returns rows of x and rows of y, `2 × users × others`, −1 where one has no position
 */
export function nearestRows(x: Sequences, y: Sequences): Tensor {
  const [users, length] = x.states.shape, [others, otherLength] = y.states.shape;
  const each = length * otherLength;
  const width = Math.max(1, Math.min(others, Math.floor(PRODUCTS / each)));
  const height = Math.max(1, Math.floor(PRODUCTS / (width * each)));
  const lines: Tensor[] = [];
  for (let user = 0; user < users; user += height) {
    const upper = part(x, user, height), parts: Tensor[] = [];
    for (let other = 0; other < others; other += width) {
      parts.push(tf.tidy(() => blockOf(upper, part(y, other, width))));
    }
    lines.push(parts.length === 1 ? parts[0] : tf.concat(parts, 1));
  }
  const places = lines.length === 1 ? lines[0] : tf.concat(lines, 0);
  // Of a pair without a product the place is any.
  const there = tf.tensor2d(pairs(x, y), [users, others], "int32");
  const [one, columns] = [tf.scalar(1, "int32"), tf.scalar(otherLength, "int32")];
  const column = tf.mod(places, columns);
  const row = tf.floorDiv(tf.sub(places, column), columns);
  const shown = (rows: Tensor): Tensor => tf.sub(tf.mul(tf.add(rows, one), there), one);
  const firstRows = tf.tensor2d(steps(users, length), [users, 1], "int32");
  const firstColumns = tf.tensor2d(steps(others, otherLength), [1, others], "int32");
  return tf.stack([shown(tf.add(row, firstRows)), shown(tf.add(column, firstColumns))]);
}

/** Where the greatest product is, row · columns + column, for a block of pairs. */
function blockOf(x: Sequences, y: Sequences): Tensor {
  const [users, length, size] = x.states.shape, [others, otherLength] = y.states.shape;
  const rows = users * length, columns = others * otherLength;
  const products = tf.matMul(
    tf.reshape(x.states, [rows, size]),
    tf.reshape(y.states, [columns, size]),
    false,
    true,
  );
  const seen = tf.logicalAnd(
    tf.tensor2d(x.present ?? new Uint8Array(rows).fill(1), [rows, 1], "bool"),
    tf.tensor2d(y.present ?? new Uint8Array(columns).fill(1), [1, columns], "bool"),
  );
  const bounded = tf.clipByValue(products, -BOUND, BOUND);
  const shown = tf.where(tf.isNaN(products), tf.fill([rows, columns], BEYOND), bounded);
  const among = tf.where(seen, shown, tf.fill([rows, columns], -BEYOND));
  const byPair = [0, 2, 1, 3];
  const turned = tf.transpose(tf.reshape(among, [users, length, others, otherLength]), byPair);
  return firstOfMaxima(tf.reshape(turned, [users, others, length * otherLength]));
}

/** `argMax` over the last axis: of equal ones the first, which that of WebGPU does not promise. */
function firstOfMaxima(x: Tensor): Tensor {
  if (tf.getBackend() !== "webgpu") return tf.argMax(x, -1);
  const count = x.shape[x.rank - 1];
  const isMaximum = tf.cast(tf.equal(x, tf.max(x, -1, true)), "int32");
  // The first one has the most places from it to the end.
  const left = tf.max(tf.mul(isMaximum, tf.range(count, 0, -1, "int32")), -1);
  return tf.sub(tf.scalar(count, "int32"), left);
}

/** Some sequences. */
function part({ states, present }: Sequences, first: number, count: number): Sequences {
  const [batch, length] = states.shape, end = Math.min(first + count, batch);
  return {
    states: tf.slice(states, [first, 0, 0], [end - first, -1, -1]),
    present: present?.slice(first * length, end * length),
  };
}

/** 1 for a pair of sequences that both have a position. */
function pairs(x: Sequences, y: Sequences): Int32Array {
  const [here, there] = [isThere(x), isThere(y)];
  return Int32Array.from(here.flatMap((one) => there.map((other) => one && other ? 1 : 0)));
}

function isThere({ states, present }: Sequences): boolean[] {
  const [batch, length] = states.shape;
  return Array.from(
    { length: batch },
    (_, i) => present?.subarray(i * length, (i + 1) * length).some((each) => each !== 0) ?? true,
  );
}

function steps(count: number, step: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i * step);
}
