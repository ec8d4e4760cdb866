import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { RandomStream } from "../../core/random_stream.ts";
import { clusteredError } from "./clustered_error.ts";

const stream = RandomStream.from(1, "clusters"), n = 3000;
const noise = Float64Array.from({ length: n }, () => stream.normal());
const own = Uint32Array.from(noise.keys()), tens = own.map((i) => Math.floor(i / 10));
const thirds = own.map((i) => i % 30);

Deno.test("clusteredError() is s / √n where clusters mean nothing", () => {
  const mean = noise.reduce((sum, each) => sum + each, 0) / n;
  const squares = noise.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  assertAlmostEquals(clusteredError(noise, [own]), Math.sqrt(squares / (n - 1) / n), 1e-15);
  assertAlmostEquals(clusteredError(noise, [tens]), Math.sqrt(1 / n), 0.1 * Math.sqrt(1 / n));
  assert(clusteredError(noise, [own, own]) === clusteredError(noise, [own]));
});

Deno.test("clusteredError() of copies is that of what was copied", () => {
  const values = Float64Array.from(tens, (ten) => noise[ten]), once = noise.slice(0, n / 10);
  const wanted = clusteredError(once, [own.slice(0, n / 10)]);
  assertAlmostEquals(clusteredError(values, [tens]), wanted, 1e-12);
  assertAlmostEquals(clusteredError(values, [own, tens]), wanted, 1e-12);
  assertAlmostEquals(clusteredError(values, [tens, own]), wanted, 1e-12);
});

Deno.test("clusteredError() adds what hangs together in two ways", () => {
  const values = noise.map((each, i) => each + noise[tens[i]] + noise[1000 + thirds[i]]);
  const both = clusteredError(values, [tens, thirds]);
  // Means of 3,000, of 300 and of 30 numbers of variance 1.
  assertAlmostEquals(both, Math.sqrt(1 / 3000 + 1 / 300 + 1 / 30), 0.3 * both);
  assert(both > clusteredError(values, [tens]) && both > clusteredError(values, [thirds]));
});

Deno.test("clusteredError() of one cluster is at least that of its cases", () => {
  const all = new Uint32Array(n);
  assertEquals(clusteredError(noise, [all]), clusteredError(noise, [own]));
});

Deno.test("clusteredError() refuses a single value and columns of another length", () => {
  assertThrows(
    () => clusteredError(new Float64Array(1), [new Uint32Array(1)]),
    RangeError,
    "1 val",
  );
  assertThrows(() => clusteredError(noise, [new Uint32Array(2)]), RangeError, "clusters of 2:");
});
