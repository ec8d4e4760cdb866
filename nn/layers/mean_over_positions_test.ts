import { assertEquals, assertRejects } from "@std/assert";
import { evaluate } from "../evaluate.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { meanOverPositions } from "./mean_over_positions.ts";

const x = { shape: [3, 2, 2], values: Float32Array.of(1, 2, 3, 6, 5, 7, 9, 9, 8, 8, 8, 8) };
const counted = Uint8Array.of(1, 1, 1, 0, 0, 0);

forEachDevice("meanOverPositions() is over what counts, and 0 of nothing", async () => {
  const means = await evaluate(
    { x },
    (weights) => meanOverPositions(weights.get("x", [3, 2, 2]), counted),
  );
  assertNear(means, [2, 4, 5, 7, 0, 0], 1e-6);
  assertEquals([...means.slice(4)], [0, 0]);
});

forEachDevice("meanOverPositions() has the gradients of finite differences", async () => {
  await assertGradient(
    { x: randomParameter("x", [3, 2, 2]) },
    (weights) => meanOverPositions(weights.get("x", [3, 2, 2]), counted).square().sum(),
  );
});

forEachDevice("meanOverPositions() refuse positions that do not fit", async () => {
  await assertRejects(
    () =>
      evaluate(
        { x },
        (weights) => meanOverPositions(weights.get("x", [3, 2, 2]), new Uint8Array(5)),
      ),
    TypeError,
    "Cannot average states of shape [3,2,2] over 5 positions: expected 6",
  );
});
