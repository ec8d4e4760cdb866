import { assert, assertEquals, assertRejects } from "@std/assert";
import golden from "../../tests/goldens/surge.json" with { type: "json" };
import { tf } from "../_tf.ts";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import type { Parameter, Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import { assertGoldenLayer } from "../testing/assert_golden_layer.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import type { Tensor } from "../tensor.ts";
import { surgeEncoder, surgeEncoderParameters } from "./surge_encoder.ts";
import type { SurgeEncoding } from "./surge_encoder.ts";
import { surgeEncoderLosses } from "./surge_encoder_losses.ts";

const made = surgeEncoderParameters("e", { size: 4, clusters: 3, seed: 1 });

/** Everything that scores and losses are made of, in one row. */
function flat(encoding: SurgeEncoding): Tensor {
  const { states, readout, state, assignment } = encoding, losses = surgeEncoderLosses(encoding);
  const { sameMapping, singleAffiliation, relativePosition } = losses;
  const each = [states, readout, state, assignment, sameMapping];
  return tf.concat([...each, singleAffiliation, relativePosition].map((part) => part.flatten()));
}

/** What is made of one target's sequence. */
async function encode(
  x: Parameter,
  { present, target, row, part = "state" }: {
    present: Uint8Array;
    target: Parameter;
    row?: Int32Array;
    part?: "state" | "readout" | "states";
  },
): Promise<Float32Array> {
  return await evaluate(
    { ...made, x, target },
    (weights) =>
      surgeEncoder(weights.get("x", x.shape), weights.within("e"), {
        present,
        target: weights.get("target", target.shape),
        ...row && { row },
        sparseness: 0.4,
      })[part],
  );
}

/** The inputs of surge.py. */
function goldenInputs(): Parameters {
  const options = { size: 4, clusters: 3, heads: 2, metricHeads: 2, seed: 1 };
  const shapes: Record<string, readonly number[]> = { x: [2, 5, 4], target: [3, 4] };
  for (const [name, { shape }] of Object.entries(surgeEncoderParameters("e", options))) {
    shapes[name] = shape;
  }
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape], k) => {
      const length = shape.reduce((product, each) => product * each, 1);
      const values = Float32Array.from({ length }, (_, i) => 0.8 * Math.sin(0.7 * i + 1.7 * k));
      return [name, { shape, values }];
    }),
  );
}

forEachDevice("surgeEncoder() gives what PyTorch works out, and its gradients", async () => {
  await assertGoldenLayer(
    goldenInputs(),
    golden,
    (weights) =>
      flat(surgeEncoder(weights.get("x", [2, 5, 4]), weights.within("e"), {
        present: Uint8Array.of(1, 1, 1, 1, 1, 1, 1, 1, 0, 0),
        target: weights.get("target", [3, 4]),
        row: Int32Array.of(0, 0, 1),
        sparseness: 0.5,
        heads: 2,
      })),
  );
});

forEachDevice(
  "surgeEncoder() is the same with padding on either side and beside others",
  async () => {
    // Items that occur twice are equally similar to all others.
    const kinds = randomParameter("items", [6, 4]).values;
    for (let trial = 0; trial < 3; trial++) {
      const items = Array.from({ length: 7 }, (_, i) => (i * i + trial) % 6);
      const values = Float32Array.from(
        items.flatMap((item) => [...kinds.slice(4 * item, 4 * item + 4)]),
      );
      const target = randomParameter(`target ${trial}`, [1, 4]);
      const x = { shape: [1, 7, 4], values }, present = new Uint8Array(7).fill(1);
      const alone = { shape: [2, 4], values: Float32Array.from([9, 9, 9, 9, ...target.values]) };
      for (const part of ["state", "readout", "states"] as const) {
        const plain = await encode(x, { present, target, part });
        for (const [left, length] of [[0, 13], [5, 12]]) {
          // The other sequence is long, and there is something at padding.
          const padded = randomParameter("other", [2, length, 4], 3),
            there = new Uint8Array(2 * length);
          padded.values.set(values, 4 * (length + left));
          there.fill(1, 0, length).fill(1, length + left, length + left + 7);
          const both = await encode(padded, { present: there, target: alone, part });
          const first = part === "states" ? 4 * (length + left) : 4;
          assertNear(both.subarray(first, first + plain.length), plain, 2e-6);
          if (part !== "states") continue;
          const rest = [...both.slice(4 * length, first), ...both.slice(first + plain.length)];
          assertEquals(rest.every((each) => each === 0), true);
        }
      }
    }
  },
);

