import { assertEquals, assertNotEquals } from "@std/assert";
import { evaluate } from "../../nn/evaluate.ts";
import type { Parameters } from "../../nn/parameters/parameters.ts";
import { assertGradient } from "../../nn/testing/assert_gradient.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";
import { pairLogits, pairLogitsParameters } from "./_heads.ts";

const row = new Int32Array([1, 0, 1]);
const parameters: Parameters = {
  ...pairLogitsParameters("head", { size: 2, hidden: 4, seed: 1 }),
  users: randomParameter("users", [2, 2]),
  items: randomParameter("items", [3, 2]),
};

forEachDevice("equation 7: the MLP of u ‖ v, in halves", async () => {
  const halves = await evaluate(
    parameters,
    (weights) =>
      pairLogits(weights.get("users", [2, 2]), weights.get("items", [3, 2]), {
        weights: weights.within("head"),
        row,
      }),
  );
  const { users, items } = parameters, value = (name: string) => parameters[`head.${name}`].values;
  const byHand = Array.from(row, (user, pair) => {
    const both = [...users.values.subarray(2 * user, 2 * user + 2)]
      .concat([...items.values.subarray(2 * pair, 2 * pair + 2)]);
    const weight = [...value("hidden.user"), ...value("hidden.item")];
    let sum = value("output.bias")[0];
    for (let h = 0; h < 4; h++) {
      const hidden = both.reduce((all, each, i) => all + each * weight[4 * i + h], 0);
      sum += Math.max(0, hidden + value("hidden.bias")[h]) * value("output.weight")[h];
    }
    return sum;
  });
  assertNear(halves, byHand, 1e-5);
});

forEachDevice("pairLogits() has the gradient of finite differences", async () => {
  await assertGradient(
    parameters,
    (weights) =>
      pairLogits(weights.get("users", [2, 2]), weights.get("items", [3, 2]), {
        weights: weights.within("head"),
        row,
      }).sigmoid().square().sum(),
  );
});

Deno.test("networks of one name are the same for the same seed", () => {
  const make = (seed: number) => pairLogitsParameters("x", { size: 2, hidden: 3, seed });
  assertEquals(make(1), make(1));
  assertNotEquals(make(1), make(2));
});
