import { customGradient } from "../_custom_gradient.ts";
import { isFused, runFused } from "../_fused.ts";
import { tf } from "../_tf.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { linear } from "./linear.ts";

/**
 * The recurrence of a gated recurrent unit, whose update gate may be scaled per position: by 0 the
 * state stays exactly as it is. See `gru` for the equations.
 *
 * @param x `batch × length × inputs`
 * @param weights `input` (to the three gates) and `hidden` (from the state to them), each a `linear`
 * @param options `initial`: state before the first position, `batch × size`, zeros if not given;
 * `scale`: of the update gate, `batch × length × 1`
 * @returns state per position, `batch × length × size`
 */
export function recur(
  x: Tensor,
  weights: Weights,
  { initial, scale }: { initial?: Tensor | undefined; scale?: Tensor | undefined },
): Tensor {
  const [batch] = x.shape, hidden = weights.within("hidden");
  const size = hidden.get("weight", [-1, -1]).shape[0];
  hidden.get("weight", [size, 3 * size]);
  weights.get("input.weight", [x.shape[x.rank - 1], 3 * size]);
  const start = initial ?? tf.zeros([batch, size]);
  if (start.shape.join() !== `${batch},${size}`) {
    throw new TypeError(
      `Cannot begin with a state of shape [${start.shape}]: expected [${batch},${size}]`,
    );
  }
  if (isFused("Recurrence")) {
    const weight = hidden.get("weight", [size, 3 * size]), bias = hidden.get("bias", [3 * size]);
    return recurFused([linear(x, weights.within("input")), weight, bias, start], scale);
  }
  // All positions in one product, and position by position in memory: tfjs takes them apart by copies.
  const inputs = apart(linear(tf.transpose(x, [1, 0, 2]), weights.within("input")));
  const scales = scale === undefined ? undefined : apart(tf.transpose(scale, [1, 0, 2]));
  let state = start;
  const states = inputs.map((input, t) => {
    const [gates, ahead] = tf.split(input, [2 * size, size], 1);
    const [both, own] = tf.split(linear(state, hidden), [2 * size, size], 1);
    const [reset, update] = tf.split(tf.sigmoid(tf.add(gates, both)), 2, 1);
    const candidate = tf.tanh(tf.add(ahead, tf.mul(reset, own)));
    const share = scales === undefined ? update : tf.mul(update, scales[t]);
    return state = tf.add(state, tf.mul(share, tf.sub(candidate, state)));
  });
  return tf.transpose(together(states), [1, 0, 2]);
}

/** Along a new first axis. tfjs's own cannot be differentiated twice where it is given one. */
function together(tensors: Tensor[]): Tensor {
  return tensors.length === 1 ? tf.expandDims(tensors[0], 0) : tf.stack(tensors);
}

/** What the first axis holds. tfjs's own cannot be differentiated where that is one. */
function apart(x: Tensor): Tensor[] {
  return x.shape[0] === 1 ? [tf.squeeze(x, [0])] : tf.unstack(x);
}

/** All positions in one kernel. @param tensors inputs of the gates, weight, bias, initial state */
function recurFused(tensors: Tensor[], scale: Tensor | undefined): Tensor {
  return customGradient(
    scale === undefined ? tensors : [...tensors, scale],
    ([inputs, weight, bias, initial, scale]) => {
      const given = { inputs, weight, bias, initial, scale };
      const [states, gates] = runFused("Recurrence", given);
      return [states, states, gates];
    },
    (slope, kept) => {
      const [, weight, , initial] = kept, [states, gates] = kept.slice(-2);
      const given = { weight, initial, scale: scale && kept[4], states, gates, slope };
      return runFused("RecurrenceGradient", given);
    },
  );
}
