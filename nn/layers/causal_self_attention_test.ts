import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { evaluate } from "../evaluate.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { causalSelfAttention, causalSelfAttentionParameters } from "./causal_self_attention.ts";

const parameters = causalSelfAttentionParameters("attention", { size: 4, seed: 1 });

function attend(values: Float32Array, shape: [number, number, number], heads = 2) {
  return evaluate(
    { ...parameters, x: { shape, values } },
    (weights) =>
      causalSelfAttention(weights.get("x", shape), weights.within("attention"), { heads }),
  );
}

forEachDevice("causalSelfAttention() at position t ignores what follows", async () => {
  const { values } = randomParameter("x", [2, 5, 4]);
  const whole = await attend(values, [2, 5, 4]);
  for (let t = 0; t < 5; t++) {
    const other = values.slice();
    for (const row of [0, 1]) other.fill(9, row * 20 + (t + 1) * 4, (row + 1) * 20);
    const changed = await attend(other, [2, 5, 4]);
    for (const row of [0, 1]) {
      const upTo = (y: Float32Array) => [...y.subarray(row * 20, row * 20 + (t + 1) * 4)];
      assertEquals(upTo(changed), upTo(whole));
    }
  }
});

forEachDevice("causalSelfAttention() looks at every position up to its own", async () => {
  const { values } = randomParameter("x", [1, 4, 4]);
  const whole = await attend(values, [1, 4, 4]);
  for (let t = 0; t < 4; t++) {
    const other = values.slice();
    other[t * 4] += 1;
    const changed = await attend(other, [1, 4, 4]);
    for (let later = t; later < 4; later++) {
      const at = (y: Float32Array) => y.subarray(later * 4, later * 4 + 4).join();
      assertEquals(at(changed) === at(whole), false, `${later} did not see ${t}`);
    }
  }
});

forEachDevice("causalSelfAttention() mixes values by the softmax of the products", async () => {
  // Worked by hand: one head, unit weights. Row 2 weighs itself by σ((4 − 2) / √2).
  const unit = { shape: [2, 2], values: new Float32Array([1, 0, 0, 1]) };
  const y = await evaluate(
    {
      x: { shape: [1, 2, 2], values: new Float32Array([1, 0, 2, 0]) },
      "a.query.weight": unit,
      "a.key.weight": unit,
      "a.value.weight": unit,
    },
    (weights) =>
      causalSelfAttention(weights.get("x", [1, 2, 2]), weights.within("a"), { heads: 1 }),
  );
  const own = 1 / (1 + Math.exp(-2 / Math.SQRT2));
  [1, 0, 1 + own, 0].forEach((each, i) => assertAlmostEquals(y[i], each, 1e-6));
});

for (const heads of [1, 2]) {
  forEachDevice(`causalSelfAttention() with ${heads} heads has the right gradient`, async () => {
    const x = randomParameter("x", [2, 3, 4]);
    await assertGradient(
      { ...parameters, x },
      (weights) =>
        causalSelfAttention(weights.get("x", [2, 3, 4]), weights.within("attention"), { heads })
          .square().mean(),
    );
  });
}

forEachDevice("causalSelfAttention() refuses heads that do not divide the size", async () => {
  await assertRejects(
    () => attend(new Float32Array(8), [1, 2, 4], 3),
    RangeError,
    "Cannot split 4 numbers into 3 heads: uneven, expected a divisor of 4",
  );
});
