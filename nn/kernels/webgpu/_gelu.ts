import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs";
import { runFlat } from "./_run_program.ts";

/**
 * Φ, and e^(−x²/2) as both need it. Far out, where it is 0, the argument is held: what programs make of
 * the exponential of −∞ is left open.
 *
 * Source of the error function: Abramowitz & Stegun, "Handbook of mathematical functions" (1964), 7.1.26.
 */
const NORMAL = `
  fn bell(value : f32) -> f32 {
    let held = min(abs(value), 16.0);
    return exp(-0.5 * held * held);
  }

  fn below(value : f32) -> f32 {
    let t = 1.0 / (1.0 + 0.3275911 * 0.70710678 * abs(value));
    let p = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t
      + 0.254829592) * t;
    let tail = 0.5 * p * bell(value);
    return select(1.0 - tail, tail, value < 0.0);
  }`;

/** x · Φ(x) of every number. */
export function gelu(backend: WebGPUBackend, x: TensorInfo): TensorInfo {
  return runFlat(backend, { name: "gelu", shape: x.shape, inputs: { x } }, {
    code: NORMAL,
    body: "result[index] = x[index] * below(x[index]);",
  });
}

/** Its gradient: slope · (Φ(x) + x φ(x)). */
export function geluGradient(
  backend: WebGPUBackend,
  inputs: { x: TensorInfo; slope: TensorInfo },
): TensorInfo {
  return runFlat(backend, { name: "geluGradient", shape: inputs.x.shape, inputs }, {
    code: NORMAL,
    body: `
      let value = x[index];
      result[index] = slope[index] * (below(value) + value * 0.39894228 * bell(value));`,
  });
}
