import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { RandomStream } from "../random_stream.ts";
import { LoadedKernels } from "./testing/loaded_kernels.ts";

const NONE = -1e9;

interface Pairs {
  readonly lengths: readonly number[];
  readonly otherLengths: readonly number[];
  readonly size: number;
  readonly kind: "normal" | "few" | "strange";
  readonly seed: number;
}

const lengths = fc.array(
  fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 30 })),
  { minLength: 1, maxLength: 4 },
);
// Of y 512 rows are packed at a time.
const otherLengths = fc.oneof(
  { weight: 20, arbitrary: lengths },
  { weight: 1, arbitrary: fc.constantFrom([511, 3, 0, 40], [200, 300, 12, 200, 320]) },
);
const pairs: fc.Arbitrary<Pairs> = fc.record({
  lengths,
  otherLengths,
  // Sums are split at 256 terms.
  size: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(255, 256, 257, 513)),
  kind: fc.constantFrom("normal", "few", "strange"),
  seed: fc.nat(1000),
});

/** Sequences whose rows stand anywhere, in an order of their own, between rows that are no numbers. */
function sequences(name: string, lengths: readonly number[], { size, kind, seed }: Pairs) {
  const stream = RandomStream.from(seed, name), ends = lengths.map(() => 0);
  lengths.forEach((length, i) => ends[i] = (ends[i - 1] ?? 0) + length);
  const count = ends[ends.length - 1], rows = count + 3;
  const places = stream.shuffle(Int32Array.from({ length: rows }, (_, i) => i)).slice(0, count);
  const values = new Float32Array(rows * size).fill(NaN);
  for (const place of places) {
    for (let i = 0; i < size; i++) {
      const strange = kind === "strange" && stream.below(200) === 0;
      values[place * size + i] = strange
        ? [NaN, Infinity, -Infinity][stream.below(3)]
        : kind === "few"
        ? stream.below(3) - 1
        : stream.normal();
    }
  }
  return { values, places, starts: Int32Array.of(0, ...ends), rows };
}

/** What the kernel says of all pairs, or of one. */
function nearest(loaded: LoadedKernels, given: Pairs, only?: { user: number; other: number }) {
  const { kernels } = loaded, { size } = given;
  loaded.clear();
  const x = sequences("x", given.lengths, given), y = sequences("y", given.otherLengths, given);
  const users = only ? 1 : given.lengths.length, others = only ? 1 : given.otherLengths.length;
  const count = users * others;
  const part = ({ starts }: { starts: Int32Array }, at: number | undefined): Int32Array =>
    at === undefined ? starts : starts.slice(at, at + 2);
  const from = [
    ...[x.values, y.values, x.places, part(x, only?.user), y.places, part(y, only?.other)],
  ].map((each) => loaded.put(each));
  const values = loaded.room(count), chosen = loaded.room(2 * count);
  const scratch = loaded.room(kernels.nearestScratch(y.places.length, size) / 4);
  kernels.nearest(...from, NONE, values, chosen, scratch, users, others, size);
  const rows = new Int32Array(loaded.get(chosen, 2 * count).buffer);
  return {
    values: [...loaded.get(values, count)],
    xRows: [...rows.subarray(0, count)],
    yRows: [...rows.subarray(count)],
  };
}

