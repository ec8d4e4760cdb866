import { assertEquals } from "@std/assert";
import { RandomStream } from "../../core/random_stream.ts";
import { evaluate } from "../evaluate.ts";
import { transformerBlock } from "../layers/transformer_block.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { transformerExpert, transformerExpertParameters } from "./transformer_expert.ts";

const made = transformerExpertParameters("e", { size: 8, blocks: 2, seed: 1 });

function say(values: Float32Array): Promise<Float32Array> {
  const shape = [1, values.length / 8, 8];
  return evaluate(
    { x: { shape, values }, ...made },
    (weights) =>
      transformerExpert(weights.get("x", shape), weights.within("e"), { blocks: 2, heads: 2 }),
  );
}

forEachDevice("transformerExpert() is a stack of causal blocks", async () => {
  const { values } = randomParameter("x", [1, 5, 8]), shape = [1, 5, 8];
  const stacked = await evaluate({ x: { shape, values }, ...made }, (weights) =>
    ["0", "1"].reduce(
      (x, block) =>
        transformerBlock(x, weights.within(`e.blocks.${block}`), {
          heads: 2,
          norm: "post",
          activation: "gelu",
          causal: true,
        }),
      weights.get("x", shape),
    ));
  assertEquals(await say(values), stacked);
});

forEachDevice("transformerExpert() at position t ignores what follows", async () => {
  const { values } = randomParameter("x", [1, 5, 8]), whole = await say(values);
  for (let t = 0; t < 5; t++) {
    const changed = await say(values.slice().fill(3, 8 * (t + 1)));
    assertEquals(changed.slice(0, 8 * (t + 1)), whole.slice(0, 8 * (t + 1)));
  }
});

forEachDevice("transformerExpert() has the gradients of finite differences", async () => {
  await assertGradient(
    {
      x: randomParameter("x", [2, 3, 4]),
      ...transformerExpertParameters("e", { size: 4, blocks: 1, seed: 2 }),
    },
    (weights) => {
      const dropout = { rate: 0.2, random: RandomStream.from(1, "dropout") };
      const options = { blocks: 1, heads: 2, dropout };
      return transformerExpert(weights.get("x", [2, 3, 4]), weights.within("e"), options)
        .sub(1).square().mean();
    },
  );
});
