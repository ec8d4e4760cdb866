import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { RandomStream } from "../random_stream.ts";
import { LoadedKernels } from "./testing/loaded_kernels.ts";

const BEST = 20, WORDS = 8 + 2 * BEST;

/** What a state says: four counts, then the best scores and names. */
function expected(scores: Float32Array, names: Uint32Array, bar: number) {
  const best = [...names.keys()].filter((at) => !Number.isNaN(scores[at]))
    .sort((a, b) => scores[b] - scores[a] || names[a] - names[b]).slice(0, BEST);
  const fill = <T>(list: T[], rest: T): T[] => [...list, ...Array(BEST - list.length).fill(rest)];
  return {
    counts: [
      scores.filter((each) => each > bar).length,
      scores.filter((each) => each >= bar).length,
      scores.filter(Number.isNaN).length,
      scores.filter((each) => Math.abs(each) === Infinity).length,
    ],
    scores: fill(best.map((at) => scores[at]), -Infinity),
    names: fill(best.map((at) => names[at]), 0xffffffff),
  };
}

for (const variant of ["strict", "relaxed"] as const) {
  const loaded = new LoadedKernels(variant), { kernels } = loaded;

  Deno.test(`rankRows by ${variant} kernels counts and keeps as plain loops do, in pieces of any size`, () => {
    const given = fc.record({
      rows: fc.integer({ min: 1, max: 4 }),
      columns: fc.integer({ min: 1, max: 90 }),
      piece: fc.integer({ min: 1, max: 40 }),
      values: fc.integer({ min: 1, max: 40 }),
      strange: fc.integer({ min: 0, max: 3 }),
      seed: fc.nat(1000),
    });
    fc.assert(fc.property(given, ({ rows, columns, piece, values, strange, seed }) => {
      loaded.clear();
      const stream = RandomStream.from(seed, "rank rows");
      const draw = () =>
        stream.below(20) < strange ? [NaN, NaN, 1 / 0][stream.below(3)] : stream.below(values) - 3;
      const scores = Float32Array.from({ length: rows * columns }, draw);
      // Half of all names are negative for those who forget that they are unsigned.
      const names = stream.shuffle(
        Uint32Array.from({ length: columns }, (_, i) => i % 2 ? i : 0xfffffffe - i),
      );
      const bars = Float32Array.from({ length: rows }, draw);
      assertEquals(kernels.rankStateBytes(), 4 * WORDS);
      const states = loaded.room(rows * WORDS), at = loaded.put(scores);
      const named = loaded.put(new Int32Array(names.buffer));
      kernels.clearRanks(states, rows);
      kernels.copyBlocks(loaded.put(bars), 4, states, 4 * WORDS, 4, rows);
      for (let from = 0; from < columns; from += piece) {
        const width = Math.min(piece, columns - from);
        kernels.rankRows(at + 4 * from, 4 * columns, rows, width, named + 4 * from, states);
      }
      bars.forEach((bar, row) => {
        const state = loaded.get(states + 4 * WORDS * row, WORDS),
          words = new Uint32Array(state.buffer);
        assertEquals({
          counts: [...words.subarray(1, 5)],
          scores: [...state.subarray(8, 8 + BEST)],
          names: [...words.subarray(8 + BEST)],
        }, expected(scores.subarray(row * columns, (row + 1) * columns), names, bar));
      });
    }));
  });
}
