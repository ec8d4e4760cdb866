import { tf } from "../_tf.ts";
import { convolution, convolutionParameters } from "../layers/convolution.ts";
import { dropout } from "../layers/dropout.ts";
import type { Dropout } from "../layers/dropout.ts";
import { linear, linearParameters } from "../layers/linear.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { maxOverTime } from "./_max_over_time.ts";

/**
 * Caser's encoder: the vectors of a user's last items, as an image of `length` rows → one vector.
 *
 * Horizontal filters, so many of every height from 1 to `length`, slide over time at full width, and
 * the largest answer of each is kept (equations 3 to 5); vertical ones are weighted sums of the rows
 * (equations 6 to 8). A ReLU layer makes a vector of both (equation 9), behind dropout (§4.1). Rows of
 * users with fewer items are zeros, before the items there are. As in the authors' code, horizontal
 * filters have a bias, which the paper leaves out, and the ReLU is what both layers activate by, of
 * which the paper leaves the choice.
 *
 * Source: Tang & Wang, "Personalized top-N sequential recommendation via convolutional sequence
 * embedding" (WSDM 2018), §3.1 to §3.3.
 *
 * @param x `batch × length × size`, the newest item last; length as in the parameters
 * @param weights as from `caserEncoderParameters`
 * @param options `present`: 1 for a row that is there, 0 for one that is to be zeros, `batch × length`;
 * `dropout` while training
 * @returns `batch × size`
 * @throws {TypeError} if the image has another length than the parameters, or `present` does not fit
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { caserEncoder, caserEncoderParameters } from "./caser_encoder.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const options = { size: 4, length: 3, horizontal: 2, vertical: 1, seed: 1 };
 * const x = { shape: [1, 3, 4], values: new Float32Array(12).fill(1) };
 * const y = await evaluate({ ...caserEncoderParameters("encoder", options), x }, (weights) =>
 *   caserEncoder(weights.get("x", [1, 3, 4]), weights.within("encoder"), {
 *     present: new Uint8Array([0, 1, 1]),
 *   }));
 * if (y.length !== 4) throw new Error("not one vector");
 * ```
 */
export function caserEncoder(
  x: Tensor,
  weights: Weights,
  options: { present?: Uint8Array; dropout?: Dropout } = {},
): Tensor {
  const [batch, length] = x.shape;
  // First: it refuses an image of another length.
  const vertical = weights.get("vertical.weight", [length, -1]), [, filters] = vertical.shape;
  const image = options.present === undefined ? x : zeroAbsent(x, options.present);
  const columns = tf.reshape(tf.transpose(image, [0, 2, 1]), [-1, length]);
  const sums = tf.reshape(tf.matMul(columns, vertical), [batch, -1, filters]);
  const features = [tf.reshape(tf.transpose(sums, [0, 2, 1]), [batch, -1])];
  for (let height = 1; height <= length; height++) {
    const inside = weights.within(`horizontal.${height}`);
    const answers = convolution(image, inside, { padding: "none" });
    // The same as the largest of their ReLUs, of fewer numbers.
    features.push(tf.relu(maxOverTime(answers)));
  }
  const seen = dropout(tf.concat(features, -1), options.dropout);
  return tf.relu(linear(seen, weights.within("output")));
}

/** The image with zeros in the rows that are not there. */
function zeroAbsent(x: Tensor, present: Uint8Array): Tensor {
  const [batch, length] = x.shape;
  if (present.length !== batch * length) {
    throw new TypeError(
      `Cannot mask a tensor of shape [${x.shape}] by ${present.length} numbers: expected ${
        batch * length
      }`,
    );
  }
  return tf.mul(x, tf.tensor3d(Float32Array.from(present), [batch, length, 1]));
}

/**
 * The parameters of `caserEncoder` for images of `length` rows: `horizontal` filters of every height,
 * `vertical` ones.
 */
export function caserEncoderParameters(
  name: string,
  options: { size: number; length: number; horizontal: number; vertical: number; seed: number },
): Parameters {
  const { size, length, horizontal, vertical, seed } = options, path = `${name}.vertical`;
  const rows = linearParameters(path, { inputs: length, outputs: vertical, seed });
  const parameters = { [`${path}.weight`]: rows[`${path}.weight`] };
  for (let height = 1; height <= length; height++) {
    Object.assign(
      parameters,
      convolutionParameters(`${name}.horizontal.${height}`, {
        inputs: size,
        outputs: horizontal,
        taps: height,
        seed,
      }),
    );
  }
  const inputs = vertical * size + horizontal * length;
  return {
    ...parameters,
    ...linearParameters(`${name}.output`, { inputs, outputs: size, seed }),
  };
}
