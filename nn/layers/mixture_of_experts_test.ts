import { assertRejects } from "@std/assert";
import golden from "../../tests/goldens/layers.json" with { type: "json" };
import { evaluate } from "../evaluate.ts";
import type { Weights } from "../parameters/weights.ts";
import { assertGoldenLayer } from "../testing/assert_golden_layer.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { goldenParameters } from "../testing/golden_parameters.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import type { Tensor } from "../tensor.ts";
import { mixtureOfExperts, mixtureOfExpertsParameters } from "./mixture_of_experts.ts";

const gate = mixtureOfExpertsParameters("m", { inputs: 4, experts: 3, seed: 1 });
const names = ["one", "three", "other"];

const mixed = (options: { stopped?: number[] }) => (weights: Weights): Tensor => {
  const experts = names.map((name) => weights.get(name, [2, 3, 5]));
  const x = weights.get("x", [2, 3, 4]);
  return mixtureOfExperts(x, weights.within("m"), { experts, ...options });
};

forEachDevice("mixtureOfExperts() gives PyTorch's values and gradients", async () => {
  const parameters = {
    x: goldenParameter("x", [2, 3, 4]),
    ...goldenParameters(gate),
    ...Object.fromEntries(names.map((name) => [name, goldenParameter(name, [2, 3, 5])])),
  };
  const stopped = {
    ...golden.mixture,
    gradients: { ...golden.mixture.gradients, three: new Array(30).fill(0) },
  };
  await assertGoldenLayer(parameters, stopped, mixed({ stopped: [1] }));
});

const random = {
  x: randomParameter("x", [2, 3, 4]),
  ...gate,
  ...Object.fromEntries(names.map((name) => [name, randomParameter(name, [2, 3, 5])])),
};

forEachDevice("mixtureOfExperts() has the gradient of finite differences", async () => {
  await assertGradient(random, (weights) => mixed({})(weights).square().mean());
});

forEachDevice("mixtureOfExperts() names the expert that does not fit", async () => {
  const compute = (last: string, stopped: number[]) => () =>
    evaluate(random, (weights) => {
      const experts = [weights.get("one", [2, 3, 5]), weights.get(last, [-1, -1, -1])];
      return mixtureOfExperts(weights.get("x", [2, 3, 4]), weights.within("m"), {
        experts,
        stopped,
      });
    });
  await assertRejects(
    compute("x", []),
    TypeError,
    "Cannot mix expert 1 of shape [2,3,4]: expected [2,3,5]",
  );
  await assertRejects(
    compute("other", [2]),
    RangeError,
    "Cannot stop expert 2: none of 2, expected 0 … 1",
  );
  await assertRejects(
    compute("other", []),
    TypeError,
    "Cannot mix 2 experts by shares of shape [2,3,3]: expected one per expert",
  );
});
