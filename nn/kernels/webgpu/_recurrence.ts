import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs";
import { pick } from "./_pick.ts";
import { recurrenceGroups } from "./_recurrence_groups.ts";
import { runProgram } from "./_run_program.ts";

/**
 * The recurrence of a gated recurrent unit over all positions: what `layers/_recurrence.ts` says in
 * tensors. One program goes through all positions, for which tfjs would run a dozen each.
 *
 * @param options `inputs`: `batch × length × 3 size`; `weight`: `size × 3 size`, and `bias`, of the
 * state; `initial`: `batch × size`; `scale` of the update gate: `batch × length × 1`
 * @returns the states, `batch × length × size`, and what their gradient reads: reset, update,
 * candidate, what the state gives to the candidate, and the state, `batch × length × 5 × size`
 */
export function recurrence(
  backend: WebGPUBackend,
  options: {
    inputs: TensorInfo;
    weight: TensorInfo;
    bias: TensorInfo;
    initial: TensorInfo;
    scale: TensorInfo | undefined;
  },
): [states: TensorInfo, kept: TensorInfo] {
  const { inputs: gates, weight, bias, initial, scale } = options;
  const [batch, length] = gates.shape, [size] = weight.shape;
  const { each, start, ...groups } = recurrenceGroups(batch, size);
  /** The sums of the gates over a state, which is the numbers of a tensor from some place on. */
  const addUp = (state: (s: number) => string): string => `
    for (var other = 0; other < units; other++) {
      let at = other * 3 * units + unit;
      let row = vec3<f32>(weight[at], weight[at + units], weight[at + 2 * units]);
      ${each((s) => `own${s} += row * ${state(s)} + other];`)}
    }
    ${each((s) => `before${s} = ${state(s)} + unit];`)}`;
  const kept = runProgram(backend, {
    name: `recurrence_${scale ? "scaled" : "plain"}`,
    shape: [batch, length, 5, size],
    inputs: { gates, weight, bias, initial, scale },
    whole: { batch, length, units: size },
  }, {
    ...groups,
    code: `
      fn sigmoid(value : f32) -> f32 {
        let small = exp(-abs(value));
        return select(1.0, small, value < 0.0) / (1.0 + small);
      }

      fn hyperbolicTangent(value : f32) -> f32 {
        let small = exp(-2.0 * abs(value));
        return sign(value) * (1.0 - small) / (1.0 + small);
      }

      fn stateAt(sequence : i32, t : i32) -> i32 {
        return ((sequence * uniforms.length + t) * 5 + 4) * uniforms.units;
      }

      fn advance(sequence : i32, t : i32, unit : i32, own : vec3<f32>, before : f32) {
        let units = uniforms.units;
        let place = sequence * uniforms.length + t;
        let at = place * 3 * units + unit;
        let reset = sigmoid(gates[at] + own.x);
        let update = sigmoid(gates[at + units] + own.y);
        let candidate = hyperbolicTangent(gates[at + 2 * units] + reset * own.z);
        let rate = update${scale ? " * scale[place]" : ""};
        let to = place * 5 * units + unit;
        result[to] = reset;
        result[to + units] = update;
        result[to + 2 * units] = candidate;
        result[to + 3 * units] = own.z;
        result[to + 4 * units] = before + rate * (candidate - before);
      }

      fn main(index : i32) {
        ${start}
        for (var t = 0; t < uniforms.length; t++) {
          for (var unit = lane; unit < units; unit += LANES) {
            let base = vec3<f32>(bias[unit], bias[unit + units], bias[unit + 2 * units]);
            ${each((s) => `var own${s} = base; var before${s} = 0.0;`)}
            if (t == 0) {
              ${addUp((s) => `initial[sequence${s} * units`)}
            } else {
              ${each((s) => `let state${s} = stateAt(sequence${s}, t - 1);`)}
              ${addUp((s) => `result[state${s}`)}
            }
            ${
      each((s) =>
        `if (start + ${s} <= last) { advance(start + ${s}, t, unit, own${s}, before${s}); }`
      )
    }
          }
          storageBarrier();
        }
      }`,
  });
  const states = pick(backend, kept, { channels: [4], first: 0, shape: [batch, length, size] });
  return [states, kept];
}
