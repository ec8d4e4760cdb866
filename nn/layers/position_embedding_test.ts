import { assertEquals, assertRejects } from "@std/assert";
import { evaluate } from "../evaluate.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { positionEmbedding, positionEmbeddingParameters } from "./position_embedding.ts";
import { sinusoidalPositions } from "./sinusoidal_positions.ts";

forEachDevice("positionEmbedding() has the gradient of finite differences", async () => {
  const made = positionEmbeddingParameters("p", { length: 5, size: 4, seed: 1 });
  await assertGradient(
    { x: randomParameter("x", [2, 3, 4]), ...made },
    (weights) => positionEmbedding(weights.get("x", [2, 3, 4]), weights.within("p")).square().sum(),
  );
});

forEachDevice(
  "positionEmbedding() adds the first positions' vectors to every sequence",
  async () => {
    const made = positionEmbeddingParameters("p", { length: 5, size: 2, seed: 1 });
    const y = await evaluate(
      { x: { shape: [2, 3, 2], values: new Float32Array(12) }, ...made },
      (weights) => positionEmbedding(weights.get("x", [2, 3, 2]), weights.within("p")),
    );
    const first = [...made["p.weight"].values.subarray(0, 6)];
    assertEquals([...y], [...first, ...first]);
  },
);

forEachDevice("positionEmbedding() refuses sequences longer than its positions", async () => {
  const made = positionEmbeddingParameters("p", { length: 2, size: 2, seed: 1 });
  await assertRejects(
    () =>
      evaluate(
        { x: randomParameter("x", [1, 3, 2]), ...made },
        (weights) => positionEmbedding(weights.get("x", [1, 3, 2]), weights.within("p")),
      ),
    RangeError,
    "Cannot place sequences of 3 positions: vectors for 2, expected at most as many",
  );
});

forEachDevice("sinusoidalPositions() are the paper's, of even and odd sizes", async () => {
  for (const size of [4, 5]) {
    const x = { shape: [1, 3, size], values: new Float32Array(3 * size) };
    const y = await evaluate({ x }, (weights) => sinusoidalPositions(weights.get("x", x.shape)));
    const at = (t: number, pair: number) => t / Math.pow(10000, 2 * pair / size);
    const expected = [0, 1, 2].flatMap((t) =>
      [0, 1, 2].flatMap((pair) => [Math.sin(at(t, pair)), Math.cos(at(t, pair))]).slice(0, size)
    );
    assertNear(y, expected, 1e-6);
  }
});

forEachDevice("sinusoidalPositions() pass a gradient on", async () => {
  const x = randomParameter("x", [2, 3, 4]);
  await assertGradient(
    { x },
    (weights) => sinusoidalPositions(weights.get("x", [2, 3, 4])).square().mean(),
  );
});
