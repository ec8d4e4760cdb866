import { assert, assertEquals } from "@std/assert";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { RandomStream } from "../../../core/random_stream.ts";
import { composed, runFused } from "../../_fused.ts";
import { gelu } from "../../layers/gelu.ts";
import { gru, gruParameters } from "../../layers/gru.ts";
import { layerNorm, layerNormParameters } from "../../layers/layer_norm.ts";
import type { Tensor } from "../../tensor.ts";
import { tf } from "../../_tf.ts";
import { evaluate } from "../../evaluate.ts";
import { differentiate } from "../../differentiate.ts";
import { sasrecEncoder, sasrecEncoderParameters } from "../../encoders/sasrec_encoder.ts";
import { openDevice } from "../../open_device.ts";
import { testWebGpu } from "../../testing/test_webgpu.ts";
import { embed } from "../../tables/embed.ts";
import { assertNear } from "../../testing/assert_near.ts";
import { forEachDevice } from "../../testing/for_each_device.ts";
import { randomParameter } from "../../testing/random_parameter.ts";
import type { Parameter } from "../../parameters/parameters.ts";

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

/** Runs a step on webgpu. @returns its programs, and how many tensors were read while it was composed */
async function spyOn(
  step: () => Promise<unknown>,
): Promise<{ programs: { name: string; atomic: boolean }[]; readSync: number }> {
  await openDevice("webgpu", { wasmPath: "" });
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) throw new Error("another backend");
  const programs: { name: string; atomic: boolean }[] = [];
  let readSync = 0;
  const { runWebGPUProgram: run, readSync: read } = backend;
  backend.runWebGPUProgram = (program, ...rest) => {
    programs.push({ name: program.shaderKey, atomic: program.atomic ?? false });
    return run.call(backend, program, ...rest);
  };
  backend.readSync = (dataId) => {
    readSync++;
    return read.call(backend, dataId);
  };
  try {
    await step();
  } finally {
    backend.runWebGPUProgram = run;
    backend.readSync = read;
  }
  return { programs, readSync };
}

function stepOfSasrec(compute: (step: () => Tensor) => Tensor = (step) => step()) {
  const places = Int32Array.from({ length: 2100 }, (_, i) => i % 7);
  const options = { size: 16, length: 10, blocks: 1, seed: 1 };
  const random = RandomStream.from(1, "dropout");
  return differentiate(
    { ...sasrecEncoderParameters("e", options), table: randomParameter("table", [7, 16]) },
    (weights) =>
      compute(() => {
        const x = embed(weights.get("table", [7, 16]), places).reshape([210, 10, 16]);
        const trained = { blocks: 1, heads: 2, dropout: { rate: 0.1, random } };
        return sasrecEncoder(x, weights.within("e"), trained).square().mean();
      }),
  );
}

testWebGpu(
  "a step of SASRec adds nothing with atomics on webgpu, and waits for nothing",
  async () => {
    const { programs, readSync } = await spyOn(() => stepOfSasrec());
    assertEquals(programs.filter(({ atomic }) => atomic), []);
    assertEquals(readSync, 0);
  },
);

testWebGpu("a step of SASRec is of fewer programs on webgpu than tfjs composes it of", async () => {
  const { programs: ours } = await spyOn(() => stepOfSasrec());
  const { programs: theirs } = await spyOn(() => stepOfSasrec(composed));
  const kernels = ["layerNorm", "layerNormGradient", "maskedSoftmax", "maskedSoftmaxGradient"];
  for (const kernel of [...kernels, "dropout"]) {
    const used = (programs: { name: string }[]) =>
      programs.some(({ name }) => name.split("_")[1] === kernel);
    assertEquals([kernel, used(ours), used(theirs)], [kernel, true, false]);
  }
  assert(ours.length < 0.6 * theirs.length, `${ours.length} programs, composed ${theirs.length}`);
});

testWebGpu("a recurrence is of as many programs on webgpu, however long it is", async () => {
  const step = (length: number) => () =>
    differentiate(
      {
        x: randomParameter("x", [2, length, 3]),
        ...gruParameters("g", { inputs: 3, size: 4, seed: 1 }),
      },
      (weights) => gru(weights.get("x", [2, length, 3]), weights.within("g")).square().mean(),
    );
  const [short, long] = [await spyOn(step(3)), await spyOn(step(30))];
  assertEquals(long.programs.length, short.programs.length);
  assertEquals(long.readSync, 0);
});

testWebGpu("a recurrence over nothing has gradients of 0 on webgpu", async () => {
  await openDevice("webgpu", { wasmPath: "" });
  for (const [batch, length] of [[0, 3], [2, 0]]) {
    const out = tf.tidy(() =>
      runFused("RecurrenceGradient", {
        weight: tf.ones([2, 6]),
        initial: tf.ones([batch, 2]),
        scale: tf.ones([batch, length, 1]),
        states: tf.ones([batch, length, 2]),
        gates: tf.ones([batch, length, 5, 2]),
        slope: tf.ones([batch, length, 2]),
      })
    );
    assertEquals(
      out.map(({ shape }) => shape),
      [[batch, length, 6], [2, 6], [6], [batch, 2], [batch, length, 1]],
    );
    for (const gradient of out) {
      assertEquals((await gradient.data()).every((each) => each === 0), true);
    }
    tf.dispose(out);
  }
});

testWebGpu("gelu() is of one program on webgpu, and its gradient of one", async () => {
  const { programs } = await spyOn(() =>
    differentiate({ x: randomParameter("x", [5]) }, (weights) => gelu(weights.get("x", [5])).sum())
  );
  const ours = programs.filter(({ name }) => name.startsWith("permafrost_"));
  assertEquals(ours.map(({ name }) => name.split("_")[1]), ["gelu", "geluGradient"]);
});

testWebGpu(
  "webgpu goes through more rows and numbers than a dimension has workgroups",
  async () => {
    await openDevice("webgpu", { wasmPath: "" });
    // A workgroup a row here, and 64 numbers a workgroup: 65,535 of them fit in one dimension.
    const rows = 65_600, size = 257, values = new Float32Array(rows * size);
    for (let i = 0; i < values.length; i++) values[i] = i % size + Math.floor(i / size) % 5;
    const x = { shape: [rows, size], values };
    const normal = await evaluate(
      { x, ...layerNormParameters("norm", { size }) },
      (weights) => layerNorm(weights.get("x", [rows, size]), weights.within("norm")),
    );
    const deviation = Math.sqrt((size * size - 1) / 12 + 1e-5), middle = (size - 1) / 2;
    const row = Array.from({ length: size }, (_, i) => (i - middle) / deviation);
    for (const at of [0, 1, 65_534, 65_535, 65_536, rows - 1]) {
      assertNear(normal.subarray(at * size, (at + 1) * size), row, 1e-5);
    }
    const many = { shape: [4_300_000], values: values.subarray(0, 4_300_000) };
    const y = await evaluate({ many }, (weights) => gelu(weights.get("many", [4_300_000])));
    // Whole numbers: of those above 5 the tail is below 1e-6.
    assertNear(y.subarray(-9), many.values.subarray(-9), 1e-5);
  },
);
