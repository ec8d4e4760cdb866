import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { philox4x32 } from "../../core/philox.ts";
import { RandomStream } from "../../core/random_stream.ts";
import { evaluate } from "../evaluate.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { dropout } from "./dropout.ts";

function drop(rate: number, seed: number, size = 20001) {
  const x = { shape: [size], values: new Float32Array(size).fill(1) };
  const random = RandomStream.from(seed, "dropout");
  return evaluate({ x }, (weights) => dropout(weights.get("x", [size]), { rate, random }));
}

forEachDevice("dropout() drops its share and keeps the mean", async () => {
  const y = await drop(0.3, 1);
  const dropped = y.filter((each) => each === 0).length / y.length;
  // Three standard errors of a share of 0.3 in 20,001 draws.
  assertAlmostEquals(dropped, 0.3, 3 * Math.sqrt(0.3 * 0.7 / y.length));
  for (const each of new Set(y)) {
    if (each !== 0) assertAlmostEquals(each, 1 / 0.7, 1e-4);
  }
});

forEachDevice("dropout() is the same for the same stream, and another for another", async () => {
  assertEquals(await drop(0.5, 1, 99), await drop(0.5, 1, 99));
  assertEquals((await drop(0.5, 1, 99)).join() === (await drop(0.5, 2, 99)).join(), false);
});

forEachDevice("dropout() changes nothing at rate 0 or without options", async () => {
  const x = randomParameter("x", [5]);
  assertEquals(await drop(0, 1, 3), new Float32Array([1, 1, 1]));
  assertEquals(await evaluate({ x }, (weights) => dropout(weights.get("x", [5]).mul(1))), x.values);
});

forEachDevice("dropout() has the gradient of finite differences", async () => {
  await assertGradient({ x: randomParameter("x", [4, 5]) }, (weights) => {
    const random = RandomStream.from(1, "dropout");
    return dropout(weights.get("x", [4, 5]), { rate: 0.4, random }).square().mean();
  });
});

forEachDevice("dropout() refuses a rate of 1, below 0 or NaN", async () => {
  for (const rate of [1, -0.1, NaN]) {
    await assertRejects(() => drop(rate, 1, 3), RangeError, `Cannot drop a share of ${rate}`);
  }
});

forEachDevice(
  "dropout() drops by the words of Philox, also where the counter carries",
  async () => {
    // Eight numbers a block; a workgroup of 64 blocks; the third block's counter is 2^32 or 3 · 2^32.
    for (const first of [0, 2 ** 32 - 2, 3 * 2 ** 32 - 2]) {
      for (const size of [1, 7, 8, 9, 17, 33, 515]) {
        const x = { shape: [size], values: Float32Array.from({ length: size }, (_, i) => i + 1) };
        const random = RandomStream.from(3, "dropout"), words = RandomStream.from(3, "dropout");
        random.takeBlocks(first);
        const [, , c2, c3, k0, k1] = words.takeBlocks(1), block = new Uint32Array(4);
        const expected = x.values.map((value, i) => {
          const at = first + Math.floor(i / 8);
          philox4x32(block, at >>> 0, Math.floor(at / 2 ** 32), c2, c3, k0, k1);
          const half = block[i % 8 >> 1] >>> (i % 2 * 16) & 0xffff;
          return half < 19661 ? 0 : value * Math.fround(65536 / (65536 - 19661));
        });
        assertEquals(
          await evaluate(
            { x },
            (weights) => dropout(weights.get("x", [size]), { rate: 0.3, random }),
          ),
          expected,
        );
      }
    }
  },
);
