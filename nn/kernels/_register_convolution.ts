import type { TensorInfo } from "@tensorflow/tfjs";
import { tf } from "../_tf.ts";
import { given } from "./_given.ts";
import type { WasmHeap } from "./_wasm_heap.ts";

/** `multiply` adds to what is there. */
const ADD = 1;

/** The gradient of a convolution by its filter, which tfjs lacks: `tf.conv1d` cannot be trained without. */
export function registerConvolution(heap: WasmHeap): void {
  heap.register("Conv2DBackpropFilter", () => ({ inputs, attrs }) => {
    const x = given(inputs, "x"), dy = given(inputs, "dy");
    const [height, width, channels, filters] = numbers(attrs?.filterShape);
    const info = tf.backend_util.computeConv2DInfo(
      four(x.shape),
      [height, width, channels, filters],
      pair(attrs?.strides),
      1,
      padding(attrs?.pad),
      attrs?.dimRoundingMode === undefined ? undefined : rounding(attrs.dimRoundingMode),
      false,
    );
    if (attrs?.dataFormat !== undefined && attrs.dataFormat !== "NHWC") {
      throw new TypeError(
        `Cannot differentiate a convolution of ${attrs.dataFormat}, expected NHWC`,
      );
    }
    const out = heap.zeros([height, width, channels, filters]);
    const scratch = heap.scratch([info.outWidth, filters]);
    for (let top = 0; top < height; top++) {
      for (let left = 0; left < width; left++) {
        addTap(heap, { x, dy, out, scratch, info, top, left });
      }
    }
    heap.free(scratch);
    return out;
  });
}

/** The part of the filter at one place: Σ x(shifted)ᵀ · dy over all lines of all images. */
function addTap(heap: WasmHeap, tap: {
  x: TensorInfo;
  dy: TensorInfo;
  out: TensorInfo;
  scratch: TensorInfo;
  info: ReturnType<typeof tf.backend_util.computeConv2DInfo>;
  top: number;
  left: number;
}): void {
  const { top, left, info } = tap, { inChannels, outChannels, strideWidth } = info;
  const shift = left - info.padInfo.left;
  // Columns of the output whose input column is there.
  const first = Math.max(0, Math.ceil(-shift / strideWidth));
  const last = Math.min(info.outWidth - 1, Math.floor((info.inWidth - 1 - shift) / strideWidth));
  if (last < first) return;
  const at = heap.address(tap.out) +
    4 * (top * info.filterWidth + left) * inChannels * outChannels;
  for (let image = 0; image < info.batchSize; image++) {
    for (let row = 0; row < info.outHeight; row++) {
      const from = row * info.strideHeight + top - info.padInfo.top;
      if (from < 0 || from >= info.inHeight) continue;
      const column = first * strideWidth + shift;
      const x = ((image * info.inHeight + from) * info.inWidth + column) * inChannels;
      const dy = ((image * info.outHeight + row) * info.outWidth + first) * outChannels;
      heap.kernels.multiply(
        ...[heap.address(tap.x) + 4 * x, heap.address(tap.dy) + 4 * dy, at, 0],
        ...[heap.address(tap.scratch), ADD, 1, inChannels, outChannels, last - first + 1],
        ...[0, 4, 4 * strideWidth * inChannels, 0, 4 * outChannels, 4, 0, 4 * outChannels],
      );
    }
  }
}

function numbers(values: unknown): number[] {
  return [values].flat().map(Number);
}

function four([a, b, c, d]: number[]): [number, number, number, number] {
  return [a, b, c, d];
}

function pair(strides: unknown): [number, number] {
  const [height, width = height] = numbers(strides);
  return [height, width];
}

type Padding = Parameters<typeof tf.backend_util.computeConv2DInfo>[4];

function padding(pad: unknown): Padding {
  if (pad === "valid" || pad === "same") return pad;
  if (!Array.isArray(pad)) return Number(pad);
  const [[top, bottom], [left, right]] = [pair(pad[1]), pair(pad[2])];
  return [[0, 0], [top, bottom], [left, right], [0, 0]];
}

function rounding(mode: unknown): "floor" | "round" | "ceil" | undefined {
  return mode === "floor" || mode === "round" || mode === "ceil" ? mode : undefined;
}
