import { tf } from "../_tf.ts";
import { constantParameter } from "../parameters/constant_parameter.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { embed } from "../tables/embed.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { glorotParameter } from "./_glorot_parameter.ts";
import { linear, linearParameters } from "./linear.ts";
import { product } from "./_product.ts";
import { timeRecurrence } from "./_time_recurrence.ts";

/**
 * One layer of long short-term memory that knows when things happened, and attends to some of them.
 * From the cell c and the state h before a position, its x, the interval δ' since the position before
 * it and the span s' until the prediction (both as numbers, usually logarithms):
 *
 * - time features δ = tanh(W_δ δ' + b_δ), s = tanh(W_s s' + b_s),
 * - time gates T_δ = σ(x W_xδ + δ W_tδ + b_tδ), T_s = σ(x W_xs + s W_ts + b_ts),
 * - c⁺ = f ∘ T_δ ∘ c + i ∘ T_s ∘ tanh(x W_c + h U_c + b_c), f and i as in any LSTM,
 * - o = σ(x W_xo + δ W_δo + s W_so + h W_ho + b_o), h⁺ = o ∘ tanh(c⁺),
 * - the next cell and state, with the attention a of the position: c + a (c⁺ − c), h + a (h⁺ − h).
 *
 * So a position without attention, such as padding, leaves both as they are. What depends on sequences
 * alone is made once for each, whatever the number of attentions to it.
 *
 * Source: Yu et al., "Adaptive user modeling with long and short-term preferences for personalized
 * recommendation" (IJCAI 2019), equations 2, 3, 7 to 12, 14 and 15.
 *
 * @param x `sequences × length × inputs`
 * @param weights `input` (a `linear` to the gates f, i, o, the candidate, T_δ and T_s, side by side),
 * `hidden.weight` (size × 4 size, to the first four), `interval` and `span` (`linear`s of one number),
 * `interval_gates.weight` and `span_gates.weight` (size × 2 size: to o, and to the time gate)
 * @param options `interval` and `span`: `sequences × length`; `attention`: 0 to 1 per position,
 * `rows × length`; `row`: sequence per row of the attention, each its own if not given
 * @returns state per position, `rows × length × size`
 * @throws {TypeError} if something does not fit
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { timeLstm, timeLstmParameters } from "./time_lstm.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const states = await evaluate({
 *   ...timeLstmParameters("lstm", { inputs: 1, size: 1, seed: 1 }),
 *   x: { shape: [1, 2, 1], values: new Float32Array([3, 4]) },
 *   times: { shape: [1, 2], values: new Float32Array([0, 1]) },
 *   attention: { shape: [1, 2], values: new Float32Array([0.5, 0]) },
 * }, (weights) => {
 *   const times = weights.get("times", [1, 2]), attention = weights.get("attention", [1, 2]);
 *   const options = { interval: times, span: times, attention };
 *   return timeLstm(weights.get("x", [1, 2, 1]), weights.within("lstm"), options);
 * });
 * if (states[0] === 0 || states[1] !== states[0]) throw new Error("moved without attention");
 * ```
 */
export function timeLstm(
  x: Tensor,
  weights: Weights,
  options: { interval: Tensor; span: Tensor; attention: Tensor; row?: Int32Array },
): Tensor {
  const [sequences, length] = x.shape, { row, attention } = options;
  const recurrent = weights.get("hidden.weight", [-1, -1]), [size] = recurrent.shape;
  weights.get("hidden.weight", [size, 4 * size]);
  expectShape("interval", options.interval, [sequences, length]);
  expectShape("span", options.span, [sequences, length]);
  expectShape("attention", attention, [row?.length ?? sequences, length]);

  const inputs = tf.transpose(gateInputs(x, weights, { ...options, size }), [1, 0, 2]);
  const states = timeRecurrence(row === undefined ? inputs : ofRows(inputs, row), {
    attention: tf.transpose(attention),
    recurrent,
  });
  return tf.transpose(states, [1, 0, 2]);
}

/** `length × sequences × size` → `length × rows × size`, as rows of one matrix. */
function ofRows(x: Tensor, row: Int32Array): Tensor {
  const [length, sequences, size] = x.shape, places = new Int32Array(length * row.length);
  for (let t = 0; t < length; t++) {
    row.forEach((sequence, i) => places[t * row.length + i] = t * sequences + sequence);
  }
  return tf.reshape(embed(tf.reshape(x, [-1, size]), places), [length, row.length, size]);
}

/**
 * What the gates get besides the state, `sequences × length × 6 size`: sums of f, i, o and the
 * candidate, and the time gates themselves.
 */
function gateInputs(
  x: Tensor,
  weights: Weights,
  { interval, span, size }: { interval: Tensor; span: Tensor; size: number },
): Tensor {
  weights.get("input.weight", [x.shape[x.rank - 1], 6 * size]);
  const feature = (name: "interval" | "span", values: Tensor) =>
    tf.split(
      product(
        tf.tanh(linear(tf.expandDims(values, -1), weights.within(name))),
        weights.get(`${name}_gates.weight`, [size, 2 * size]),
      ),
      2,
      -1,
    );
  const [intervalOutput, intervalGate] = feature("interval", interval);
  const [spanOutput, spanGate] = feature("span", span);
  const [inner, output, candidate, time] = tf.split(
    linear(x, weights.within("input")),
    [2 * size, size, size, 2 * size],
    -1,
  );
  const outputs = tf.add(output, tf.add(intervalOutput, spanOutput));
  const times = tf.sigmoid(tf.add(time, tf.concat([intervalGate, spanGate], -1)));
  return tf.concat([inner, outputs, candidate, times], -1);
}

function expectShape(name: string, { shape }: Tensor, expected: number[]): void {
  if (shape.join() !== expected.join()) {
    throw new TypeError(`Cannot use ${name} of shape [${shape}]: expected [${expected}]`);
  }
}

/** The parameters of `timeLstm`: each matrix after Glorot, biases 0, that of the forget gate 1. */
export function timeLstmParameters(
  name: string,
  { inputs, size, seed }: { inputs: number; size: number; seed: number },
): Parameters {
  const matrix = (path: string, rows: number, matrices: number) => ({
    [path]: glorotParameter(path, { inputs: rows, outputs: size, seed, matrices }),
  });
  const bias = constantParameter([6 * size], 0);
  // As in TensorFlow's cell, which the authors' is made from: it keeps what it knows at first.
  bias.values.fill(1, 0, size);
  return {
    ...matrix(`${name}.input.weight`, inputs, 6),
    [`${name}.input.bias`]: bias,
    ...matrix(`${name}.hidden.weight`, size, 4),
    ...linearParameters(`${name}.interval`, { inputs: 1, outputs: size, seed }),
    ...matrix(`${name}.interval_gates.weight`, size, 2),
    ...linearParameters(`${name}.span`, { inputs: 1, outputs: size, seed }),
    ...matrix(`${name}.span_gates.weight`, size, 2),
  };
}
