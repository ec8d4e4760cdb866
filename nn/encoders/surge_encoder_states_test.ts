import { assertEquals } from "@std/assert";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import type { Parameter } from "../parameters/parameters.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { surgeEncoder, surgeEncoderParameters } from "./surge_encoder.ts";
import { surgeEncoderStates, surgeEncoderStatesParameters } from "./surge_encoder_states.ts";

const made = surgeEncoderStatesParameters("e", { size: 4, heads: 2, seed: 1 });
const options = { sparseness: 0.4, heads: 2 };

function encode(x: Parameter, present: Uint8Array): Promise<Float32Array> {
  return evaluate(
    { ...made, x },
    (weights) =>
      surgeEncoderStates(weights.get("x", x.shape), weights.within("e"), { present, ...options }),
  );
}

forEachDevice(
  "surgeEncoderStates() are those that the last item would get as the target",
  async () => {
    const x = randomParameter("x", [2, 4, 4]), present = Uint8Array.of(1, 1, 1, 1, 0, 1, 1, 0);
    const last = { shape: [2, 4], values: x.values.slice(12, 16) };
    last.values = Float32Array.from([...last.values, ...x.values.slice(24, 28)]);
    const whole = surgeEncoderParameters("e", { size: 4, clusters: 2, heads: 2, seed: 1 });
    const expected = await evaluate({ ...whole, x, last }, (weights) => {
      const target = weights.get("last", [2, 4]), given = { present, target, ...options };
      return surgeEncoder(weights.get("x", [2, 4, 4]), weights.within("e"), given).states;
    });
    assertNear(await encode(x, present), expected, 1e-6);
  },
);

forEachDevice("surgeEncoderStates() are the same with padding on either side", async () => {
  const { values } = randomParameter("x", [1, 5, 4]), present = new Uint8Array(5).fill(1);
  const plain = await encode({ shape: [1, 5, 4], values }, present);
  for (const left of [0, 2, 3]) {
    const padded = new Float32Array(32).fill(7), there = new Uint8Array(8);
    padded.set(values, 4 * left);
    there.fill(1, left, left + 5);
    const states = await encode({ shape: [1, 8, 4], values: padded }, there);
    assertNear(states.subarray(4 * left, 4 * left + 20), plain, 2e-6);
  }
  const nothing = await encode({ shape: [1, 5, 4], values }, new Uint8Array(5));
  assertEquals(nothing.every((each) => each === 0), true);
});

forEachDevice("surgeEncoderStates() are of all their parameters", async () => {
  const x = randomParameter("x", [2, 6, 4]), present = new Uint8Array(12).fill(1);
  const { gradients } = await differentiate(
    { ...made, x },
    (weights) =>
      surgeEncoderStates(weights.get("x", x.shape), weights.within("e"), { present, ...options })
        .sub(1).square().sum(),
  );
  assertEquals(Object.keys(gradients).sort(), [...Object.keys(made), "x"].sort());
  assertEquals(gradients.x.some((each) => each !== 0), true);
});

Deno.test("surgeEncoderStatesParameters() are a part of surgeEncoderParameters()", () => {
  const whole = surgeEncoderParameters("e", { size: 4, clusters: 2, heads: 2, seed: 1 });
  for (const [name, parameter] of Object.entries(made)) assertEquals(whole[name], parameter);
});
