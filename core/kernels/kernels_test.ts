import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { philox4x32 } from "../philox.ts";
import { RandomStream } from "../random_stream.ts";
import { LoadedKernels } from "./testing/loaded_kernels.ts";

const random = (seed: number, name: string, count: number): Float32Array => {
  const stream = RandomStream.from(seed, name);
  return Float32Array.from({ length: count }, () => stream.normal());
};

function near(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  assertEquals(actual.length, expected.length);
  for (let i = 0; i < expected.length; i++) {
    const off = Math.abs(actual[i] - expected[i]);
    assert(off <= tolerance, `number ${i} is ${actual[i]}, expected ${expected[i]}`);
  }
}

const shape = fc.record({
  rows: fc.integer({ min: 1, max: 12 }),
  size: fc.integer({ min: 1, max: 20 }),
  seed: fc.nat(1000),
});

/** Softmax of rows, with all that can hide a column. */
function softmax(
  loaded: LoadedKernels,
  x: Float32Array,
  { columns, scale = 1, present, seen = columns, more = 0 }: {
    columns: number;
    scale?: number;
    present?: Int32Array;
    seen?: number;
    more?: number;
  },
): Float32Array {
  loaded.clear();
  const at = loaded.put(x), hidden = present ? loaded.put(present) : 0;
  loaded.kernels.softmaxRows(at, x.length / columns, columns, scale, hidden, seen, more);
  return loaded.get(at, x.length);
}

