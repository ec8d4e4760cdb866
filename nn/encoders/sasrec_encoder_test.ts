import { assertEquals } from "@std/assert";
import golden from "../../tests/goldens/engine.json" with { type: "json" };
import { RandomStream } from "../../core/random_stream.ts";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import type { Parameter, Parameters } from "../parameters/parameters.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { sasrecEncoder, sasrecEncoderParameters } from "./sasrec_encoder.ts";

const parameters = sasrecEncoderParameters("encoder", { size: 4, length: 6, blocks: 2, seed: 1 });

function encode(x: Parameter, given: Parameters = parameters, heads = 2): Promise<Float32Array> {
  return evaluate(
    { ...given, x },
    (weights) =>
      sasrecEncoder(weights.get("x", x.shape), weights.within("encoder"), { blocks: 2, heads }),
  );
}

/** The weights that engine.py gave PyTorch. */
function goldenWeights(): Parameters {
  const made = sasrecEncoderParameters("encoder", { size: 8, length: 6, blocks: 2, seed: 1 });
  return Object.fromEntries(
    Object.entries(made).map((
      [name, { shape }],
    ) => [name, goldenParameter(name.slice("encoder.".length), shape)]),
  );
}

forEachDevice("sasrecEncoder() gives PyTorch's states", async () => {
  const states = await encode(goldenParameter("x", [3, 5, 8]), goldenWeights());
  assertNear(states, golden.encoder.states, 2e-5);
});

forEachDevice("sasrecEncoder() has PyTorch's gradients", async () => {
  const x = goldenParameter("x", [3, 5, 8]), slopes = goldenParameter("slopes", [3, 5, 8]);
  const all = { ...goldenWeights(), x, slopes };
  const { gradients } = await differentiate(all, (weights) => {
    const options = { blocks: 2, heads: 2 };
    const states = sasrecEncoder(weights.get("x", x.shape), weights.within("encoder"), options);
    return states.mul(weights.get("slopes", x.shape)).sum();
  });
  for (const [name, expected] of Object.entries(golden.encoder.gradients)) {
    assertNear(gradients[name === "x" ? name : `encoder.${name}`], expected, 1e-4);
  }
});

forEachDevice("sasrecEncoder() has the gradients of finite differences, with dropout", async () => {
  const x = randomParameter("x", [2, 3, 4]);
  await assertGradient(
    { ...sasrecEncoderParameters("e", { size: 4, length: 3, blocks: 1, seed: 2 }), x },
    (weights) => {
      const dropout = { rate: 0.2, random: RandomStream.from(1, "dropout") };
      const options = { blocks: 1, heads: 2, dropout };
      return sasrecEncoder(weights.get("x", [2, 3, 4]), weights.within("e"), options)
        .sub(1).square().mean();
    },
  );
});

forEachDevice(
  "sasrecEncoder() at position t ignores later items and how many there are",
  async () => {
    const whole = randomParameter("x", [1, 6, 4]), states = await encode(whole);
    for (let t = 0; t < 6; t++) {
      const values = whole.values.slice().fill(3, (t + 1) * 4);
      assertEquals(
        (await encode({ shape: [1, 6, 4], values })).slice(0, (t + 1) * 4),
        states.slice(0, (t + 1) * 4),
      );
      const cut = { shape: [1, t + 1, 4], values: whole.values.slice(0, (t + 1) * 4) };
      assertNear(await encode(cut), states.slice(0, (t + 1) * 4), 1e-6);
    }
  },
);

forEachDevice("sasrecEncoder() gives a sequence the same states beside any other", async () => {
  const pair = randomParameter("x", [2, 6, 4]), states = await encode(pair);
  const alone = { shape: [1, 6, 4], values: pair.values.slice(24) };
  assertNear(await encode(alone), states.slice(24), 1e-6);
});

forEachDevice("sasrecEncoder() knows the order of the items", async () => {
  const x = randomParameter("x", [1, 3, 4]),
    [a, b, c] = [0, 4, 8].map((i) => x.values.slice(i, i + 4));
  const swapped = { shape: x.shape, values: Float32Array.from([...b, ...a, ...c]) };
  const last = (states: Float32Array) => states.slice(8).join();
  assertEquals(last(await encode(swapped)) === last(await encode(x)), false);
});

Deno.test("sasrecEncoderParameters() have stable names", () => {
  const names = Object.keys(
    sasrecEncoderParameters("e", { size: 2, length: 3, blocks: 1, seed: 1 }),
  );
  assertEquals(names, [
    "e.position.weight",
    "e.blocks.0.attention_norm.weight",
    "e.blocks.0.attention_norm.bias",
    "e.blocks.0.attention.query.weight",
    "e.blocks.0.attention.key.weight",
    "e.blocks.0.attention.value.weight",
    "e.blocks.0.feed_forward_norm.weight",
    "e.blocks.0.feed_forward_norm.bias",
    "e.blocks.0.feed_forward.inner.weight",
    "e.blocks.0.feed_forward.inner.bias",
    "e.blocks.0.feed_forward.outer.weight",
    "e.blocks.0.feed_forward.outer.bias",
    "e.norm.weight",
    "e.norm.bias",
  ]);
});
