import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs";
import { runRows } from "./_run_rows.ts";

/**
 * Softmax of every row of `scale · logits` over the keys that are seen, as `layers/_masked_softmax.ts`
 * says: 0 for the others. A number that is none (or infinite) makes all that is seen none: programs may
 * be compiled as if there were no such numbers, so that it is looked for by its bits.
 *
 * @param options `logits`: `batch · heads × length × keys`; `present`: `batch × keys`
 */
export function maskedSoftmax(
  backend: WebGPUBackend,
  options: {
    logits: TensorInfo;
    present: TensorInfo | undefined;
    scale: number;
    heads: number;
    causal: boolean;
  },
): TensorInfo {
  const { logits, present, scale, heads, causal } = options, { shape } = logits;
  const [sequences, length, keys] = shape;
  const name = `maskedSoftmax_${present ? "present" : "all"}`, inputs = { logits, present };
  const whole = { length, heads, causal: causal ? 1 : 0 };
  return runRows(backend, { name, shape, inputs, whole, real: { scale } }, {
    rows: sequences * length,
    width: keys,
    code: `
      fn isThere(at : i32) -> bool { return ${present ? "present[at] != 0" : "true"}; }

      fn isBroken(value : f32) -> bool {
        let bits = bitcast<u32>(value);
        return (bits & 0x7fffffffu) >= 0x7f800000u && bits != 0xff800000u;
      }`,
    body: `
      let keys = row / uniforms.length / uniforms.heads * uniforms.width;
      let seen = select(end, min(end, row % uniforms.length + 1), uniforms.causal != 0);
      var mine = -3.402823e+38f;
      for (var i = lane; i < seen; i += LANES) {
        if (isThere(keys + i)) { mine = max(mine, uniforms.scale * logits[first + i]); }
      }
      let greatest = maxRow(mine);
      var sums = vec2<f32>(0.0);
      for (var i = lane; i < end; i += LANES) {
        var share = 0.0;
        if (i < seen && isThere(keys + i)) {
          let value = uniforms.scale * logits[first + i];
          share = exp(value - greatest);
          sums += vec2<f32>(share, select(0.0, 1.0, isBroken(value)));
        }
        result[first + i] = share;
      }
      sums = sumRow(sums);
      for (var i = lane; i < seen; i += LANES) {
        if (sums.y > 0.0) {
          if (isThere(keys + i)) { result[first + i] = uniforms.NAN; }
        } else if (sums.x > 0.0) {
          result[first + i] = result[first + i] / sums.x;
        }
      }`,
  });
}

/** The gradient of `maskedSoftmax` by its logits, from what it gave and the slopes of that. */
export function maskedSoftmaxGradient(
  backend: WebGPUBackend,
  { scale, ...inputs }: { shares: TensorInfo; slope: TensorInfo; scale: number },
): TensorInfo {
  const { shape } = inputs.shares, [sequences, length, keys] = shape;
  const given = { name: "maskedSoftmaxGradient", shape, inputs, real: { scale } };
  return runRows(backend, given, {
    rows: sequences * length,
    width: keys,
    body: `
      var sums = vec2<f32>(0.0);
      for (var i = lane; i < end; i += LANES) { sums.x += shares[first + i] * slope[first + i]; }
      let mean = sumRow(sums).x;
      for (var i = lane; i < end; i += LANES) {
        result[first + i] = uniforms.scale * shares[first + i] * (slope[first + i] - mean);
      }`,
  });
}
