import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { openDevice } from "../open_device.ts";
import type { Tensor } from "../tensor.ts";
import { assertNear } from "../testing/assert_near.ts";
import { nodeModulesWasmPath } from "../testing/node_modules_wasm_path.ts";
import { randomParameter } from "../testing/random_parameter.ts";

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

const pair = (turned: boolean, first: number, second: number): [number, number] =>
  turned ? [second, first] : [first, second];

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

for (
  const [left, right] of [
    [[3, 1, 5, 7], [1, 4, 7, 9]],
    [[2, 3, 5, 7], [7, 9]],
    [[5, 7], [2, 3, 7, 9]],
    [[1, 5, 7], [4, 7, 9]],
    [[2, 1, 5, 7], [3, 7, 9]],
    [[3, 5, 0], [3, 0, 9]],
  ]
) {
  Deno.test(`a product of [${left}] and [${right}] is broadcast`, async () => {
    const outer = tf.broadcast_util.assertAndGetBroadcastShape(
      left.slice(0, -2),
      right.slice(0, -2),
    );
    const all = (x: Tensor) => tf.broadcastTo(x, [...outer, ...x.shape.slice(-2)]);
    const [one, other] = [() => random("left", left), () => random("right", right)];
    // On cpu tfjs itself gets some of these wrong.
    assertNear(
      await on("wasm", () => tf.matMul(one(), other())),
      await on("cpu", () => tf.matMul(all(one()), all(other()))),
      1e-5,
    );
  });
}

Deno.test("a product refuses matrices that do not fit, and naming both", async () => {
  await openDevice("wasm", { wasmPath: nodeModulesWasmPath() });
  const inputs = { a: random("a", [2, 3]), b: random("b", [4, 5]) };
  assertThrows(
    () => tf.engine().runKernel("BatchMatMul", inputs, { transposeA: false, transposeB: false }),
    TypeError,
    "Cannot multiply [2,3] by [4,5] (transposed: false, false): other inner dimensions, " +
      "expected the same",
  );
  tf.dispose(Object.values(inputs));
});

Deno.test("a fused product adds its bias and knows its activations, transposed and long as well", async () => {
  for (const activation of ["linear", "relu", "relu6", "sigmoid", "elu", "leakyrelu"] as const) {
    for (const [transposeA, transposeB] of [[false, false], [true, false], [true, true]]) {
      await assertLikeCpu(() =>
        tf.fused.matMul({
          a: random("a", transposeA ? [3000, 5] : [5, 3000]).as2D(...pair(transposeA, 5, 3000)),
          b: random("b", transposeB ? [9, 3000] : [3000, 9]).as2D(...pair(transposeB, 3000, 9)),
          bias: random("bias", [9]),
          transposeA,
          transposeB,
          activation,
          leakyreluAlpha: 0.1,
        }).mul(0.01)
      );
    }
  }
});

Deno.test("a sum over the first axes is that of cpu", async () => {
  for (
    const [axes, keepDims] of [[[0], false], [[0, 1], true], [[1], false], [[2, 0], false]] as const
  ) {
    await assertLikeCpu(() => tf.sum(random("x", [5, 6, 7]), [...axes], keepDims));
  }
  await assertLikeCpu(() => tf.sum(tf.tensor2d([[1, 2], [3, 4]], [2, 2], "int32"), 0));
});

Deno.test("a sum of nothing is 0", async () => {
  assertEquals(await on("wasm", () => tf.sum(tf.zeros([0, 3]))), [0]);
  assertEquals(await on("wasm", () => tf.sum(tf.zeros([0, 3]), 0)), [0, 0, 0]);
  assertEquals(await on("wasm", () => tf.sum(tf.zeros([2, 0, 3]), [1], true)), [0, 0, 0, 0, 0, 0]);
});

Deno.test("slices, splits and unpacked parts are those of cpu", async () => {
  const x = () => random("x", [3, 4, 5, 6]);
  await assertLikeCpu(() => tf.slice(x(), [1, 0, 2, 0], [2, 3, 1, 6]));
  await assertLikeCpu(() => tf.slice(x(), [0, 1, 0, 3], [-1, 2, 5, 2]));
  await assertLikeCpu(() => tf.slice(x(), [2, 3, 4, 5], [1, 1, 1, 1]));
  await assertLikeCpu(() => tf.slice(x(), [0, 0, 0, 0], [3, 4, 5, 6]));
  await assertLikeCpu(() => tf.slice(x(), [0, 0, 5, 0], [3, 4, 0, 6]));
  await assertLikeCpu(() => tf.slice1d(tf.tensor1d([1, 2, 3], "int32"), 1, 2));
  await assertLikeCpu(() => tf.slice1d(tf.tensor1d([true, false, true], "bool"), 1, 2));
  for (const axis of [0, 1, 3, -2]) {
    await assertLikeCpu(() => tf.concat(tf.unstack(x(), axis).map((part) => part.square())));
  }
  await assertLikeCpu(() => tf.concat(tf.split(x(), 3, -1).toReversed(), 3));
  await assertLikeCpu(() => tf.concat(tf.split(x(), [1, -1, 1], 1).toReversed(), 1));
});

