import { assertEquals } from "@std/assert";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import type { Weights } from "../parameters/weights.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { maskedSoftmax } from "./_masked_softmax.ts";

const SCALE = 0.7, HEADS = 2, BATCH = 3;

/** Keys that are seen: of the first sequence some, of the second none, of the third all. */
function presence(keys: number): Uint8Array {
  return Uint8Array.from({ length: BATCH * keys }, (_, i) => {
    const sequence = Math.floor(i / keys);
    return sequence === 0 ? Number(i % 3 !== 0) : sequence - 1;
  });
}

for (const keys of [1, 3, 5, 9, 67, 521]) {
  for (const causal of [false, true]) {
    for (const present of [undefined, presence(keys)]) {
      const length = causal ? Math.min(keys, 9) : 2;
      const how = `${keys} keys${causal ? ", causal" : ""}${present ? ", some absent" : ""}`;
      forEachDevice(`maskedSoftmax() and its gradient are right: ${how}`, async () => {
        const shape: [number, number, number] = [BATCH * HEADS, length, keys];
        const logits = randomParameter("logits", shape, 5), slope = randomParameter("slope", shape);
        const sees = (row: number, key: number): boolean => {
          const sequence = Math.floor(row / length / HEADS);
          return (!causal || key <= row % length) && present?.[sequence * keys + key] !== 0;
        };
        const shares: number[] = [], byLogits: number[] = [];
        for (let row = 0; row < BATCH * HEADS * length; row++) {
          const at = row * keys, every = Array.from({ length: keys }, (_, key) => key);
          const powers = every.map((key) =>
            sees(row, key) ? Math.exp(SCALE * logits.values[at + key]) : 0
          );
          const sum = powers.reduce((sum, each) => sum + each, 0);
          const own = powers.map((each) => sum === 0 ? 0 : each / sum);
          const mean = every.reduce((sum, key) => sum + own[key] * slope.values[at + key], 0);
          shares.push(...own);
          byLogits.push(...every.map((i) => SCALE * own[i] * (slope.values[at + i] - mean)));
        }
        const softmax = (weights: Weights) =>
          maskedSoftmax(weights.get("logits", shape), {
            scale: SCALE,
            heads: HEADS,
            causal,
            present,
          });
        const given = await evaluate({ logits, slope }, softmax);
        assertNear(given, shares, 1e-6);
        assertEquals(shares.every((share, i) => share !== 0 || given[i] === 0), true);
        const { gradients } = await differentiate(
          { logits, slope },
          (weights) => softmax(weights).mul(weights.get("slope", shape)).sum(),
        );
        assertNear(gradients.logits, byLogits, 1e-5);
      });
    }
  }
}

forEachDevice(
  "maskedSoftmax() shows a number that is none, and hides no others behind it",
  async () => {
    for (const broken of [NaN, Infinity]) {
      const values = new Float32Array(2 * 3 * 5);
      values[7] = broken;
      const options = { scale: 1, heads: 1, causal: false, present: undefined };
      const shares = await evaluate(
        { logits: { shape: [2, 3, 5], values } },
        (weights) => maskedSoftmax(weights.get("logits", [2, 3, 5]), options),
      );
      shares.forEach((share, i) => {
        if (i >= 5 && i < 10) assertEquals(share, NaN);
        else assertNear([share], [0.2], 1e-6);
      });
    }
  },
);
