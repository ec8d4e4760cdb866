import golden from "../../tests/goldens/layers.json" with { type: "json" };
import { assertGoldenLayer } from "../testing/assert_golden_layer.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { goldenParameters } from "../testing/golden_parameters.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { gatedMlp, gatedMlpParameters } from "./gated_mlp.ts";

const made = gatedMlpParameters("f", { inputs: 4, innerSize: 6, outputs: 5, seed: 1 });

forEachDevice("gatedMlp() gives PyTorch's values and gradients", async () => {
  const x = goldenParameter("x", [2, 3, 4]);
  await assertGoldenLayer(
    { x, ...goldenParameters(made) },
    golden.gatedMlp,
    (weights) => gatedMlp(weights.get("x", x.shape), weights.within("f"), { activation: "silu" }),
  );
});

forEachDevice("gatedMlp() has the gradient of finite differences", async () => {
  await assertGradient(
    { x: randomParameter("x", [3, 4]), ...made },
    (weights) =>
      gatedMlp(weights.get("x", [3, 4]), weights.within("f"), { activation: "sigmoid" })
        .sub(1).square().mean(),
  );
});
