import { assertEquals, assertRejects } from "@std/assert";
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
import { multiHeadAttention, multiHeadAttentionParameters } from "./multi_head_attention.ts";

const cross = multiHeadAttentionParameters("a", { size: 4, memorySize: 6, seed: 1 });
const own = multiHeadAttentionParameters("a", { size: 4, seed: 1 });
const present = Uint8Array.of(1, 1, 0, 0, 0, 0, 1, 1, 0, 1);

function attendMemory(weights: Weights, present: Uint8Array, heads = 2): Tensor {
  const memory = weights.get("memory", [2, 5, 6]);
  const options = { heads, memory, present };
  return multiHeadAttention(weights.get("x", [2, 3, 4]), weights.within("a"), options);
}

forEachDevice("multiHeadAttention() to a memory with padding is PyTorch's", async () => {
  const x = goldenParameter("x", [2, 3, 4]), memory = goldenParameter("memory", [2, 5, 6]);
  await assertGoldenLayer(
    { x, memory, ...goldenParameters(cross) },
    golden.crossAttention,
    (weights) => attendMemory(weights, present),
  );
});

forEachDevice("multiHeadAttention() to itself, causal and with padding, is PyTorch's", async () => {
  const options = { heads: 2, causal: true, present: Uint8Array.of(1, 1, 0, 1, 1, 1) };
  await assertGoldenLayer(
    { x: goldenParameter("x", [2, 3, 4]), ...goldenParameters(own) },
    golden.causalAttention,
    (weights) => multiHeadAttention(weights.get("x", [2, 3, 4]), weights.within("a"), options),
  );
});

forEachDevice("multiHeadAttention() has the gradient of finite differences", async () => {
  const x = randomParameter("x", [2, 3, 4]), memory = randomParameter("memory", [2, 5, 6]);
  // A bias of all keys changes no softmax, so it gets a slope of its own.
  await assertGradient(
    { x, memory, ...cross },
    (weights) =>
      attendMemory(weights, present).sub(1).square().mean()
        .add(weights.get("a.key.bias", [4]).sum()),
  );
});

forEachDevice("multiHeadAttention() sees no padding, on either side", async () => {
  const x = randomParameter("x", [2, 3, 4]), memory = randomParameter("memory", [2, 5, 6]);
  const run = (values: Float32Array) =>
    evaluate(
      { x, memory: { shape: memory.shape, values }, ...cross },
      (weights) => attendMemory(weights, present),
    );
  const other = memory.values.map((value, i) => present[Math.floor(i / 6)] ? value : value + 5);
  assertEquals(await run(other), await run(memory.values));
});

forEachDevice("multiHeadAttention() that sees nothing gives the output of zeros", async () => {
  const x = randomParameter("x", [2, 3, 4]), memory = randomParameter("memory", [2, 5, 6]);
  const parameters = { ...cross, "a.output.bias": randomParameter("bias", [4]) };
  const none = Uint8Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
  const y = await evaluate({ x, memory, ...parameters }, (weights) => attendMemory(weights, none));
  const { values } = parameters["a.output.bias"];
  assertEquals([...y.subarray(0, 12)], [...values, ...values, ...values]);
  const causal = { heads: 1, causal: true, present: Uint8Array.of(0, 1, 1, 1, 1, 1) };
  const first = await evaluate(
    { x, ...own, "a.output.bias": parameters["a.output.bias"] },
    (weights) => multiHeadAttention(weights.get("x", [2, 3, 4]), weights.within("a"), causal),
  );
  assertEquals([...first.subarray(0, 4)], [...values]);
  assertEquals(first[4] === values[0], false);
});

forEachDevice("multiHeadAttention() refuses what does not fit", async () => {
  const x = randomParameter("x", [2, 3, 4]), memory = randomParameter("memory", [2, 5, 6]);
  const run = (compute: (weights: Weights) => Tensor) => () =>
    evaluate({ x, memory, ...cross }, compute);
  await assertRejects(
    run((weights) => attendMemory(weights, present, 3)),
    RangeError,
    "Cannot split 4 numbers into 3 heads: uneven, expected a divisor of 4",
  );
  await assertRejects(
    run((weights) => attendMemory(weights, new Uint8Array(3))),
    TypeError,
    "Cannot mask a memory of shape [2,5,6] by 3 numbers: expected 10",
  );
  await assertRejects(
    run((weights) => {
      const options = { heads: 1, causal: true, memory: weights.get("memory", [2, 5, 6]) };
      return multiHeadAttention(weights.get("x", [2, 3, 4]), weights.within("a"), options);
    }),
    TypeError,
    "Cannot attend to a memory of shape [2,5,6]: expected [2,3,-1]",
  );
});
