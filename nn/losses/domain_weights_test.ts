import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import type { Weights } from "../parameters/weights.ts";
import { domainWeights, domainWeightsParameters } from "./domain_weights.ts";

const inputs = {
  ...domainWeightsParameters("w"),
  gains: { shape: [3], values: Float32Array.of(0.5, -0.25, 0) },
  previous: { shape: [3], values: Float32Array.of(0.2, 0.3, 0.5) },
  loss: { shape: [3], values: Float32Array.of(2, 1, 4) },
};

function lambda(weights: Weights, temperature = 1) {
  return domainWeights(weights.get("gains", [3]), weights.within("w"), {
    previous: weights.get("previous", [3]),
    temperature,
  });
}

forEachDevice("domainWeights() are equation 11's", async () => {
  for (const temperature of [1, 0.5]) {
    const powers = [0.7, 0.05, 0.5].map((each) => Math.exp(each / temperature));
    const sum = powers.reduce((a, b) => a + b);
    assertNear(
      await evaluate(inputs, (weights) => lambda(weights, temperature)),
      powers.map((each) => each / sum),
      1e-6,
    );
  }
});

forEachDevice("domainWeights() teach α and β, and neither gains nor what was before", async () => {
  const { gradients } = await differentiate(
    inputs,
    (weights) => lambda(weights).mul(weights.get("loss", [3])).sum(),
  );
  assertNotEquals(gradients["w.alpha"][0], 0);
  assertNotEquals(gradients["w.beta"][0], 0);
  assertEquals([...gradients.gains, ...gradients.previous], [0, 0, 0, 0, 0, 0]);
});

forEachDevice("domainWeights() refuse weights of other domains", async () => {
  await assertRejects(
    () =>
      evaluate(
        { ...inputs, previous: { shape: [2], values: new Float32Array(2) } },
        (weights) =>
          domainWeights(weights.get("gains", [3]), weights.within("w"), {
            previous: weights.get("previous", [2]),
            temperature: 1,
          }),
      ),
    TypeError,
    "Cannot weigh domains by gains of shape [3] and weights of shape [2]",
  );
});