for (const variant of ["strict", "relaxed"] as const) {
  const loaded = new LoadedKernels(variant), { kernels } = loaded;

  /** All products of rows, as the kernel of products makes them. */
  const products = (x: Float32Array, y: Float32Array, size: number): Float32Array => {
    loaded.clear();
    const rows = x.length / size, columns = y.length / size;
    const at = [loaded.put(x), loaded.put(y), loaded.room(rows * columns), 0];
    const scratch = loaded.room(kernels.multiplyScratch(size, columns) / 4);
    const steps = [0, 4 * size, 4, 0, 4, 4 * size, 0, 4 * columns];
    kernels.multiply(...at, scratch, 0, 1, rows, columns, size, ...steps);
    return loaded.get(at[2], rows * columns);
  };

  Deno.test(`nearest by ${variant} kernels is the first of the greatest of the kernel's products`, () => {
    fc.assert(fc.property(pairs, (given) => {
      const { lengths, otherLengths, size } = given, found = nearest(loaded, given);
      const x = sequences("x", lengths, given), y = sequences("y", otherLengths, given);
      const all = products(x.values, y.values, size);
      lengths.forEach((_, user) =>
        otherLengths.forEach((_, other) => {
          let value = NONE, row = -1, otherRow = -1;
          for (const one of x.places.subarray(x.starts[user], x.starts[user + 1])) {
            for (const two of y.places.subarray(y.starts[other], y.starts[other + 1])) {
              const product = all[one * y.rows + two];
              if (Number.isNaN(value) || row >= 0 && product <= value) continue;
              [value, row, otherRow] = [product, one, two];
            }
          }
          const at = user * otherLengths.length + other;
          assertEquals(
            [found.values[at], found.xRows[at], found.yRows[at]],
            [value, row, otherRow],
          );
        })
      );
    }));
  });

  Deno.test(`a pair of sequences has the same bits in any batch, by ${variant} kernels`, () => {
    fc.assert(fc.property(pairs, fc.nat(), fc.nat(), (given, one, two) => {
      const user = one % given.lengths.length, other = two % given.otherLengths.length;
      const all = nearest(loaded, given), alone = nearest(loaded, given, { user, other });
      const at = user * given.otherLengths.length + other;
      assertEquals(alone, {
        values: [all.values[at]],
        xRows: [all.xRows[at]],
        yRows: [all.yRows[at]],
      });
    }));
  });

  Deno.test(`the gradients of nearest by ${variant} kernels go to the chosen rows alone`, () => {
    fc.assert(fc.property(pairs, (drawn) => {
      const given = { ...drawn, kind: "normal" as const }, { size } = given;
      const { xRows, yRows } = nearest(loaded, given);
      const x = sequences("x", given.lengths, given), y = sequences("y", given.otherLengths, given);
      const stream = RandomStream.from(given.seed, "slope");
      const slope = Float32Array.from(xRows, () => stream.normal());
      loaded.clear();
      const rows = Int32Array.from([...xRows, ...yRows]);
      const from = [x.values, y.values, rows, slope].map((each) => loaded.put(each));
      const [byX, byY] = [x, y].map(({ values }) => loaded.put(new Float32Array(values.length)));
      kernels.nearestGradient(...from, byX, byY, slope.length, size);
      for (
        const [at, own, mine, others, theirs] of [[byX, x, xRows, y, yRows], [
          byY,
          y,
          yRows,
          x,
          xRows,
        ]] as const
      ) {
        const expected = new Float64Array(own.values.length);
        mine.forEach((row, pair) => {
          for (let i = 0; row >= 0 && i < size; i++) {
            expected[row * size + i] += slope[pair] * others.values[theirs[pair] * size + i];
          }
        });
        loaded.get(at, expected.length).forEach((each, i) =>
          assert(Math.abs(each - expected[i]) < 1e-4, `${i}: ${each}, expected ${expected[i]}`)
        );
      }
    }));
  });
}

Deno.test("nearest by strict kernels rounds after every product and every sum", () => {
  const loaded = new LoadedKernels("strict"), { fround } = Math;
  fc.assert(fc.property(pairs, (drawn) => {
    const given = { ...drawn, kind: "normal" as const }, { size } = given;
    const x = sequences("x", given.lengths, given), y = sequences("y", given.otherLengths, given);
    const { values, xRows, yRows } = nearest(loaded, given);
    const expected = xRows.map((row, pair) => {
      if (row < 0) return NONE;
      let total = 0;
      for (let from = 0; from < size; from += 256) {
        let sum = 0;
        for (let i = from; i < Math.min(from + 256, size); i++) {
          sum = fround(sum + fround(x.values[row * size + i] * y.values[yRows[pair] * size + i]));
        }
        total = fround(total + sum);
      }
      return total;
    });
    assertEquals(values, expected);
  }));
});
