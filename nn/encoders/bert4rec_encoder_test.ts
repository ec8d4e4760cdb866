import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import golden from "../../tests/goldens/encoders_a.json" with { type: "json" };
import { RandomStream } from "../../core/random_stream.ts";
import { evaluate } from "../evaluate.ts";
import { embed } from "../tables/embed.ts";
import { assertGoldenLayer } from "../testing/assert_golden_layer.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { goldenParameters } from "../testing/golden_parameters.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { bert4recEncoder, bert4recEncoderParameters } from "./bert4rec_encoder.ts";

const made = bert4recEncoderParameters("e", { size: 4, length: 6, blocks: 2, seed: 1 });
// Vectors that tell positions apart more than the small ones of the beginning.
const given = { ...made, "e.position.weight": randomParameter("position", [6, 4]) };

/** The states of sequences, whose vectors stand one after the other. */
function encode(
  values: ArrayLike<number>,
  options: { batch?: number; present?: number[]; heads?: number } = {},
): Promise<Float32Array> {
  const { batch = 1, present, heads = 2 } = options;
  const x = { shape: [batch, values.length / 4 / batch, 4], values: Float32Array.from(values) };
  return evaluate(
    { ...given, x },
    (weights) =>
      bert4recEncoder(weights.get("x", x.shape), weights.within("e"), {
        blocks: 2,
        heads,
        ...present && { present: Uint8Array.from(present) },
      }),
  );
}

forEachDevice("bert4recEncoder() gives PyTorch's states and gradients", async () => {
  const x = goldenParameter("x", [3, 4, 4]);
  const present = Uint8Array.of(1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1);
  await assertGoldenLayer({ x, ...goldenParameters(made) }, golden.bert4rec, (weights) => {
    const options = { blocks: 2, heads: 2, present };
    const states = bert4recEncoder(weights.get("x", x.shape), weights.within("e"), options);
    // Those of padding have no meaning.
    return embed(states.reshape([12, 4]), Int32Array.of(0, 1, 2, 3, 4, 5, 9, 10, 11));
  });
});

forEachDevice(
  "bert4recEncoder() has the gradients of finite differences, with dropout",
  async () => {
    const x = randomParameter("x", [2, 3, 4]), target = randomParameter("target", [2, 3, 4]);
    await assertGradient(
      { ...bert4recEncoderParameters("e", { size: 4, length: 3, blocks: 1, seed: 2 }), x, target },
      (weights) => {
        const dropout = { rate: 0.2, random: RandomStream.from(1, "dropout") };
        const options = { blocks: 1, heads: 2, dropout, present: Uint8Array.of(1, 1, 1, 1, 1, 0) };
        const states = bert4recEncoder(weights.get("x", x.shape), weights.within("e"), options);
        // A bias of all keys changes no softmax, so it gets a slope of its own.
        return states.sub(weights.get("target", x.shape)).square().mean()
          .add(weights.get("e.blocks.0.attention.key.bias", [4]).sum());
      },
    );
  },
);

forEachDevice("bert4recEncoder() sees every present item, before and behind", async () => {
  const { values } = randomParameter("x", [1, 5, 4]), whole = await encode(values);
  for (let changed = 0; changed < 5; changed++) {
    const other = await encode(values.slice().fill(3, 4 * changed + 1, 4 * changed + 3));
    for (let t = 0; t < 5; t++) {
      assertNotEquals(other.slice(4 * t, 4 * t + 4), whole.slice(4 * t, 4 * t + 4), `${t}`);
    }
  }
});

forEachDevice("bert4recEncoder() ignores padding, and the side it is on", async () => {
  const { values } = randomParameter("x", [1, 3, 4]), alone = await encode(values);
  const other = randomParameter("other", [1, 5, 4]).values, junk = [9, -8, 7, 6, 5, 4, 3, 2];
  // Beside a longer sequence.
  const present = [1, 1, 1, 0, 0, 1, 1, 1, 1, 1];
  const right = await encode([...values, ...junk, ...other], { batch: 2, present });
  assertNear(right.subarray(0, 12), alone, 1e-6);
  assertNear(right.subarray(20), await encode(other), 1e-6);
  const left = await encode([...junk, ...values], { present: [0, 0, 1, 1, 1] });
  assertNear(left.subarray(8), alone, 1e-6);
  // More positions than it has vectors for, but no more items.
  const padding = new Array(20).fill(0);
  const long = await encode([...padding, ...values], { present: [0, 0, 0, 0, 0, 1, 1, 1] });
  assertNear(long.subarray(20), alone, 1e-6);
});

forEachDevice("bert4recEncoder() knows the order of the items", async () => {
  const { values } = randomParameter("x", [1, 3, 4]);
  const swapped = [...values.slice(4, 8), ...values.slice(0, 4), ...values.slice(8)];
  assertNotEquals((await encode(swapped)).slice(8), (await encode(values)).slice(8));
});

forEachDevice("bert4recEncoder() refuses what it cannot place or split", async () => {
  const vectors = (length: number) => new Float32Array(4 * length);
  const cases: [() => Promise<Float32Array>, string][] = [
    [() => encode(vectors(7)), "Cannot place sequences of 7 positions: vectors for 6"],
    [
      () => encode(vectors(8), { present: [1, 1, 1, 1, 0, 1, 1, 1] }),
      "Cannot place sequences of 7 positions: vectors for 6, expected at most as many",
    ],
    [
      () => encode(vectors(3), { present: [1, 1] }),
      "Cannot place a tensor of shape [1,3,4] by 2 numbers: expected 3",
    ],
    [() => encode(vectors(3), { heads: 3 }), "Cannot split 4 numbers into 3 heads"],
  ];
  for (const [run, message] of cases) await assertRejects(run, Error, message);
});

Deno.test("bert4recEncoderParameters() have stable names and shapes", () => {
  const made = bert4recEncoderParameters("e", { size: 2, length: 3, blocks: 1, seed: 1 });
  assertEquals(Object.entries(made).map(([name, { shape }]) => [name, ...shape]), [
    ["e.position.weight", 3, 2],
    ["e.norm.weight", 2],
    ["e.norm.bias", 2],
    ["e.blocks.0.attention_norm.weight", 2],
    ["e.blocks.0.attention_norm.bias", 2],
    ["e.blocks.0.attention.query.weight", 2, 2],
    ["e.blocks.0.attention.query.bias", 2],
    ["e.blocks.0.attention.key.weight", 2, 2],
    ["e.blocks.0.attention.key.bias", 2],
    ["e.blocks.0.attention.value.weight", 2, 2],
    ["e.blocks.0.attention.value.bias", 2],
    ["e.blocks.0.attention.output.weight", 2, 2],
    ["e.blocks.0.attention.output.bias", 2],
    ["e.blocks.0.feed_forward_norm.weight", 2],
    ["e.blocks.0.feed_forward_norm.bias", 2],
    ["e.blocks.0.feed_forward.inner.weight", 2, 8],
    ["e.blocks.0.feed_forward.inner.bias", 8],
    ["e.blocks.0.feed_forward.outer.weight", 8, 2],
    ["e.blocks.0.feed_forward.outer.bias", 2],
  ]);
});
