import { assert, assertEquals } from "@std/assert";
import { RandomStream } from "../../../core/random_stream.ts";
import type { SparseMatrix } from "./_pointwise_information.ts";
import { wordVectors } from "./_word_vectors.ts";

/** B Bᵀ of a matrix B with `rank` columns, all of its numbers. */
function product(rows: number, rank: number): { dense: Float64Array; matrix: SparseMatrix } {
  const stream = RandomStream.from(1, "matrix");
  const factor = Float64Array.from({ length: rows * rank }, () => stream.normal());
  const dense = Float64Array.from({ length: rows * rows }, (_, at) => {
    const a = Math.floor(at / rows), b = at % rows;
    let sum = 0;
    for (let k = 0; k < rank; k++) sum += factor[a * rank + k] * factor[b * rank + k];
    return sum;
  });
  return {
    dense,
    matrix: {
      offsets: Uint32Array.from({ length: rows + 1 }, (_, row) => row * rows),
      column: Uint32Array.from({ length: rows * rows }, (_, at) => at % rows),
      value: dense,
    },
  };
}

Deno.test("wordVectors() gives back a matrix of low rank, up to one factor", () => {
  const rows = 60, size = 6, { dense, matrix } = product(rows, 4);
  const found = wordVectors(matrix, { size, stream: RandomStream.from(2, "start") });
  const again = Float64Array.from({ length: rows * rows }, (_, at) => {
    const a = Math.floor(at / rows), b = at % rows;
    let sum = 0;
    for (let k = 0; k < size; k++) sum += found[a * size + k] * found[b * size + k];
    return sum;
  });
  const factor = dense[0] / again[0];
  again.forEach((each, at) => assert(Math.abs(each * factor - dense[at]) < 1e-8));
  const norms = Array.from(
    { length: rows },
    (_, row) => Math.hypot(...found.subarray(row * size, (row + 1) * size)),
  ).sort((a, b) => a - b);
  assertEquals(Math.abs(norms[rows >> 1] - 1) < 1e-12, true);
});

Deno.test("wordVectors() drops directions of negative eigenvalues", () => {
  // Two words that only ever stand beside each other: eigenvalues 1 and −1.
  const matrix = {
    offsets: Uint32Array.of(0, 1, 2),
    column: Uint32Array.of(1, 0),
    value: Float64Array.of(1, 1),
  };
  const found = wordVectors(matrix, { size: 2, stream: RandomStream.from(3, "start") });
  const wanted = [1, 0, 1, 0];
  found.forEach((each, i) => assert(Math.abs(each - wanted[i]) < 1e-12));
});
