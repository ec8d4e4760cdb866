import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs";
import { tf } from "../../_tf.ts";
import { sumParts } from "./_sum_parts.ts";

/** Inner dimension from which tfjs splits a small product into parts, which it adds with atomics. */
const LONG = 2000;

/** Tiles of 32 × 32 in the result of a small product: no fewer than tfjs's threshold on any GPU. */
const SMALL = 32;

/** Parts of a long product, at most. */
const PARTS = 64;

/** `MatMulSmallOutputSizeProgram` in tfjs: many small tiles, each summed by one workgroup. */
const SMALL_TILES = 2;

type Call = Parameters<KernelFunc>[0];

/** Whether tfjs may split a product into parts that it adds with atomics. */
export function isLongProduct(call: Call): boolean {
  const { a, b, terms, rows, columns } = read(call);
  const tiles = Math.ceil(rows / 32) * Math.ceil(columns / 32);
  return isFlat(a) && isFlat(b) && terms >= LONG && tiles <= SMALL;
}

/**
 * A long product in parts, which are then added in order. How it is split depends on the length alone.
 *
 * @param stock tfjs's kernels
 */
export function longProduct(
  backend: WebGPUBackend,
  call: Call,
  stock: { readonly product: KernelFunc; readonly transpose: KernelFunc },
): ReturnType<KernelFunc> {
  const { a, b, terms, rows, columns, transposeA, transposeB } = read(call);
  const parts = partsOf(terms), made: TensorInfo[] = [];
  if (parts === 1) return withoutParts(() => stock.product(call));
  const run = (kernel: KernelFunc, inputs: Call["inputs"], attrs: Call["attrs"]): TensorInfo => {
    const output = kernel({ inputs, backend, ...attrs && { attrs } });
    const one = Array.isArray(output) ? output[0] : output;
    made.push(one);
    return one;
  };
  /** With the inner dimension first, the parts of a matrix lie one after the other. */
  const inParts = (x: TensorInfo, width: number, turn: boolean): TensorInfo => {
    const matrix = { ...view(x), shape: [width, terms] };
    const turned = turn ? run(stock.transpose, { x: matrix }, { perm: [1, 0] }) : x;
    return { ...view(turned), shape: [parts, terms / parts, width] };
  };
  const sums = run(stock.product, {
    a: inParts(a, rows, !transposeA),
    b: inParts(b, columns, transposeB),
  }, { transposeA: true, transposeB: false });
  const outer = a.shape.length >= b.shape.length ? a.shape : b.shape;
  const shape = [...outer.slice(0, -2), rows, columns];
  const out = sumParts(backend, sums, shape);
  for (const { dataId } of made) backend.disposeData(dataId);
  return out;
}

/** Computes products in one part each. */
export function withoutParts<T>(compute: () => T): T {
  const flag = "WEBGPU_MATMUL_PROGRAM_TYPE", usual = tf.env().getNumber(flag);
  tf.env().set(flag, SMALL_TILES);
  try {
    return compute();
  } finally {
    tf.env().set(flag, usual);
  }
}

function read({ inputs: { a, b }, attrs }: Call) {
  if (!a || !b) throw new TypeError("Cannot multiply: no tensor, expected two");
  const transposeA = Boolean(attrs?.transposeA), transposeB = Boolean(attrs?.transposeB);
  const [left, right] = a.shape.slice(-2), [top, bottom] = b.shape.slice(-2);
  const [rows, terms] = transposeA ? [right, left] : [left, right];
  return { a, b, terms, rows, columns: transposeB ? top : bottom, transposeA, transposeB };
}

function isFlat({ shape }: TensorInfo): boolean {
  return shape.slice(0, -2).every((size) => size === 1);
}

/** The same data, to be given another shape. */
function view({ dataId, dtype, shape }: TensorInfo): TensorInfo {
  return { dataId, dtype, shape };
}

/** The largest divisor that is not above the limit. */
function partsOf(terms: number): number {
  let parts = PARTS;
  while (terms % parts !== 0) parts--;
  return parts;
}