Deno.test("a product of no matrices is none", async () => {
  const product = () => tf.matMul(random("left", [0, 5, 7]), random("right", [7, 9]));
  assertEquals(await on("wasm", product), []);
});

Deno.test("the gradient of a convolution by its filter is that of cpu", async () => {
  for (const stride of [1, 2, 3]) {
    for (const pad of ["same", "valid"] as const) {
      for (const taps of [1, 2, 5]) {
        await assertLikeCpu(() =>
          tf.grad((filter) =>
            tf.conv1d(random("x", [3, 11, 4]).as3D(3, 11, 4), filter.as3D(taps, 4, 6), stride, pad)
              .square().mean()
          )(random("filter", [taps, 4, 6]))
        );
      }
    }
  }
  // The kernel by itself: tfjs's wasm does not compute every convolution that cpu does.
  const tops: [pad: "same" | "valid" | number | number[][], strides: number, dy: number[]][] = [
    ["same", 1, [2, 7, 6, 5]],
    ["same", 2, [2, 4, 3, 5]],
    ["valid", 2, [2, 3, 3, 5]],
    // With a number, tfjs takes the filter's height for its width.
    [2, 1, [2, 9, 8, 5]],
    [[[0, 0], [1, 2], [3, 0], [0, 0]], 1, [2, 8, 8, 5]],
  ];
  for (const [pad, strides, shape] of tops) {
    await assertLikeCpu(() => {
      const inputs = { x: random("x", [2, 7, 6, 3]), dy: random("dy", shape) };
      const attrs = { strides, pad, dataFormat: "NHWC", filterShape: [3, 2, 3, 5] };
      return tf.engine().runKernel<Tensor>("Conv2DBackpropFilter", inputs, attrs);
    });
  }
});

Deno.test("a clone outlives what it was cloned from", async () => {
  await openDevice("wasm", { wasmPath: nodeModulesWasmPath() });
  const x = tf.tensor1d([1, 2, 3]), clone = x.clone();
  x.dispose();
  const other = tf.tensor1d([4, 5, 6]);
  assertEquals([...await clone.data()], [1, 2, 3]);
  tf.dispose([clone, other]);
});

/** What a script prints that runs on wasm in a process of its own. */
async function printed(code: string): Promise<string[]> {
  const at = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      `import { openDevice } from ${at("../open_device.ts")};
       import { nodeModulesWasmPath } from ${at("../testing/node_modules_wasm_path.ts")};
       import * as tf from "@tensorflow/tfjs";
       const wasmPath = nodeModulesWasmPath();
       const said = (error) => console.log(error.name + ": " + error.message);
       ${code}`,
    ],
    cwd: new URL("../..", import.meta.url),
  }).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  assertEquals(decode(stderr), "");
  return decode(stdout).split("\n");
}

Deno.test("a full heap is one clear error, and loses nothing", async () => {
  const full = "RangeError: Cannot make a tensor of 256 MiB: the heap of tfjs is full " +
    "(4 GiB at most), expected smaller batches, or tables in host memory";
  const said = await printed(`
    await openDevice("wasm", { wasmPath });
    const backend = tf.backend(), kept = tf.range(0, 1000), wide = tf.ones([8192, 1]);
    const large = [], fill = () => { for (;;) large.push(backend.makeOutput([2 ** 26], "float32")); };
    const count = () => tf.memory().numTensors + " " + tf.memory().numDataBuffers + " " +
      backend.numDataIds();
    try { fill(); } catch (error) { said(error); }
    const before = count();
    try { wide.matMul(wide, false, true); } catch (error) { said(error); }
    try { tf.grad((x) => x.matMul(wide, false, true).sum())(wide); } catch (error) { said(error); }
    console.log(before === count(), (await kept.sum().data())[0]);
    for (const { dataId } of large) backend.disposeData(dataId);
    console.log((await wide.matMul(wide, true).data())[0]);
  `);
  assertEquals(said, [full, full, full, "true 499500", "8192"]);
});

Deno.test("a process computes with kernels of one kind", async () => {
  const said = await printed(`
    await openDevice("wasm", { wasmPath, kernels: "strict" });
    await openDevice("wasm", { wasmPath, kernels: "strict" });
    await openDevice("wasm", { wasmPath }).catch(said);
    console.log((await tf.tensor2d([[2]]).matMul(tf.tensor2d([[3]])).data())[0]);
  `);
  assertEquals(said, [
    "Error: Cannot compute with relaxed kernels: strict ones are in use, expected one kind a process",
    "6",
  ]);
});

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
