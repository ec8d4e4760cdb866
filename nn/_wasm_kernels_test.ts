import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { openDevice } from "./open_device.ts";
import type { Tensor } from "./tensor.ts";
import { assertNear } from "./testing/assert_near.ts";
import { nodeModulesWasmPath } from "./testing/node_modules_wasm_path.ts";
import { randomParameter } from "./testing/random_parameter.ts";

/** What a function of tfjs gives on a device; asserts that nothing is left there. */
async function on(device: "cpu" | "wasm", compute: () => Tensor): Promise<number[]> {
  await openDevice(device, { wasmPath: nodeModulesWasmPath() });
  const before = tf.memory();
  const result = tf.tidy(compute), values = [...await result.data()];
  result.dispose();
  const after = tf.memory();
  assertEquals([after.numTensors, after.numDataBuffers], [
    before.numTensors,
    before.numDataBuffers,
  ]);
  return values;
}

async function assertLikeCpu(compute: () => Tensor): Promise<void> {
  assertNear(await on("wasm", compute), await on("cpu", compute), 1e-5);
}

const random = (name: string, shape: number[]): Tensor =>
  tf.tensor(randomParameter(name, shape).values, shape);

for (const transposeA of [false, true]) {
  for (const transposeB of [false, true]) {
    const flags = `transposed: left ${transposeA}, right ${transposeB}`;
    for (const batch of [[], [1], [3], [2, 3], [1, 1]]) {
      Deno.test(`a product of matrices in [${batch}] is that of cpu (${flags})`, () =>
        assertLikeCpu(() =>
          tf.matMul(
            random("left", [...batch, ...transposeA ? [7, 5] : [5, 7]]),
            random("right", [...batch, ...transposeB ? [9, 7] : [7, 9]]),
            transposeA,
            transposeB,
          )
        ));
    }
  }
}

Deno.test("a sum over segments is that of cpu, of any rank", async () => {
  for (const shape of [[6], [6, 3], [6, 2, 4]]) {
    await assertLikeCpu(() =>
      tf.unsortedSegmentSum(random("x", shape), tf.tensor1d([2, 0, 2, 4, 0, 2], "int32"), 5)
    );
  }
});

Deno.test("a sum over segments leaves out negative segments", async () => {
  const sum = () =>
    tf.unsortedSegmentSum(tf.tensor1d([1, 2, 4]), tf.tensor1d([0, -1, 0], "int32"), 2);
  assertEquals(await on("wasm", sum), [5, 0]);
});

Deno.test("a gather is that of cpu, along any axis and of any type", async () => {
  const rows = () => tf.tensor2d([[2, 0], [1, 2]], [2, 2], "int32");
  await assertLikeCpu(() => tf.gather(random("x", [3, 4]), rows()));
  await assertLikeCpu(() => tf.gather(random("x", [3, 4]), rows(), 1));
  await assertLikeCpu(() => tf.gather(random("x", [3, 4, 2]), rows()));
  await assertLikeCpu(() =>
    tf.gather(tf.tensor2d([[1, 2], [3, 4], [5, 6]], [3, 2], "int32"), rows())
  );
});

Deno.test("a gather refuses a row that is not there", async () => {
  await openDevice("wasm", { wasmPath: nodeModulesWasmPath() });
  for (const row of [3, -1]) {
    assertThrows(
      () => tf.tidy(() => tf.gather(random("x", [3, 2]), tf.tensor1d([row], "int32"))),
      RangeError,
      `Cannot gather row ${row}: there are 3, expected 0 … 2`,
    );
  }
});

Deno.test("a second derivative goes through gather and product", async () => {
  // Σ (x·w)² has the Hessian 2 wwᵀ per row of x: H v = 2 (v·w) w.
  const product = () =>
    tf.grad((x) =>
      tf.grad((y) =>
        tf.gather(y, tf.tensor1d([1, 0], "int32")).matMul(tf.tensor2d([[1], [2]])).square().sum()
      )(x)
        .mul(tf.tensor2d([[1, 0], [0, 1]])).sum()
    )(random("x", [2, 2]));
  assertNear(await on("wasm", product), [2, 4, 4, 8], 1e-5);
});
