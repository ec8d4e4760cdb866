import { customGradient } from "../_custom_gradient.ts";
import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/**
 * The recurrence of `timeLstm`, whose equations its page has, with a gradient of its own: of the many
 * small operations of a step, tfjs would record and turn around each.
 *
 * @param inputs of the gates f, i, o and of the candidate, and the time gates T_δ and T_s themselves,
 * `length × rows × 6 size`
 * @param options `attention`: `length × rows`; `recurrent`: from the state to the first four, size × 4 size
 * @returns state per position, `length × rows × size`
 */
export function timeRecurrence(
  inputs: Tensor,
  { attention, recurrent }: { attention: Tensor; recurrent: Tensor },
): Tensor {
  const [length, rows] = inputs.shape, [size] = recurrent.shape;
  return customGradient(
    [inputs, attention, recurrent],
    ([inputs, attention, recurrent]) => {
      const given = steps(inputs), shares = steps(widened(attention, size));
      let before: Step = { cell: tf.zeros([rows, size]), state: tf.zeros([rows, size]) };
      const kept: Tensor[] = [], states: Tensor[] = [];
      for (let t = 0; t < length; t++) {
        const [cell, state, ...inner] = advance(before, given[t], { share: shares[t], recurrent });
        kept.push(before.cell, before.state, ...inner);
        states.push(state);
        before = { cell, state };
      }
      return [tf.stack(states), ...kept];
    },
    (slope, [inputs, attention, recurrent, ...kept]) => {
      const given = steps(inputs), shares = steps(widened(attention, size)), slopes = steps(slope);
      const times = given.map((each) => tf.slice(each, [0, 4 * size], [rows, 2 * size]));
      let after: Step = { cell: tf.zeros([rows, size]), state: tf.zeros([rows, size]) };
      const byInput: Tensor[] = [], byShare: Tensor[] = [];
      for (let t = length - 1; t >= 0; t--) {
        const of = kept.slice(t * KEPT, (t + 1) * KEPT);
        const [cell, state, ofInput, ofShare] = tf.tidy(() =>
          turnAround({ cell: after.cell, state: tf.add(after.state, slopes[t]) }, of, {
            times: times[t],
            share: shares[t],
            recurrent,
          })
        );
        after = { cell, state };
        byInput.unshift(ofInput);
        byShare.unshift(ofShare);
      }
      const ofInputs = tf.stack(byInput);
      const sums = tf.reshape(tf.slice(ofInputs, [0, 0, 0], [length, rows, 4 * size]), [
        -1,
        4 * size,
      ]);
      const states = tf.concat(Array.from({ length }, (_, t) => kept[t * KEPT + 1]));
      return [ofInputs, tf.stack(byShare), tf.matMul(states, sums, true, false)];
    },
  );
}

/** What a row remembers between two positions, or the slopes by it. */
interface Step {
  cell: Tensor;
  state: Tensor;
}

/** Tensors that the gradient of a position needs: cell and state before it, and those of `advance`. */
const KEPT = 7;

/** One position forth: cell, state; and the gates f and i, the gate o, the candidate, cell⁺ and its tanh. */
function advance(
  { cell, state }: Step,
  input: Tensor,
  { share, recurrent }: { share: Tensor; recurrent: Tensor },
): Tensor[] {
  return tf.tidy(() => {
    const [, size] = cell.shape;
    const [ahead, times] = tf.split(input, [4 * size, 2 * size], 1);
    const sums = tf.add(ahead, tf.matMul(state, recurrent));
    const [inner, rest] = tf.split(sums, [3 * size, size], 1);
    const [both, output] = tf.split(tf.sigmoid(inner), [2 * size, size], 1);
    const [forget, take] = tf.split(tf.mul(both, times), 2, 1);
    const candidate = tanh(rest);
    const nextCell = tf.add(tf.mul(forget, cell), tf.mul(take, candidate));
    const bent = tanh(nextCell);
    return [
      tf.add(cell, tf.mul(share, tf.sub(nextCell, cell))),
      tf.add(state, tf.mul(share, tf.sub(tf.mul(output, bent), state))),
      both,
      output,
      candidate,
      nextCell,
      bent,
    ];
  });
}

/** One position back: slopes by cell and state before it, by its inputs and by its attention. */
function turnAround(
  by: Step,
  [cell, state, both, output, candidate, nextCell, bent]: Tensor[],
  { times, share, recurrent }: { times: Tensor; share: Tensor; recurrent: Tensor },
): Tensor[] {
  const nextState = tf.mul(output, bent);
  const byShare = tf.sum(
    tf.add(
      tf.mul(by.cell, tf.sub(nextCell, cell)),
      tf.mul(by.state, tf.sub(nextState, state)),
    ),
    1,
  );
  const byNextState = tf.mul(share, by.state), ownCell = tf.mul(share, by.cell);
  const byOutput = tf.mul(byNextState, bent);
  const byNextCell = tf.add(
    ownCell,
    tf.mul(tf.mul(byNextState, output), tf.sub(1, tf.square(bent))),
  );
  // Of f ∘ T_δ and i ∘ T_s, side by side.
  const byScaled = tf.concat([tf.mul(byNextCell, cell), tf.mul(byNextCell, candidate)], 1);
  const [forget, take] = tf.split(tf.mul(both, times), 2, 1);
  const bySums = tf.concat([
    tf.mul(tf.mul(byScaled, times), tf.mul(both, tf.sub(1, both))),
    tf.mul(byOutput, tf.mul(output, tf.sub(1, output))),
    tf.mul(tf.mul(byNextCell, take), tf.sub(1, tf.square(candidate))),
  ], 1);
  return [
    tf.add(tf.sub(by.cell, ownCell), tf.mul(byNextCell, forget)),
    tf.add(tf.sub(by.state, byNextState), tf.matMul(bySums, recurrent, false, true)),
    tf.concat([bySums, tf.mul(byScaled, both)], 1),
    byShare,
  ];
}

/** By way of the logistic function, which tfjs computes 80 times faster than its own tanh on wasm. */
function tanh(x: Tensor): Tensor {
  return tf.sub(tf.mul(tf.sigmoid(tf.mul(x, 2)), 2), 1);
}

/** Each number `size` times, `… × size`: to multiply alike shapes is faster than to broadcast. */
function widened(x: Tensor, size: number): Tensor {
  const wide = tf.matMul(tf.reshape(x, [x.size, 1]), tf.ones([1, size]));
  return tf.reshape(wide, [...x.shape, size]);
}

/** What the first axis holds. tfjs's own cannot be differentiated where that is one. */
function steps(x: Tensor): Tensor[] {
  return x.shape[0] === 1 ? [tf.squeeze(x, [0])] : tf.unstack(x);
}