forEachDevice(
  "surgeEncoder() reads one sequence for many targets as if it stood there often",
  async () => {
    const x = randomParameter("x", [2, 4, 4]), target = randomParameter("target", [3, 4]);
    const rows = [0, 4, 4].flatMap((first) => [...x.values.slice(4 * first, 4 * first + 16)]);
    const present = Uint8Array.of(1, 1, 1, 1, 1, 1, 0, 0), row = Int32Array.of(0, 1, 1);
    const often = Uint8Array.from([...present, ...present.slice(4)]);
    for (const part of ["state", "readout", "states"] as const) {
      const apart = { shape: [3, 4, 4], values: Float32Array.from(rows) };
      const expected = await encode(apart, { present: often, target, part });
      assertNear(await encode(x, { present, target, row, part }), expected, 1e-6);
    }
  },
);

forEachDevice("surgeEncoder() is of nothing where nothing is", async () => {
  const x = randomParameter("x", [1, 3, 4]), target = randomParameter("target", [1, 4]);
  for (const part of ["state", "readout", "states"] as const) {
    const nothing = await encode(x, { present: new Uint8Array(3), target, part });
    // The state passes through the clusters without attention.
    assertEquals(nothing.every((each) => each === 0), true);
  }
});

forEachDevice("surgeEncoder() trains the metric by the edges and both attentions", async () => {
  const x = randomParameter("x", [2, 6, 4]), target = randomParameter("target", [2, 4]);
  const loss = (weights: Weights) => {
    const { state, readout } = surgeEncoder(weights.get("x", x.shape), weights.within("e"), {
      present: new Uint8Array(12).fill(1),
      target: weights.get("target", target.shape),
      sparseness: 0.5,
    });
    return state.sub(1).square().sum().add(readout.sub(1).square().sum());
  };
  const { gradients } = await differentiate({ ...made, x, target }, loss);
  for (const [name, gradient] of Object.entries(gradients)) {
    // The last bias of a score that a softmax follows.
    if (name === "e.heads.0.query.layers.2.bias") continue;
    assert(gradient.some((each) => each !== 0), name);
  }
});

forEachDevice("surgeEncoder() refuses what does not fit", async () => {
  const x = randomParameter("x", [2, 3, 4]), target = randomParameter("target", [2, 4]);
  const present = new Uint8Array(6).fill(1);
  await assertRejects(
    () => encode(x, { present: new Uint8Array(5), target }),
    TypeError,
    "Cannot mask a tensor of shape [2,3,4] by 5 numbers: expected 6",
  );
  await assertRejects(
    () => encode(x, { present, target, row: Int32Array.of(0, 1, 1) }),
    TypeError,
    "Cannot read sequences for targets of shape [2,4]: expected [3,4]",
  );
  await assertRejects(
    () => encode(x, { present, target, row: Int32Array.of(0, 2) }),
    RangeError,
    "Cannot embed row 2: none of 2",
  );
  for (const sparseness of [0, 1.5, NaN]) {
    await assertRejects(
      () =>
        evaluate({ ...made, x, target }, (weights) => {
          const options = { present, target: weights.get("target", [2, 4]), sparseness };
          return surgeEncoder(weights.get("x", [2, 3, 4]), weights.within("e"), options).state;
        }),
      RangeError,
      `Cannot link ${sparseness} of all pairs: expected a share above 0, at most 1`,
    );
  }
}, { devices: ["cpu"] });

Deno.test("surgeEncoderParameters() have stable names, and as many clusters as asked for", () => {
  const attention = (part: string): string[] => [
    `e.heads.0.${part}.transform.weight`,
    ...[0, 1, 2].flatMap((layer) =>
      ["weight", "bias"].map((kind) => `e.heads.0.${part}.layers.${layer}.${kind}`)
    ),
  ];
  assertEquals(Object.keys(made), [
    "e.metric.weight",
    ...attention("cluster"),
    ...attention("query"),
    "e.heads.0.output.weight",
    "e.assignment.weight",
    "e.evolution.input.weight",
    "e.evolution.input.bias",
    "e.evolution.hidden.weight",
    "e.evolution.hidden.bias",
  ]);
  assertEquals(made["e.assignment.weight"].shape, [4, 3]);
});
