import { assertEquals } from "@std/assert";
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
import { transformerBlock, transformerBlockParameters } from "./transformer_block.ts";

const made = transformerBlockParameters("b", { size: 4, innerSize: 6, seed: 1 });
const cases = [
  { norm: "post", activation: "gelu", golden: golden.transformer_post },
  { norm: "pre", activation: "relu", golden: golden.transformer_pre },
] as const;

for (const { norm, activation, golden } of cases) {
  const options = { heads: 2, norm, activation, present: Uint8Array.of(1, 1, 0, 1, 1, 1) };
  const block = (weights: Weights): Tensor =>
    transformerBlock(weights.get("x", [2, 3, 4]), weights.within("b"), options);

  forEachDevice(`transformerBlock() with ${norm}-norm is PyTorch's`, async () => {
    const x = goldenParameter("x", [2, 3, 4]);
    await assertGoldenLayer({ x, ...goldenParameters(made) }, golden, block);
  });

  forEachDevice(`transformerBlock() with ${norm}-norm has the right gradient`, async () => {
    const x = randomParameter("x", [2, 3, 4]), target = randomParameter("target", [2, 3, 4]);
    // A bias of all keys changes no softmax, so it gets a slope of its own.
    await assertGradient(
      { x, target, ...made },
      (weights) =>
        block(weights).sub(weights.get("target", [2, 3, 4])).square().mean()
          .add(weights.get("b.attention.key.bias", [4]).sum()),
    );
  });
}

forEachDevice("transformerBlock() that is causal sees no later position", async () => {
  const options = { heads: 2, norm: "pre", activation: "gelu", causal: true } as const;
  const run = (values: Float32Array) =>
    evaluate(
      { x: { shape: [1, 5, 4], values }, ...made },
      (weights) => transformerBlock(weights.get("x", [1, 5, 4]), weights.within("b"), options),
    );
  const { values } = randomParameter("x", [1, 5, 4]), whole = await run(values);
  for (let t = 0; t < 5; t++) {
    const changed = await run(values.slice().fill(7, 4 * (t + 1)));
    assertEquals(changed.slice(0, 4 * (t + 1)), whole.slice(0, 4 * (t + 1)));
  }
});
