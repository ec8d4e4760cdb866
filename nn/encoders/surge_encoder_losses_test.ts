import { tf } from "../_tf.ts";
import { evaluate } from "../evaluate.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { surgeEncoderLosses } from "./surge_encoder_losses.ts";
import type { SurgeEncoderLosses } from "./surge_encoder_losses.ts";

/** Of two targets, each of three positions and two clusters; the second has padding in front. */
function losses(weights: Weights): SurgeEncoderLosses {
  const rest = { states: tf.zeros([2, 3, 1]), readout: tf.zeros([2, 1]), state: tf.zeros([2, 1]) };
  return surgeEncoderLosses({
    ...rest,
    adjacency: weights.get("adjacency", [2, 3, 3]),
    assignment: weights.get("assignment", [2, 3, 2]),
    present: Uint8Array.of(1, 1, 1, 0, 1, 1),
  });
}

const parameters: Parameters = {
  adjacency: {
    shape: [2, 3, 3],
    values: Float32Array.of(1, 1, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 1, 1),
  },
  assignment: {
    shape: [2, 3, 2],
    values: Float32Array.of(1, 0, 1, 0, 0, 1, 0, 0, 0.5, 0.5, 0.25, 0.75),
  },
};

forEachDevice("surgeEncoderLosses() are what a hand gets", async () => {
  // The first target's clusters are its graph: no distance, no entropy, places 1 + 2 and 3.
  // The second's S Sᵀ is [[1/2, 1/2], [1/2, 5/8]], its places are 1/2 + 2/4 and 1/2 + 3/2.
  const mapping = Math.sqrt(3 * 0.25 + 0.375 ** 2);
  const entropy = (Math.LN2 + 0.25 * Math.log(4) + 0.75 * Math.log(4 / 3)) / 2;
  const expected = [mapping / 2, entropy / 2, Math.hypot(3 - 1, 3 - 2) / 2];
  const numbers = await evaluate(parameters, (weights) => {
    const { sameMapping, singleAffiliation, relativePosition } = losses(weights);
    return tf.stack([sameMapping, singleAffiliation, relativePosition]);
  });
  assertNear(numbers, expected, 1e-6);
});

forEachDevice("surgeEncoderLosses() have the gradients of finite differences", async () => {
  const { values } = randomParameter("assignment", [2, 3, 2], 0.1);
  const assignment = { shape: [2, 3, 2], values: values.map((each) => 0.5 + each) };
  await assertGradient(
    { assignment, adjacency: randomParameter("adjacency", [2, 3, 3]) },
    (weights) => {
      const { sameMapping, singleAffiliation, relativePosition } = losses(weights);
      return tf.addN([sameMapping, singleAffiliation, relativePosition]);
    },
  );
});
