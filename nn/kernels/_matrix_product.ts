import type { TensorInfo } from "@tensorflow/tfjs";
import { tf } from "../_tf.ts";
import type { WasmHeap } from "./_wasm_heap.ts";

/** Bits of `multiply`'s flags. */
const RELU = 2;

/**
 * Products of the matrices in the last two axes of tensors, whose axes before are broadcast.
 *
 * @param terms `bias`: added to every row; `relu`: what is below 0 becomes 0
 */
export function matrixProduct(
  heap: WasmHeap,
  { a, b, bias, relu = false, transposeA, transposeB }: {
    a: TensorInfo;
    b: TensorInfo;
    bias?: TensorInfo | undefined;
    relu?: boolean;
    transposeA: boolean;
    transposeB: boolean;
  },
): TensorInfo {
  const [aFirst, aSecond] = a.shape.slice(-2), [bFirst, bSecond] = b.shape.slice(-2);
  const rows = transposeA ? aSecond : aFirst, terms = transposeA ? aFirst : aSecond;
  const columns = transposeB ? bFirst : bSecond;
  if (terms !== (transposeB ? bSecond : bFirst)) {
    throw new TypeError(
      `Cannot multiply [${a.shape}] by [${b.shape}] (transposed: ${transposeA}, ${transposeB}): ` +
        "other inner dimensions, expected the same",
    );
  }
  const outer = tf.broadcast_util.assertAndGetBroadcastShape(
    a.shape.slice(0, -2),
    b.shape.slice(0, -2),
  );
  const shape = [...outer, rows, columns];
  if (terms === 0) return heap.zeros(shape);
  const out = heap.output(shape), { multiply } = heap.kernels;
  const scratch = heap.scratch([terms, columns]);
  const aSteps = transposeA ? [4, 4 * rows] : [4 * terms, 4];
  const bSteps = transposeB ? [4, 4 * terms] : [4 * columns, 4];
  const run = (first: number, count: number, aBatch: number, bBatch: number): void => {
    const aAt = heap.address(a) + 4 * rows * terms * place(a, outer, first);
    const bAt = heap.address(b) + 4 * terms * columns * place(b, outer, first);
    const at = heap.address(out) + 4 * rows * columns * first;
    // Matrices that share the right side and lie one below the other are one matrix.
    const tall = bBatch === 0 && aBatch === 4 * rows * terms && !transposeA;
    multiply(
      ...[aAt, bAt, at, heap.address(bias), heap.address(scratch), relu ? RELU : 0],
      ...tall ? [1, rows * count] : [count, rows],
      ...[columns, terms, aBatch, ...aSteps, bBatch, ...bSteps, 4 * rows * columns, 4 * columns],
    );
  };
  const batch = outer.reduce((product, size) => product * size, 1);
  const [aWhole, bWhole] = [a, b].map((x) => x.shape.slice(0, -2).every((size) => size === 1));
  const [aSame, bSame] = [a, b].map((x) => sizeOf(x.shape.slice(0, -2)) === batch);
  if ((aWhole || aSame) && (bWhole || bSame)) {
    run(0, batch, aSame ? 4 * rows * terms : 0, bSame ? 4 * terms * columns : 0);
  } else {
    for (let i = 0; i < batch; i++) run(i, 1, 0, 0);
  }
  heap.free(scratch);
  return out;
}

/** Which matrix of x belongs to the matrix of this index in the result. */
function place({ shape }: TensorInfo, outer: number[], index: number): number {
  const own = shape.slice(0, -2);
  let at = 0, step = 1;
  for (let axis = 1; axis <= outer.length; axis++) {
    const size = own.at(-axis) ?? 1, all = outer.at(-axis) ?? 1;
    if (axis <= own.length && size > 1) at += index % all * step;
    index = Math.floor(index / all);
    step *= axis <= own.length ? size : 1;
  }
  return at;
}

function sizeOf(shape: number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