for (const variant of ["strict", "relaxed"] as const) {
  const loaded = new LoadedKernels(variant), { kernels } = loaded;

  Deno.test(`softmax by ${variant} kernels is right, and 0 where nothing is seen`, () => {
    fc.assert(fc.property(shape, fc.boolean(), fc.boolean(), (given, causal, masked) => {
      const { rows, size, seed } = given, x = random(seed, "x", rows * size), scale = 0.7;
      const present = Int32Array.from(random(seed, "present", size), (each) => each > 0 ? 1 : 0);
      const options = { columns: size, scale, ...causal && { seen: 1, more: 1 } };
      const shares = softmax(loaded, x, masked ? { ...options, present } : options);
      const expected = [...Array(rows).keys()].flatMap((row) => {
        const sees = (i: number) => (!causal || i <= row) && (!masked || present[i] === 1);
        const powers = Array.from(
          { length: size },
          (_, i) => sees(i) ? Math.exp(scale * x[row * size + i]) : 0,
        );
        const total = powers.reduce((sum, each) => sum + each, 0);
        return powers.map((each) => total === 0 ? 0 : each / total);
      });
      near(shares, expected, 1e-6);
    }));
  });

  Deno.test(`softmax by ${variant} kernels has the same bits with padding behind, in any batch`, () => {
    fc.assert(fc.property(shape, fc.nat(9), ({ rows, size, seed }, padding) => {
      const x = random(seed, "x", rows * size), columns = size + padding;
      const padded = random(seed, "padded", rows * columns);
      for (let row = 0; row < rows; row++) {
        padded.set(x.subarray(row * size, (row + 1) * size), row * columns);
      }
      const alone = softmax(loaded, x, { columns: size });
      const together = softmax(loaded, padded, { columns, seen: size });
      const last = softmax(loaded, x.slice(-size), { columns: size });
      for (let row = 0; row < rows; row++) {
        const own = alone.subarray(row * size, (row + 1) * size);
        assertEquals(together.subarray(row * columns, row * columns + size), own);
      }
      assertEquals(last, alone.subarray(-size));
    }));
  });

  Deno.test(`softmax by ${variant} kernels takes any size of number, and hides no NaN`, () => {
    const huge = softmax(loaded, new Float32Array([3e38, 3e38, -3e38]), { columns: 3 });
    near(huge, [0.5, 0.5, 0], 1e-6);
    const broken = softmax(loaded, new Float32Array([1, NaN, 2, 3, 4]), { columns: 5 });
    assert(broken.every(Number.isNaN));
    const hidden = softmax(loaded, new Float32Array([1, 1, NaN]), { columns: 3, seen: 2 });
    near(hidden, [0.5, 0.5, 0], 1e-6);
  });

  Deno.test(`layer norm by ${variant} kernels is right, with the same bits in any batch`, () => {
    fc.assert(fc.property(shape, ({ rows, size, seed }) => {
      const x = random(seed, "x", rows * size), weight = random(seed, "weight", size);
      const bias = random(seed, "bias", size);
      const norm = (some: Float32Array): Float32Array => {
        loaded.clear();
        const [from, by, shift] = [some, weight, bias].map((each) => loaded.put(each));
        const to = loaded.room(some.length);
        kernels.layerNorm(from, by, shift, to, some.length / size, size, 1e-5);
        return loaded.get(to, some.length);
      };
      const all = norm(x);
      assertEquals(norm(x.slice(-size)), all.subarray(-size));
      const expected = [...x].map((each, i) => {
        const row = x.subarray(i - i % size, i - i % size + size);
        const mean = row.reduce((sum, each) => sum + each, 0) / size;
        const variance = row.reduce((sum, each) => sum + (each - mean) ** 2, 0) / size;
        return (each - mean) / Math.sqrt(variance + 1e-5) * weight[i % size] + bias[i % size];
      });
      // Of one number, nothing is left but rounding, which the variance of 0 makes 300 times as large.
      near(all, expected, size === 1 ? 1e-4 : 2e-5);
    }));
  });

  Deno.test(`dropout by ${variant} kernels draws the words of Philox, over the end of a counter`, () => {
    for (const [low, high] of [[0, 0], [7, 3], [0xffffffff, 0], [0xfffffffd, 9]]) {
      for (const count of [1, 7, 8, 9, 31, 32, 33, 100]) {
        loaded.clear();
        const x = random(count, "x", count), dropped = 20_000;
        const from = loaded.put(x), to = loaded.room(count);
        kernels.dropout(from, to, count, dropped, 1.5, low, high, 11, 12, 13, 14);
        const block = new Uint32Array(4);
        const expected = Float32Array.from(x, (each, i) => {
          const counter = BigInt(high) * 2n ** 32n + BigInt(low) + BigInt(i >> 3);
          const [c0, c1] = [Number(counter & 0xffffffffn), Number(counter >> 32n)];
          philox4x32(block, c0, c1, 11, 12, 13, 14);
          const word = block[i % 8 >> 1], half = i % 2 === 0 ? word & 0xffff : word >>> 16;
          return half < dropped ? 0 : each * 1.5;
        });
        assertEquals(loaded.get(to, count).map((each) => each + 0), expected);
      }
    }
  });

  Deno.test(`GELU by ${variant} kernels is x Φ(x), and its gradient the slope of that`, () => {
    const x = Float32Array.from({ length: 203 }, (_, i) => (i - 101) / 10), step = 1e-4;
    const phi = (y: number): number => { // Simpson's rule over the density, from far below
      const n = 2000, from = -12, h = (y - from) / n;
      let sum = 0;
      for (let i = 0; i <= n; i++) {
        const t = from + i * h;
        sum += (i === 0 || i === n ? 1 : i % 2 ? 4 : 2) * Math.exp(-t * t / 2);
      }
      return sum * h / 3 / Math.sqrt(2 * Math.PI);
    };
    loaded.clear();
    const from = loaded.put(x), slope = loaded.put(new Float32Array(203).fill(1));
    const [to, by] = [loaded.room(203), loaded.room(203)];
    kernels.gelu(from, to, 203);
    kernels.geluGradient(from, slope, by, 203);
    near(loaded.get(to, 203), [...x].map((each) => each * phi(each)), 3e-6);
    const slopes = [...x].map((each) =>
      ((each + step) * phi(each + step) - (each - step) * phi(each - step)) / (2 * step)
    );
    near(loaded.get(by, 203), slopes, 3e-6);
  });

  Deno.test(`a sequence has the same bits in any batch, by ${variant} kernels`, () => {
    fc.assert(fc.property(shape, fc.boolean(), ({ rows: batch, size, seed }, causal) => {
      const length = 1 + seed % 9, heads = size % 2 === 0 ? 2 : 1, width = size / heads;
      const [query, key, value] = ["q", "k", "v"].map((name) =>
        random(seed, name, batch * length * size)
      );
      const attend = (first: number): Float32Array => {
        loaded.clear();
        const count = batch - first, numbers = count * length * size;
        const parts = [query, key, value].map((all) => loaded.put(all.slice(-numbers)));
        const shares = loaded.room(count * heads * length * length), mixed = loaded.room(numbers);
        const scratch = loaded.room(20_000), options = [count, heads, length, length, width];
        kernels.attention(...parts, 0, shares, mixed, scratch, ...options, causal ? 1 : 0);
        return loaded.get(mixed, numbers);
      };
      assertEquals(attend(batch - 1), attend(0).slice(-length * size));

      const inputs = random(seed, "inputs", batch * length * 3 * size);
      const weight = random(seed, "weight", 3 * size * size), bias = random(seed, "b", 3 * size);
      const recur = (first: number): Float32Array => {
        loaded.clear();
        const count = batch - first, numbers = count * length * size;
        const at = [inputs.slice(-3 * numbers), weight, bias, new Float32Array(count * size)]
          .map((each) => loaded.put(each));
        const states = loaded.room(numbers), gates = loaded.room(4 * numbers);
        const room = [loaded.room(3 * count * size), loaded.room(20_000)];
        kernels.recurrence(...at, 0, states, gates, ...room, count, length, size);
        return loaded.get(states, numbers);
      };
      assertEquals(recur(batch - 1), recur(0).slice(-length * size));
    }));
  });
}
