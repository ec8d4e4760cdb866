import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs";
import { runProgram } from "./_run_program.ts";
import { sizeOf } from "./_size_of.ts";
import { WORKGROUP } from "./_workgroup.ts";

/** Numbers that a block of four words decides on: one invocation for these. */
const NUMBERS = 8;

/**
 * Philox4x32-10 (see `core/philox.ts`). There are no words of 64 bits: the high word of a product comes
 * from halves of 16 bits, none of whose sums exceeds 32.
 */
const PHILOX = `
  fn highWord(a : u32, b : u32) -> u32 {
    let al = a & 0xffffu;
    let ah = a >> 16u;
    let bl = b & 0xffffu;
    let bh = b >> 16u;
    let middle = ah * bl + ((al * bl) >> 16u);
    let other = al * bh + (middle & 0xffffu);
    return ah * bh + (middle >> 16u) + (other >> 16u);
  }

  fn philox(counter : vec4<u32>, key : vec2<u32>) -> vec4<u32> {
    var c = counter;
    var k = key;
    for (var round = 0; round < 10; round++) {
      c = vec4<u32>(
        highWord(c.z, 0xcd9e8d57u) ^ c.y ^ k.x, c.z * 0xcd9e8d57u,
        highWord(c.x, 0xd2511f53u) ^ c.w ^ k.y, c.x * 0xd2511f53u);
      k += vec2<u32>(0x9e3779b9u, 0xbb67ae85u);
    }
    return c;
  }`;

/**
 * Drops the numbers whose 16-bit half is below `dropped` and scales the others: the same ones as
 * `layers/dropout.ts` on every device.
 *
 * @param options `words`: the first block's counter, four words, and the key, two
 */
export function dropout(
  backend: WebGPUBackend,
  { x, dropped, words: [c0, c1, c2, c3, k0, k1] }: {
    x: TensorInfo;
    dropped: number;
    words: number[];
  },
): TensorInfo {
  const { shape } = x, words = { least: dropped, c0, c1, c2, c3, k0, k1 };
  const real = { kept: 65536 / (65536 - dropped) };
  return runProgram(backend, { name: "dropout", shape, inputs: { x }, words, real }, {
    workgroups: Math.ceil(sizeOf(shape) / (NUMBERS * WORKGROUP)),
    code: `${PHILOX}
      fn main(index : i32) {
        let first = index * ${NUMBERS};
        let low = uniforms.c0 + u32(index);
        let high = uniforms.c1 + select(0u, 1u, low < uniforms.c0);
        let block = philox(
          vec4<u32>(low, high, uniforms.c2, uniforms.c3), vec2<u32>(uniforms.k0, uniforms.k1));
        for (var i = 0; i < min(${NUMBERS}, uniforms.size - first); i++) {
          let half = (block[i / 2] >> u32(16 * (i % 2))) & 0xffffu;
          result[first + i] = select(0.0, x[first + i] * uniforms.kept, half >= uniforms.least);
        }
      }`,
  });
}
