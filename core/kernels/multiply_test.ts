import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { RandomStream } from "../random_stream.ts";
import { LoadedKernels } from "./testing/loaded_kernels.ts";

interface Product {
  readonly rows: number;
  readonly columns: number;
  readonly terms: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly bias: boolean;
  readonly relu: boolean;
  readonly add: boolean;
  readonly seed: number;
}

const size = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 70 }));
// Sums are split at 256 terms.
const terms = fc.oneof(size, fc.constantFrom(255, 256, 257, 513));
const products: fc.Arbitrary<Product> = fc.record({
  rows: size,
  columns: size,
  terms,
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
  bias: fc.boolean(),
  relu: fc.boolean(),
  add: fc.boolean(),
  seed: fc.nat(1000),
});

const random = (seed: number, name: string, count: number): Float32Array => {
  const stream = RandomStream.from(seed, name);
  return Float32Array.from({ length: count }, () => stream.normal());
};

/** The kernel's result for rows `first` … `end − 1` of a product. */
function multiply(
  loaded: LoadedKernels,
  product: Product,
  first = 0,
  end = product.rows,
): Float32Array {
  const { rows, columns, terms, transposeA, transposeB, seed } = product, { kernels } = loaded;
  loaded.clear();
  const a = loaded.put(random(seed, "a", rows * terms));
  const b = loaded.put(random(seed, "b", terms * columns));
  const bias = product.bias ? loaded.put(random(seed, "bias", columns)) : 0;
  const start = random(seed, "c", rows * columns).subarray(first * columns, end * columns);
  const c = product.add ? loaded.put(start) : loaded.room((end - first) * columns);
  const scratch = loaded.room(kernels.multiplyScratch(terms, columns) / 4);
  const [aRow, aTerm] = transposeA ? [4, 4 * rows] : [4 * terms, 4];
  const [bTerm, bColumn] = transposeB ? [4, 4 * terms] : [4 * columns, 4];
  const flags = (product.add ? 1 : 0) | (product.relu ? 2 : 0);
  kernels.multiply(
    ...[a + first * aRow, b, c, bias, scratch, flags, 1, end - first, columns, terms],
    ...[0, aRow, aTerm, 0, bTerm, bColumn, 0, 4 * columns],
  );
  return loaded.get(c, (end - first) * columns);
}

/** Term by term, in the order and with the roundings that `add` has. */
function byHand(product: Product, add: (sum: number, a: number, b: number) => number): number[] {
  const { rows, columns, terms, transposeA, transposeB, seed } = product;
  const round = add(0, 1, 1 + 2 ** -40) === 1 ? Math.fround : (x: number) => x;
  const [a, b] = [random(seed, "a", rows * terms), random(seed, "b", terms * columns)];
  const [bias, start] = [random(seed, "bias", columns), random(seed, "c", rows * columns)];
  return Array.from({ length: rows * columns }, (_, i) => {
    const row = Math.floor(i / columns), column = i % columns;
    let total = 0;
    for (let from = 0; from < terms; from += 256) {
      let sum = 0;
      for (let term = from; term < Math.min(from + 256, terms); term++) {
        const left = a[transposeA ? term * rows + row : row * terms + term];
        sum = add(sum, left, b[transposeB ? column * terms + term : term * columns + column]);
      }
      total = from === 0 && !product.add ? sum : round((from === 0 ? start[i] : total) + sum);
    }
    if (product.bias) total = round(total + bias[column]);
    return product.relu ? Math.max(0, total) : total;
  });
}

for (const variant of ["strict", "relaxed"] as const) {
  const loaded = new LoadedKernels(variant);

  Deno.test(`a product by ${variant} kernels is right, whatever its shape`, () => {
    fc.assert(fc.property(products, (product) => {
      const expected = byHand(product, (sum, a, b) => sum + a * b);
      multiply(loaded, product).forEach((each, i) =>
        assert(Math.abs(each - expected[i]) < 1e-4, `${i}: ${each}, expected ${expected[i]}`)
      );
    }));
  });

  Deno.test(`a row of a product by ${variant} kernels has the same bits in any batch`, () => {
    fc.assert(fc.property(products, fc.nat(), fc.nat(), (product, one, other) => {
      const { rows, columns } = product;
      const [first, last] = [one % rows, other % rows].sort((a, b) => a - b);
      const all = multiply(loaded, product);
      const some = multiply(loaded, product, first, last + 1);
      assertEquals(some, all.subarray(first * columns, (last + 1) * columns));
    }));
  });
}

Deno.test("a product by strict kernels rounds after every product and every sum", () => {
  const loaded = new LoadedKernels("strict"), { fround } = Math;
  fc.assert(fc.property(products, (product) => {
    const expected = byHand(product, (sum, a, b) => fround(sum + fround(a * b)));
    assertEquals([...multiply(loaded, product)], expected);
  }));
});

Deno.test("a ReLU by either build lets NaN through", () => {
  for (const variant of ["strict", "relaxed"] as const) {
    const loaded = new LoadedKernels(variant);
    for (const columns of [1, 9]) {
      const a = loaded.put(new Float32Array([NaN])), b = loaded.put(new Float32Array(columns));
      const c = loaded.room(columns), scratch = loaded.room(100);
      loaded.kernels.multiply(a, b, c, 0, scratch, 2, 1, 1, columns, 1, 0, 4, 4, 0, 4, 4, 0, 4);
      assert(loaded.get(c, columns).every(Number.isNaN));
    }
  }
});
