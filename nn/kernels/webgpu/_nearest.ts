import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs";
import { runFlat, runProgram } from "./_run_program.ts";
import { WORKGROUP } from "./_workgroup.ts";

/** The product of a row of x and one of y. */
const PRODUCT = `
  fn product(row : i32, other : i32) -> f32 {
    var sum = 0.0;
    for (var i = 0; i < uniforms.width; i++) {
      sum += x[row * uniforms.width + i] * y[other * uniforms.width + i];
    }
    return sum;
  }`;

/**
 * The greatest product of a row of one sequence with a row of another, for every pair of sequences, and
 * which rows they are: what `layers/nearest_similarity.ts` says in tensors.
 *
 * @param options `x`: `users × length × size`; `xPlaces`: the rows that are there, one sequence after
 * the other; `xStarts`: where in these each begins, and where the last one ends; `y` the same for
 * `others`; `none`: the value of a pair of which one has no row
 * @returns the values, `users × others`, and the rows of x and of y, `2 × users × others`, −1 for none
 */
export function nearest(
  backend: WebGPUBackend,
  options: {
    x: TensorInfo;
    y: TensorInfo;
    xPlaces: TensorInfo;
    xStarts: TensorInfo;
    yPlaces: TensorInfo;
    yStarts: TensorInfo;
    none: number;
  },
): [values: TensorInfo, rows: TensorInfo] {
  const { none, ...inputs } = options, { x, y } = inputs;
  const [users, , width] = x.shape, [others] = y.shape, pairs = users * others;
  const shape = [2, users, others], whole = { width, others, pairs };
  // A workgroup a pair: its invocations share the products out, and the first one compares what they found.
  const rows = runProgram(backend, {
    name: "nearestRows",
    shape,
    dtype: "int32",
    inputs,
    whole,
  }, {
    workgroups: pairs,
    code: `
      ${PRODUCT}
      var<workgroup> greatest : array<f32, ${WORKGROUP}>;
      var<workgroup> places : array<i32, ${WORKGROUP}>;

      // Programs may be compiled as if every number were one: by its bits it is seen.
      fn isBroken(value : f32) -> bool {
        return (bitcast<u32>(value) & 0x7fffffffu) > 0x7f800000u;
      }

      fn isBefore(value : f32, place : i32, other : f32, than : i32) -> bool {
        if (place < 0 || than < 0) { return than < 0; }
        let broken = isBroken(value);
        if (broken != isBroken(other)) { return broken; }
        if (!broken && value != other) { return value > other; }
        return place < than;
      }

      fn main(index : i32) {
        let pair = index / ${WORKGROUP};
        let lane = index % ${WORKGROUP};
        let user = pair / uniforms.others;
        let other = pair % uniforms.others;
        let here = pair < uniforms.pairs;
        var start = 0;
        var otherStart = 0;
        var columns = 0;
        var end = 0;
        if (here) {
          start = xStarts[user];
          otherStart = yStarts[other];
          columns = yStarts[other + 1] - otherStart;
          end = (xStarts[user + 1] - start) * columns;
        }
        var best = 0.0;
        var at = -1;
        for (var place = lane; place < end; place += ${WORKGROUP}) {
          let value = product(xPlaces[start + place / columns], yPlaces[otherStart + place % columns]);
          if (isBefore(value, place, best, at)) {
            best = value;
            at = place;
          }
        }
        greatest[lane] = best;
        places[lane] = at;
        workgroupBarrier();
        if (lane > 0 || !here) { return; }
        for (var i = 1; i < ${WORKGROUP}; i++) {
          if (isBefore(greatest[i], places[i], best, at)) {
            best = greatest[i];
            at = places[i];
          }
        }
        result[pair] = -1;
        result[uniforms.pairs + pair] = -1;
        if (at >= 0) {
          result[pair] = xPlaces[start + at / columns];
          result[uniforms.pairs + pair] = yPlaces[otherStart + at % columns];
        }
      }`,
  });
  const given = { name: "nearestValues", shape: [users, others], inputs: { x, y, rows } };
  const values = runFlat(backend, { ...given, whole: { width, pairs }, real: { none } }, {
    code: PRODUCT,
    body: `
      result[index] = uniforms.none;
      if (rows[index] >= 0) {
        result[index] = product(rows[index], rows[uniforms.pairs + index]);
      }`,
  });
  return [values, rows];
}
