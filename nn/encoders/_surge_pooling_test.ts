import { assertEquals } from "@std/assert";
import { tf } from "../_tf.ts";
import { evaluate } from "../evaluate.ts";
import type { Weights } from "../parameters/weights.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { surgePooling, surgePoolingParameters } from "./_surge_pooling.ts";

const made = surgePoolingParameters("p", { size: 3, clusters: 2, seed: 1 });
const states = randomParameter("states", [2, 4, 3]);
const relevance = randomParameter("relevance", [2, 4]);
const adjacency = randomParameter("adjacency", [2, 4, 4]);
const inputs = { states, relevance, adjacency, ...made };

function pool(weights: Weights, present: Uint8Array): ReturnType<typeof surgePooling> {
  return surgePooling({
    states: weights.get("states", [2, 4, 3]),
    relevance: weights.get("relevance", [2, 4]),
    adjacency: weights.get("adjacency", [2, 4, 4]),
    present,
  }, weights.within("p"));
}

forEachDevice("surgePooling() has the gradients of finite differences", async () => {
  await assertGradient(inputs, (weights) => {
    const { assignment, state } = pool(weights, Uint8Array.of(1, 1, 1, 1, 0, 1, 1, 0));
    return tf.add(state.sub(1).square().mean(), assignment.square().mean());
  });
});

forEachDevice("surgePooling() assigns each position that is there once in all", async () => {
  const present = Uint8Array.of(1, 1, 1, 1, 0, 1, 1, 0);
  const sums = await evaluate(inputs, (weights) => pool(weights, present).assignment.sum(-1));
  assertNear(sums, Float32Array.from(present), 1e-6);
});

forEachDevice("surgePooling() stays where nothing has to do with the target", async () => {
  const none = { shape: [2, 4], values: new Float32Array(8) }, present = new Uint8Array(8).fill(1);
  const state = await evaluate(
    { ...inputs, relevance: none },
    (weights) => pool(weights, present).state,
  );
  assertEquals([...state], [0, 0, 0, 0, 0, 0]);
});
