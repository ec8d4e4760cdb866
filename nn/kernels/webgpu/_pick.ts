import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs";
import { runFlat } from "./_run_program.ts";

/**
 * Copies what a recurrence keeps of some positions: channels side by side.
 *
 * @param kept `batch × positions × channels × size`
 * @param options `channels`: which; `first`: from which position on; `shape`: of the result, whose axis
 * 1 is as many positions as are wanted: `batch × positions × channels · size`
 */
export function pick(
  backend: WebGPUBackend,
  kept: TensorInfo,
  { channels, first, shape }: { channels: number[]; first: number; shape: number[] },
): TensorInfo {
  const [, positions, all, units] = kept.shape, wanted = shape[1];
  const whole = { positions, all, units, wanted, first };
  const given = { name: `pick_${channels.join("_")}`, shape, inputs: { kept }, whole };
  return runFlat(backend, given, {
    body: `
      var channels = array<i32, ${channels.length}>(${channels.join(", ")});
      let unit = index % uniforms.units;
      let channel = index / uniforms.units % ${channels.length};
      let place = index / uniforms.units / ${channels.length};
      let position = place / uniforms.wanted * uniforms.positions + place % uniforms.wanted
        + uniforms.first;
      let at = (position * uniforms.all + channels[channel]) * uniforms.units + unit;
      result[index] = kept[at];`,
  });
}
