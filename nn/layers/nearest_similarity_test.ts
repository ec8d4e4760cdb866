import { assert, assertEquals, assertRejects } from "@std/assert";
import { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { RandomStream } from "../../core/random_stream.ts";
import { composed } from "../_fused.ts";
import { tf } from "../_tf.ts";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import type { Parameter } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import { hessianVectorProduct } from "../second_order/hessian_vector_product.ts";
import type { Tensor } from "../tensor.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { nearestSimilarity } from "./nearest_similarity.ts";

interface Masks {
  xPresent?: Uint8Array;
  yPresent?: Uint8Array;
}

type Shape = readonly [number, number, number];

/** `nearestSimilarity` of the parameters `x` and `y`. */
const near = (x: Shape, y: Shape, masks?: Masks) => (weights: Weights): Tensor =>
  nearestSimilarity(weights.get("x", x), weights.get("y", y), masks);

/** Values, and gradients of their product with slopes, by plain loops. */
function byHand(x: Parameter, y: Parameter, slope: Parameter, { xPresent, yPresent }: Masks) {
  const [users, length, size] = x.shape, [others, otherLength] = y.shape;
  const values: number[] = [];
  const byX = new Float64Array(x.values.length), byY = new Float64Array(y.values.length);
  for (let i = 0; i < users; i++) {
    for (let j = 0; j < others; j++) {
      let best = -1e9, row = -1, otherRow = -1;
      for (let t = i * length; t < (i + 1) * length; t++) {
        for (let u = j * otherLength; u < (j + 1) * otherLength; u++) {
          if (xPresent?.[t] === 0 || yPresent?.[u] === 0) continue;
          let product = 0;
          for (let k = 0; k < size; k++) product += x.values[t * size + k] * y.values[u * size + k];
          if (row < 0 || product > best) [best, row, otherRow] = [product, t, u];
        }
      }
      const by = slope.values[values.length];
      values.push(best);
      for (let k = 0; row >= 0 && k < size; k++) {
        byX[row * size + k] += by * y.values[otherRow * size + k];
        byY[otherRow * size + k] += by * x.values[row * size + k];
      }
    }
  }
  return { values, byX, byY };
}

/** Some positions; of the second sequence none. */
const presence = ([batch, length]: Shape): Uint8Array =>
  Uint8Array.from(
    { length: batch * length },
    (_, i) => Math.floor(i / length) === 1 ? 0 : Number(i % 3 !== 1),
  );

const shapes: [x: Shape, y: Shape][] = [
  [[1, 1, 1], [1, 1, 1]],
  [[3, 5, 4], [2, 3, 4]],
  // More products than a workgroup has invocations, and tiles that are not full.
  [[2, 11, 7], [3, 9, 7]],
  // A sum in two parts.
  [[2, 2, 259], [2, 5, 259]],
];

for (const [xShape, yShape] of shapes) {
  const x = randomParameter("x", xShape), y = randomParameter("y", yShape);
  const slope = randomParameter("slope", [xShape[0], yShape[0]]);
  const masks: Masks[] = [
    {},
    { xPresent: presence(xShape) },
    { xPresent: presence(xShape), yPresent: presence(yShape) },
  ];
  for (const mask of masks) {
    const how = `[${xShape}] and [${yShape}], ${Object.keys(mask).length} masks`;
    forEachDevice(`nearestSimilarity() and its gradient are right: ${how}`, async () => {
      const expected = byHand(x, y, slope, mask);
      for (const run of [(compute: () => Tensor) => compute(), composed<Tensor>]) {
        const similarity = (weights: Weights) => run(() => near(xShape, yShape, mask)(weights));
        assertNear(await evaluate({ x, y }, similarity), expected.values, 1e-5);
        const { gradients } = await differentiate(
          { x, y, slope },
          (weights) =>
            run(() =>
              tf.sum(tf.mul(similarity(weights), weights.get("slope", [xShape[0], yShape[0]])))
            ),
        );
        assertNear(gradients.x, expected.byX, 1e-5);
        assertNear(gradients.y, expected.byY, 1e-5);
      }
    });
  }
}

forEachDevice("nearestSimilarity() has the gradient of finite differences", async () => {
  const xShape: Shape = [2, 3, 4], yShape: Shape = [3, 2, 4];
  const parameters = { x: randomParameter("x", xShape), y: randomParameter("y", yShape) };
  await assertGradient(parameters, (weights) => {
    const similarity = near(xShape, yShape, { xPresent: Uint8Array.of(1, 1, 0, 1, 1, 1) })(weights);
    return similarity.sub(1).square().mean();
  });
});

forEachDevice("nearestSimilarity() has the Hessian of its products", async () => {
  // Of one position each, Σ (x · y) is a bilinear form: the Hessian swaps the directions.
  const shape: Shape = [1, 1, 3], direction = Float32Array.of(1, 2, 3);
  const products = await hessianVectorProduct(
    { x: randomParameter("x", shape), y: randomParameter("y", shape) },
    (weights) => near(shape, shape)(weights).sum(),
    { direction: { x: direction } },
  );
  assertNear(products.y, direction, 1e-5);
  assertNear(products.x, [0, 0, 0], 1e-5);
});

forEachDevice("nearestSimilarity() has the same bits with padding, on whichever side", async () => {
  const x = randomParameter("x", [2, 3, 5]), y = randomParameter("y", [2, 4, 5]);
  const slope = randomParameter("slope", [2, 2]);
  const run = async (x: Parameter, y: Parameter, masks: Masks) => {
    const [xShape, yShape] = [x, y].map(({ shape: [a, b, c] }): Shape => [a, b, c]);
    const values = await evaluate({ x, y }, near(xShape, yShape, masks));
    const { gradients } = await differentiate(
      { x, y, slope },
      (weights) => near(xShape, yShape, masks)(weights).mul(weights.get("slope", [2, 2])).sum(),
    );
    return { values, gradients };
  };
  /** Two positions more per sequence, the first ones or the last ones. */
  const widened = ({ values }: Parameter, first: boolean, junk: number): Parameter => {
    const rows = values.length / 2, wide = new Float32Array(2 * (rows + 10)).fill(junk);
    for (const i of [0, 1]) {
      wide.set(values.subarray(i * rows, (i + 1) * rows), i * (rows + 10) + (first ? 10 : 0));
    }
    return { shape: [2, rows / 5 + 2, 5], values: wide };
  };
  const mask = (length: number, first: boolean): Uint8Array => {
    const own = Array(length).fill(1);
    const row = first ? [0, 0, ...own] : [...own, 0, 0];
    return Uint8Array.from([...row, ...row]);
  };
  const alone = await run(x, y, {});
  for (const [first, junk] of [[true, 1e6], [false, -1e6], [true, NaN]] as const) {
    const padded = await run(widened(x, first, junk), widened(y, !first, junk), {
      xPresent: mask(3, first),
      yPresent: mask(4, !first),
    });
    assertEquals(padded.values, alone.values);
    assertEquals(
      padded.gradients.x,
      widened({ shape: [], values: alone.gradients.x }, first, 0).values,
    );
    assertEquals(
      padded.gradients.y,
      widened({ shape: [], values: alone.gradients.y }, !first, 0).values,
    );
  }
});

forEachDevice("nearestSimilarity() gives a pair the same bits in any batch", async () => {
  const x = randomParameter("x", [3, 5, 6]), y = randomParameter("y", [4, 3, 6]);
  const only = ({ shape: [, ...rest], values }: Parameter, i: number): Parameter => {
    const count = rest[0] * rest[1];
    return { shape: [1, ...rest], values: values.slice(i * count, (i + 1) * count) };
  };
  const all = await evaluate({ x, y }, near([3, 5, 6], [4, 3, 6]));
  for (const [user, other] of [[0, 0], [1, 3], [2, 2]]) {
    const alone = { x: only(x, user), y: only(y, other) };
    assertEquals([...await evaluate(alone, near([1, 5, 6], [1, 3, 6]))], [all[user * 4 + other]]);
  }
});

forEachDevice("nearestSimilarity() learns at the first of many equal maxima", async () => {
  // Of −1, 0 and 1 alone: sums are exact, and most pairs have their maximum at several places.
  const xShape: Shape = [3, 24, 3], yShape: Shape = [4, 17, 3], count = 12;
  const few = (name: string, shape: Shape): Parameter => {
    const stream = RandomStream.from(7, name);
    return { shape, values: randomParameter(name, shape).values.map(() => stream.below(3) - 1) };
  };
  const x = few("x", xShape), y = few("y", yShape);
  const masks = { xPresent: presence(xShape), yPresent: presence(yShape) };
  const slope = { shape: [3, 4], values: Float32Array.from({ length: count }, (_, i) => i + 1) };
  const expected = byHand(x, y, slope, masks);
  for (const run of [(compute: () => Tensor) => compute(), composed<Tensor>]) {
    const similarity = (weights: Weights) => run(() => near(xShape, yShape, masks)(weights));
    assertEquals([...await evaluate({ x, y }, similarity)], expected.values);
    const { gradients } = await differentiate(
      { x, y, slope },
      (weights) => run(() => tf.sum(tf.mul(similarity(weights), weights.get("slope", [3, 4])))),
    );
    assertNear(gradients.x, expected.byX, 0);
    assertNear(gradients.y, expected.byY, 0);
  }
});

forEachDevice(
  "nearestSimilarity() never chooses padding, however low the rest",
  async () => {
    // −Infinity, of which 0 · Infinity would be no number.
    const x = { shape: [1, 2, 1], values: Float32Array.of(7, -3e38) };
    const y = { shape: [1, 2, 1], values: Float32Array.of(3e38, 7) };
    const masks = { xPresent: Uint8Array.of(0, 1), yPresent: Uint8Array.of(1, 0) };
    for (const run of [(compute: () => Tensor) => compute(), composed<Tensor>]) {
      const similarity = (weights: Weights) =>
        run(() => near([1, 2, 1], [1, 2, 1], masks)(weights));
      assertEquals([...await evaluate({ x, y }, similarity)], [-Infinity]);
    }
  },
);

forEachDevice("nearestSimilarity() is −1e9 without a gradient where nobody is there", async () => {
  const x = randomParameter("x", [2, 2, 3]), y = randomParameter("y", [3, 2, 3]);
  const nobody = { yPresent: new Uint8Array(6) };
  assertEquals(
    [...await evaluate({ x, y }, near([2, 2, 3], [3, 2, 3], nobody))],
    Array(6).fill(-1e9),
  );
  const { gradients } = await differentiate(
    { x, y },
    (weights) => near([2, 2, 3], [3, 2, 3], nobody)(weights).mean(),
  );
  assertEquals([...gradients.x, ...gradients.y], Array(30).fill(0));
  for (
    const [xShape, yShape, count] of [[[2, 0, 3], [3, 2, 3], 6], [[2, 2, 3], [0, 2, 3], 0]] as const
  ) {
    const empty = { x: randomParameter("x", xShape), y: randomParameter("y", yShape) };
    const values = await evaluate(empty, near(xShape, yShape));
    assertEquals([...values], Array(count).fill(-1e9));
    const { gradients } = await differentiate(
      empty,
      (weights) => tf.sum(tf.concat([near(xShape, yShape)(weights), tf.ones([2, 1])], 1)),
    );
    assert([...gradients.x, ...gradients.y].every((each) => each === 0));
  }
});

forEachDevice("nearestSimilarity() hides no number that is none, but where it is", async () => {
  const x = { shape: [2, 2, 2], values: Float32Array.of(1, 2, NaN, 3, 4, 5, 6, 7) };
  const y = { shape: [1, 1, 2], values: Float32Array.of(1, 1) };
  for (const run of [(compute: () => Tensor) => compute(), composed<Tensor>]) {
    const similarity = (weights: Weights) => run(() => near([2, 2, 2], [1, 1, 2])(weights));
    assertEquals([...await evaluate({ x, y }, similarity)], [NaN, 13]);
  }
});

forEachDevice("nearestSimilarity() names what does not fit", async () => {
  const run = (xShape: readonly number[], yShape: readonly number[], masks: Masks = {}) => () =>
    evaluate(
      { x: randomParameter("x", xShape), y: randomParameter("y", yShape) },
      (weights) => nearestSimilarity(weights.get("x", xShape), weights.get("y", yShape), masks),
    );
  const expected = "expected [users,length,size] and [others,length,size]";
  for (const [x, y] of [[[2, 3, 4], [2, 3, 5]], [[2, 4], [2, 3, 4]], [[2, 3, 4], [3, 4]]]) {
    await assertRejects(
      run(x, y),
      TypeError,
      `Cannot compare sequences of shape [${x}] with those of shape [${y}]: ${expected}`,
    );
  }
  await assertRejects(
    run([2, 3, 4], [1, 2, 4], { xPresent: new Uint8Array(5) }),
    TypeError,
    "Cannot mask a tensor of shape [2,3,4] by 5 numbers: expected 6",
  );
  await assertRejects(
    run([2, 3, 4], [1, 2, 4], { yPresent: new Uint8Array(6) }),
    TypeError,
    "Cannot mask a tensor of shape [1,2,4] by 6 numbers: expected 2",
  );
});

forEachDevice("nearestSimilarity() never holds all products", async () => {
  // 64 · 64 · 50 · 50 products are 39 MiB.
  const shape: Shape = [64, 50, 8],
    [x, y] = [randomParameter("x", shape), randomParameter("y", shape)];
  const backend = tf.backend();
  if (!(backend instanceof BackendWasm)) throw new Error("another backend");
  const bytes = () => tf.tidy(() => backend.typedArrayFromHeap(tf.zeros([1])).buffer.byteLength);
  const before = bytes();
  const step = (run: (compute: () => Tensor) => Tensor) =>
    differentiate({ x, y }, (weights) => run(() => tf.mean(near(shape, shape)(weights))));
  const ours = await step((compute) => compute());
  assert(bytes() - before < 2 ** 24, `${bytes() - before} bytes more`);
  const theirs = await step(composed<Tensor>);
  assert(bytes() - before < 2 ** 25, `${bytes() - before} bytes more, composed`);
  assertNear([ours.value], [theirs.value], 1e-5);
  assertNear(ours.gradients.x, theirs.gradients.x, 1e-5);
  assertNear(ours.gradients.y, theirs.gradients.y, 1e-5);
}, { devices: ["wasm"] });
