import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { philox4x32 } from "./philox.ts";
import { RandomStream } from "./random_stream.ts";

const words = (stream: RandomStream): number[] => Array.from({ length: 9 }, () => stream.uint32());

Deno.test("a stream depends on its seed and labels alone", () => {
  assertEquals(words(RandomStream.from(1, "a", 2)), words(RandomStream.from(1, "a", 2)));
  const others = [[2, "a", 2], [1, "b", 2], [1, "a", 3], [1, "a", "2"], [1, "a2"]] as const;
  for (const [seed, ...labels] of others) {
    assertNotEquals(words(RandomStream.from(1, "a", 2)), words(RandomStream.from(seed, ...labels)));
  }
});

Deno.test("a stream yields the blocks of its counter, four words each", () => {
  const out = new Uint32Array(4), expected: number[] = [];
  for (let counter = 0; expected.length < 9; counter++) {
    philox4x32(out, counter, 0, 7, 8, 5, 6);
    expected.push(...out);
  }
  assertEquals(words(RandomStream.ofWords([5, 6, 7, 8])), expected.slice(0, 9));
});

Deno.test("below() is uniform: chi-squared over 7 values", () => {
  const stream = RandomStream.from(3, "below"), counts = new Float64Array(7);
  for (let i = 0; i < 70000; i++) counts[stream.below(7)]++;
  const chi = counts.reduce((sum, n) => sum + (n - 10000) ** 2 / 10000, 0);
  assert(chi < 22.5, `chi-squared ${chi} with 6 degrees of freedom`); // passed once in 1,000 seeds
});

Deno.test("below() has no bias at a bound that does not divide 2^32", () => {
  // Without rejection, values under 2^32 − 3·2^30 would come twice as often.
  const stream = RandomStream.from(4, "bias"), bound = 3 * 2 ** 30;
  let low = 0;
  for (let i = 0; i < 30000; i++) if (stream.below(bound) < 2 ** 30) low++;
  assert(Math.abs(low - 10000) < 4 * Math.sqrt(30000 * (1 / 3) * (2 / 3)), `${low} of 30,000`);
});

Deno.test("below() refuses a bound out of range", () => {
  const stream = RandomStream.from(1);
  for (const bound of [0, -1, 1.5, NaN, 2 ** 32 + 1]) {
    assertThrows(() => stream.below(bound), RangeError, `Cannot draw below ${bound}`);
  }
  assertEquals(stream.below(1), 0);
});

Deno.test("float() and normal() have the moments of their distributions", () => {
  const stream = RandomStream.from(5, "moments"), n = 50000;
  let sum = 0, squares = 0, normal = 0, normalSquares = 0;
  for (let i = 0; i < n; i++) {
    const u = stream.float(), z = stream.normal();
    assert(u >= 0 && u < 1);
    sum += u;
    squares += u * u;
    normal += z;
    normalSquares += z * z;
  }
  assert(Math.abs(sum / n - 1 / 2) < 0.006);
  assert(Math.abs(squares / n - 1 / 3) < 0.006);
  assert(Math.abs(normal / n) < 0.02);
  assert(Math.abs(normalSquares / n - 1) < 0.03);
});

Deno.test("shuffle() keeps what is there, and puts each anywhere", () => {
  const places = new Float64Array(5);
  for (let i = 0; i < 5000; i++) {
    const order = RandomStream.from(i, "shuffle").shuffle(Uint32Array.of(0, 1, 2, 3, 4));
    assertEquals([...order].sort(), [0, 1, 2, 3, 4]);
    places[order.indexOf(0)]++;
  }
  assert(places.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0) < 18.5); // 4 degrees of freedom
});
