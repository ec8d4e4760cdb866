import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs";
import { recurrenceGroups } from "./_recurrence_groups.ts";
import { runProgram } from "./_run_program.ts";

/** What the gradient of `recurrence` is of. */
export interface Backward {
  readonly weight: TensorInfo;
  readonly initial: TensorInfo;
  readonly scale: TensorInfo | undefined;
  /** As `recurrence` gives them. */
  readonly kept: TensorInfo;
  /** Of the states. */
  readonly slope: TensorInfo;
}

/**
 * Goes backwards through the positions of `recurrence`.
 *
 * @param turned the weight, transposed: neighbours then read neighbouring numbers
 * @returns per position, the first being that of the initial state, the slope of the state; for all but
 * the first also those of the sums in reset gate, update gate and candidate, and of what the state gives
 * to the candidate. `batch × length + 1 × 5 × size`
 */
export function recurBack(backend: WebGPUBackend, given: Backward, turned: TensorInfo): TensorInfo {
  const { initial, scale, kept, slope } = given, [batch, length, , size] = kept.shape;
  const { each, start, ...groups } = recurrenceGroups(batch, size);
  return runProgram(backend, {
    name: `recurBack_${scale ? "scaled" : "plain"}`,
    shape: [batch, length + 1, 5, size],
    inputs: { turned, initial, scale, kept, slope },
    whole: { batch, length, units: size },
  }, {
    ...groups,
    code: `
      fn foundAt(sequence : i32, p : i32) -> i32 {
        return (sequence * (uniforms.length + 1) + p) * 5 * uniforms.units;
      }

      fn rateOf(sequence : i32, t : i32, unit : i32) -> f32 {
        let place = sequence * uniforms.length + t;
        let update = kept[(place * 5 + 1) * uniforms.units + unit];
        return update${scale ? " * scale[place]" : ""};
      }

      fn put(sequence : i32, p : i32, unit : i32, through : f32) {
        let units = uniforms.units;
        let to = foundAt(sequence, p) + unit;
        var total = through;
        if (p < uniforms.length) {
          total += result[foundAt(sequence, p + 1) + unit] * (1.0 - rateOf(sequence, p, unit));
        }
        if (p == 0) {
          result[to] = total;
          return;
        }
        let t = p - 1;
        let place = sequence * uniforms.length + t;
        total += slope[place * units + unit];
        let at = place * 5 * units + unit;
        let reset = kept[at];
        let update = kept[at + units];
        let candidate = kept[at + 2 * units];
        let own = kept[at + 3 * units];
        var before = initial[sequence * units + unit];
        if (t > 0) { before = kept[at - units]; }
        let rate = rateOf(sequence, t, unit);
        let byRate = total * (candidate - before);
        let byCandidate = total * rate * (1.0 - candidate * candidate);
        result[to] = total;
        result[to + units] = byCandidate * own * (reset * (1.0 - reset));
        result[to + 2 * units] = byRate * rate * (1.0 - update);
        result[to + 3 * units] = byCandidate;
        result[to + 4 * units] = byCandidate * reset;
      }

      fn main(index : i32) {
        ${start}
        for (var p = uniforms.length; p >= 0; p--) {
          for (var unit = lane; unit < units; unit += LANES) {
            ${each((s) => `var through${s} = 0.0;`)}
            if (p < uniforms.length) {
              ${each((s) => `let after${s} = foundAt(sequence${s}, p + 1);`)}
              for (var to = 0; to < units; to++) {
                let column = vec3<f32>(
                  turned[to * units + unit], turned[(to + units) * units + unit],
                  turned[(to + 2 * units) * units + unit]);
                ${
      each((s) =>
        `through${s} += dot(column, vec3<f32>(
                  result[after${s} + units + to], result[after${s} + 2 * units + to],
                  result[after${s} + 4 * units + to]));`
      )
    }
              }
            }
            ${each((s) => `if (start + ${s} <= last) { put(start + ${s}, p, unit, through${s}); }`)}
          }
          storageBarrier();
        }
      }`,
  });
}
