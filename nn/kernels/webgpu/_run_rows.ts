import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs";
import { runProgram } from "./_run_program.ts";
import type { Given } from "./_run_program.ts";
import { WORKGROUP } from "./_workgroup.ts";

/** Numbers of a row for each invocation, until a workgroup has no more: 8 neighbours read 32 bytes. */
const NUMBERS = 8;

/**
 * Runs a program that goes through rows. Of a row, `body` knows its number (`row`), where its first
 * number is (`first`), how many it has (`end`; 0 for a row that is not there) and which of them are
 * its own (`lane`, and every `LANES` further). Together the invocations of a row may call
 * `sumRow(vec2)` and `maxRow(f32)`, all of them and outside of every branch and loop.
 *
 * Neighbours share a row, so that they read neighbouring numbers: up to a whole workgroup the longer it
 * is, and several rows a workgroup where it is short, for else most invocations would have nothing to do.
 * How many depends on the length alone, and they add up their sums in their order: a barrier less than
 * for a tree, and the bits of a row do not depend on where it is.
 *
 * @param options `rows`: how many, of `width` numbers; `code`: functions for the body
 */
export function runRows(
  backend: WebGPUBackend,
  given: Given,
  { rows, width, body, code = "" }: { rows: number; width: number; body: string; code?: string },
): TensorInfo {
  let lanes = 1;
  while (lanes < WORKGROUP && lanes * NUMBERS < width) lanes *= 2;
  const whole = { ...given.whole, rows, width };
  return runProgram(backend, { ...given, name: `${given.name}_${lanes}`, whole }, {
    workgroups: Math.ceil(rows * lanes / WORKGROUP),
    code: `
      const LANES = ${lanes};
      var<workgroup> pairs : array<vec2<f32>, ${WORKGROUP}>;

      fn sumRow(mine : vec2<f32>) -> vec2<f32> {
        let at = i32(localId.x);
        let first = at - at % LANES;
        pairs[at] = mine;
        workgroupBarrier();
        var sums = pairs[first];
        for (var i = 1; i < LANES; i++) { sums += pairs[first + i]; }
        workgroupBarrier();
        return sums;
      }

      fn maxRow(mine : f32) -> f32 {
        let at = i32(localId.x);
        let first = at - at % LANES;
        pairs[at].x = mine;
        workgroupBarrier();
        var greatest = pairs[first].x;
        for (var i = 1; i < LANES; i++) { greatest = max(greatest, pairs[first + i].x); }
        workgroupBarrier();
        return greatest;
      }

      ${code}

      fn main(index : i32) {
        let row = index / LANES;
        let lane = index % LANES;
        let first = row * uniforms.width;
        let end = select(0, uniforms.width, row < uniforms.rows);
        ${body}
      }`,
  });
}
