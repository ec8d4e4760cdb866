import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs";
import { pick } from "./_pick.ts";
import { recurBack } from "./_recur_back.ts";
import type { Backward } from "./_recur_back.ts";
import { runFlat } from "./_run_program.ts";
import { runRows } from "./_run_rows.ts";
import { sizeOf } from "./_size_of.ts";
import { sumRows } from "./_sum_rows.ts";

/**
 * The gradients of `recurrence`: by inputs, weight, bias, initial state, and scale if there is one.
 *
 * One program goes backwards through the positions and finds what every gate gets; what all positions
 * add up to comes after, of all at once.
 *
 * @param stock tfjs's kernels, or ours in their place
 */
export function recurrenceGradient(
  backend: WebGPUBackend,
  given: Backward,
  stock: { readonly product: KernelFunc; readonly transpose: KernelFunc },
): TensorInfo[] {
  const { weight, initial, scale, kept } = given, [batch, length, , size] = kept.shape;
  const rows = batch * length;
  if (rows === 0) {
    const shapes = [[batch, length, 3 * size], weight.shape, [3 * size], initial.shape];
    if (scale) shapes.push(scale.shape);
    return shapes.map((shape) =>
      backend.makeTensorInfo(shape, "float32", new Float32Array(sizeOf(shape)))
    );
  }
  const [turned] = [
    stock.transpose({ inputs: { x: weight }, backend, attrs: { perm: [1, 0] } }),
  ].flat();
  const found = recurBack(backend, given, turned);
  const shape = [batch, length, 3 * size];
  const byInputs = pick(backend, found, { channels: [1, 2, 3], first: 1, shape });
  const byInitial = pick(backend, found, { channels: [0], first: 0, shape: [batch, 1, size] });
  const hidden = pick(backend, found, { channels: [1, 2, 4], first: 1, shape });
  const before = statesBefore(backend, { kept, initial });
  const [byWeight] = [stock.product({
    inputs: {
      a: { ...before, shape: [1, rows, size] },
      b: { ...hidden, shape: [1, rows, 3 * size] },
    },
    backend,
    attrs: { transposeA: true, transposeB: false },
  })].flat();
  const byBias = sumRows(backend, hidden, rows);
  const out = [
    byInputs,
    { ...byWeight, shape: weight.shape },
    byBias,
    { ...byInitial, shape: initial.shape },
  ];
  if (scale) out.push(byScale(backend, { kept, found, before, shape: scale.shape }));
  for (const { dataId } of [turned, found, hidden, before]) backend.disposeData(dataId);
  return out;
}

/** The state before every position, `batch × length × size`. */
function statesBefore(
  backend: WebGPUBackend,
  inputs: { kept: TensorInfo; initial: TensorInfo },
): TensorInfo {
  const [batch, length, , units] = inputs.kept.shape, shape = [batch, length, units];
  return runFlat(backend, { name: "statesBefore", shape, inputs, whole: { length, units } }, {
    body: `
      let place = index / uniforms.units;
      let unit = index % uniforms.units;
      if (place % uniforms.length == 0) {
        result[index] = initial[place / uniforms.length * uniforms.units + unit];
      } else {
        result[index] = kept[(place * 5 - 1) * uniforms.units + unit];
      }`,
  });
}

/** By scale: of every position, what the rates of its units get, times their update gates. */
function byScale(
  backend: WebGPUBackend,
  given: { kept: TensorInfo; found: TensorInfo; before: TensorInfo; shape: number[] },
): TensorInfo {
  const { shape, ...inputs } = given, [batch, length, , width] = inputs.kept.shape;
  return runRows(backend, { name: "byScale", shape, inputs, whole: { length } }, {
    rows: batch * length,
    width,
    body: `
      let position = row + row / uniforms.length + 1;
      var sums = vec2<f32>(0.0);
      for (var i = lane; i < end; i += LANES) {
        let at = row * 5 * uniforms.width + i;
        let total = found[position * 5 * uniforms.width + i];
        let candidate = kept[at + 2 * uniforms.width];
        sums.x += total * (candidate - before[first + i]) * kept[at + uniforms.width];
      }
      let sum = sumRow(sums).x;
      if (lane == 0 && end > 0) { result[row] = sum; }`,
  });
}
