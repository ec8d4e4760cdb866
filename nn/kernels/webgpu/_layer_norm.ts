import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs";
import { runProgram } from "./_run_program.ts";
import { runRows } from "./_run_rows.ts";
import { sizeOf } from "./_size_of.ts";
import { sumParts } from "./_sum_parts.ts";
import { WORKGROUP } from "./_workgroup.ts";

/** Workgroups that add up rows, at most. */
const PARTS = 128;

/** Rows that a workgroup adds up at a time: one invocation finds the mean and deviation of each. */
const BLOCK = WORKGROUP;

/**
 * Mean and 1 / deviation of a row. Division may be off by a few units in the last place, which 1 /
 * deviation would blow up where all numbers are alike: so what the mean is off by is found, too.
 */
const STATISTICS = `
  fn statistics(lane : i32, first : i32, end : i32) -> vec2<f32> {
    let width = f32(uniforms.width);
    var sums = vec2<f32>(0.0);
    for (var i = lane; i < end; i += LANES) { sums.x += x[first + i]; }
    let about = sumRow(sums).x / width;
    sums = vec2<f32>(0.0);
    for (var i = lane; i < end; i += LANES) {
      let off = x[first + i] - about;
      sums += vec2<f32>(off, off * off);
    }
    let moments = sumRow(sums) / width;
    let variance = max(moments.y - moments.x * moments.x, 0.0);
    return vec2<f32>(about + moments.x, 1.0 / sqrt(variance + uniforms.epsilon));
  }`;

/** Layer normalisation of every row: (x − mean) / deviation · weight + bias. */
export function layerNorm(
  backend: WebGPUBackend,
  { epsilon, ...inputs }: { x: TensorInfo; weight: TensorInfo; bias: TensorInfo; epsilon: number },
): TensorInfo {
  const { shape } = inputs.x;
  return runRows(backend, { name: "layerNorm", shape, inputs, real: { epsilon } }, {
    ...rowsOf(shape),
    code: STATISTICS,
    body: `
      let known = statistics(lane, first, end);
      for (var i = lane; i < end; i += LANES) {
        result[first + i] = (x[first + i] - known.x) * known.y * weight[i] + bias[i];
      }`,
  });
}

/** The gradients of `layerNorm`: by x, by weight, by bias. */
export function layerNormGradient(
  backend: WebGPUBackend,
  given: { x: TensorInfo; weight: TensorInfo; slope: TensorInfo; epsilon: number },
): TensorInfo[] {
  const { epsilon, x, weight, slope } = given, { shape } = x, { rows, width } = rowsOf(shape);
  const byX = runRows(
    backend,
    { name: "layerNormGradient", shape, inputs: { x, weight, slope }, real: { epsilon } },
    {
      rows,
      width,
      code: STATISTICS,
      body: `
        let known = statistics(lane, first, end);
        var sums = vec2<f32>(0.0);
        for (var i = lane; i < end; i += LANES) {
          let inner = slope[first + i] * weight[i];
          sums += vec2<f32>(inner, inner * ((x[first + i] - known.x) * known.y));
        }
        let means = sumRow(sums) / f32(uniforms.width);
        for (var i = lane; i < end; i += LANES) {
          let normal = (x[first + i] - known.x) * known.y;
          let inner = slope[first + i] * weight[i];
          result[first + i] = (inner - means.x - normal * means.y) * known.y;
        }`,
    },
  );
  const parts = addRows(backend, { x, slope, epsilon, rows, width });
  const [byWeight, byBias] = [0, width].map((first) =>
    sumParts(backend, parts, [width], { first })
  );
  backend.disposeData(parts.dataId);
  return [byX, byWeight, byBias];
}

/**
 * Sums over the rows of each of some parts, `parts × 2 × width`: of slope · normal and of slope. A
 * workgroup adds up one part, a block of rows at a time; which rows these are depends on how many there
 * are alone.
 */
function addRows(
  backend: WebGPUBackend,
  given: { x: TensorInfo; slope: TensorInfo; epsilon: number; rows: number; width: number },
): TensorInfo {
  const { x, slope, epsilon, rows, width } = given;
  const blocks = Math.max(1, Math.ceil(rows / (PARTS * BLOCK)));
  const parts = Math.ceil(rows / (blocks * BLOCK)), shape = [parts, 2, width];
  const name = "layerNormParts", whole = { rows, width, blocks }, inputs = { x, slope };
  return runProgram(backend, { name, shape, inputs, whole, real: { epsilon } }, {
    workgroups: parts,
    code: `
      const LANES = 1;
      var<workgroup> known : array<vec2<f32>, ${BLOCK}>;
      fn sumRow(mine : vec2<f32>) -> vec2<f32> { return mine; }
      ${STATISTICS}

      fn main(index : i32) {
        let part = index / ${BLOCK};
        let lane = index % ${BLOCK};
        for (var block = 0; block < uniforms.blocks; block++) {
          let start = (part * uniforms.blocks + block) * ${BLOCK};
          let here = clamp(uniforms.rows - start, 0, ${BLOCK});
          let end = select(0, uniforms.width, lane < here);
          known[lane] = statistics(0, (start + lane) * uniforms.width, end);
          workgroupBarrier();
          for (var column = lane; column < uniforms.width; column += ${BLOCK}) {
            let to = part * 2 * uniforms.width + column;
            var sums = vec2<f32>(0.0);
            if (block > 0) { sums = vec2<f32>(result[to], result[to + uniforms.width]); }
            for (var i = 0; i < here; i++) {
              let at = (start + i) * uniforms.width + column;
              sums += slope[at] * vec2<f32>((x[at] - known[i].x) * known[i].y, 1.0);
            }
            result[to] = sums.x;
            result[to + uniforms.width] = sums.y;
          }
          workgroupBarrier();
        }
      }`,
  });
}

function rowsOf(shape: number[]): { rows: number; width: number } {
  return { rows: sizeOf(shape.slice(0, -1)), width: shape[shape.length - 1] };
}
