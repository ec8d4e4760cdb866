import { assertEquals } from "@std/assert";
import golden from "../../tests/goldens/layers.json" with { type: "json" };
import { RandomStream } from "../../core/random_stream.ts";
import { evaluate } from "../evaluate.ts";
import { assertGoldenLayer } from "../testing/assert_golden_layer.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { goldenParameters } from "../testing/golden_parameters.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { gru4recEncoder, gru4recEncoderParameters } from "./gru4rec_encoder.ts";

const made = gru4recEncoderParameters("e", { size: 8, layers: 2, seed: 1 });

function encode(values: Float32Array, present?: Uint8Array): Promise<Float32Array> {
  const shape = [1, values.length / 8, 8], options = { layers: 2, ...present && { present } };
  return evaluate(
    { x: { shape, values }, ...made },
    (weights) => gru4recEncoder(weights.get("x", shape), weights.within("e"), options),
  );
}

forEachDevice("gru4recEncoder() gives PyTorch's states and gradients", async () => {
  const x = goldenParameter("x", [3, 5, 8]);
  await assertGoldenLayer(
    { x, ...goldenParameters(made) },
    golden.gru4rec,
    (weights) => gru4recEncoder(weights.get("x", x.shape), weights.within("e"), { layers: 2 }),
  );
});

forEachDevice(
  "gru4recEncoder() has the gradients of finite differences, with dropout",
  async () => {
    await assertGradient(
      {
        x: randomParameter("x", [2, 3, 4]),
        ...gru4recEncoderParameters("e", { size: 4, layers: 2, seed: 2 }),
      },
      (weights) => {
        const dropout = { rate: 0.2, random: RandomStream.from(1, "dropout") };
        return gru4recEncoder(weights.get("x", [2, 3, 4]), weights.within("e"), {
          layers: 2,
          dropout,
        })
          .sub(1).square().mean();
      },
    );
  },
);

forEachDevice("gru4recEncoder() at position t ignores what follows", async () => {
  const { values } = randomParameter("x", [1, 5, 8]), whole = await encode(values);
  for (let t = 0; t < 5; t++) {
    const changed = await encode(values.slice().fill(3, 8 * (t + 1)));
    assertEquals(changed.slice(0, 8 * (t + 1)), whole.slice(0, 8 * (t + 1)));
  }
});

forEachDevice("gru4recEncoder() ignores padding on the left", async () => {
  const { values } = randomParameter("x", [1, 3, 8]);
  const padded = Float32Array.from([...new Array(16).fill(5), ...values]);
  const states = await encode(padded, Uint8Array.of(0, 0, 1, 1, 1));
  assertNear(states.subarray(16), await encode(values), 1e-6);
});

Deno.test("gru4recEncoderParameters() have stable names", () => {
  assertEquals(Object.keys(gru4recEncoderParameters("e", { size: 2, layers: 1, seed: 1 })), [
    "e.layers.0.input.weight",
    "e.layers.0.input.bias",
    "e.layers.0.hidden.weight",
    "e.layers.0.hidden.bias",
  ]);
});
