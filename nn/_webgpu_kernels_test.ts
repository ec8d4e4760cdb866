import { assertEquals } from "@std/assert";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { tf } from "./_tf.ts";
import { evaluate } from "./evaluate.ts";
import { differentiate } from "./differentiate.ts";
import { sasrecEncoder, sasrecEncoderParameters } from "./encoders/sasrec_encoder.ts";
import { openDevice } from "./open_device.ts";
import { testWebGpu } from "./testing/test_webgpu.ts";
import { embed } from "./tables/embed.ts";
import { assertNear } from "./testing/assert_near.ts";
import { forEachDevice } from "./testing/for_each_device.ts";
import { randomParameter } from "./testing/random_parameter.ts";
import type { Parameter } from "./parameters/parameters.ts";

/** Σ over terms of left(term, row) · right(term, column), in double precision. */
function byHand(left: Parameter, right: Parameter, flags: { a: boolean; b: boolean }): number[] {
  const [terms, rows] = flags.a ? left.shape : left.shape.toReversed();
  const columns = right.shape[flags.b ? 0 : 1], out: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let term = 0; term < terms; term++) {
        sum += left.values[flags.a ? term * rows + row : row * terms + term] *
          right.values[flags.b ? column * terms + term : term * columns + column];
      }
      out.push(sum);
    }
  }
  return out;
}

// 3,000 terms are added in 60 parts; 2,003 is prime; 1,999 is not long; of 2 × 3 numbers none is split.
for (
  const [terms, rows, columns] of [[3000, 12, 20], [2003, 12, 20], [1999, 12, 20], [3000, 2, 3]]
) {
  forEachDevice(`a product of ${terms} terms is right, ${rows} × ${columns}`, async (device) => {
    for (const flags of [{ a: false, b: false }, { a: true, b: false }, { a: true, b: true }]) {
      const a = randomParameter("a", flags.a ? [terms, rows] : [rows, terms], 0.1);
      const b = randomParameter("b", flags.b ? [columns, terms] : [terms, columns], 0.1);
      const product = await evaluate({ a, b }, (weights) => {
        const [left, right] = [weights.get("a", a.shape), weights.get("b", b.shape)];
        return tf.matMul(left.expandDims(0), right, flags.a, flags.b);
      });
      assertNear(product, byHand(a, b, flags), 1e-5);
      // On wasm, tfjs's own forgets the ReLU of a long product with a transpose flag.
      if (device === "wasm") continue;
      const { a: transposeA, b: transposeB } = flags;
      const fused = await evaluate({ a, b }, (weights) => {
        const [left, right] = [a, b].map(({ shape: [first, second] }, i) =>
          weights.get(i ? "b" : "a", [first, second]).as2D(first, second)
        );
        return tf.fused.matMul({ a: left, b: right, transposeA, transposeB, activation: "relu" });
      });
      assertNear(fused, byHand(a, b, flags).map((each) => Math.max(0, each)), 1e-5);
    }
  });
}

testWebGpu("a step of SASRec adds nothing with atomics on webgpu", async () => {
  await openDevice("webgpu", { wasmPath: "" });
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) throw new Error("another backend");
  const run = backend.runWebGPUProgram, atomic: string[] = [];
  backend.runWebGPUProgram = (program, ...rest) => {
    if (program.atomic) atomic.push(program.shaderKey);
    return run.call(backend, program, ...rest);
  };
  try {
    const places = Int32Array.from({ length: 2100 }, (_, i) => i % 7);
    const options = { size: 16, length: 10, blocks: 1, seed: 1 };
    await differentiate(
      { ...sasrecEncoderParameters("e", options), table: randomParameter("table", [7, 16]) },
      (weights) => {
        const x = embed(weights.get("table", [7, 16]), places).reshape([210, 10, 16]);
        return sasrecEncoder(x, weights.within("e"), { blocks: 1, heads: 2 }).square().mean();
      },
    );
  } finally {
    backend.runWebGPUProgram = run;
  }
  assertEquals(atomic, []);
});
