import { evaluate } from "../evaluate.ts";
import type { EmbeddingTable } from "./embedding_table.ts";

/** Rows that are on the device at once: memory grows with the batch and not with the table. */
const CHUNK = 8192;

/**
 * The products of some vectors with rows of a table, which come to the device a piece at a time:
 * scores of whole catalogues. A number does not depend on what else is asked, but for the device's
 * ways with products of other sizes on `webgpu`.
 *
 * @param vectors `n × size`, row-major
 * @param options `table`; `rows` of it, in any order
 * @returns `n × rows`, row-major
 * @throws {TypeError} if the vectors are of another size than the table's
 * @throws {RangeError} if the table has no such row
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { EmbeddingTable } from "./embedding_table.ts";
 * import { rowScores } from "./row_scores.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const table = new EmbeddingTable({ shape: [3, 1], values: new Float32Array([1, 2, 3]) });
 * const scores = await rowScores(new Float32Array([10, 100]), { table, rows: new Uint32Array([2, 0]) });
 * if (scores.join() !== "30,10,300,100") throw new Error("not the products");
 * ```
 */
export async function rowScores(
  vectors: Float32Array,
  { table, rows }: { table: EmbeddingTable; rows: Uint32Array },
): Promise<Float32Array> {
  const [, size] = table.parameter.shape, count = vectors.length / size;
  if (!Number.isInteger(count)) {
    throw new TypeError(
      `Cannot score ${vectors.length} numbers by rows of ${size}: expected a multiple of ${size}`,
    );
  }
  const scores = new Float32Array(count * rows.length);
  for (let first = 0; first < rows.length && count > 0; first += CHUNK) {
    const { weights, places: [places] } = table.lookup(rows.subarray(first, first + CHUNK));
    const parameters = { vectors: { shape: [count, size], values: vectors }, rows: weights };
    const products = await evaluate(
      parameters,
      (given) =>
        given.get("vectors", [-1, size]).matMul(given.get("rows", [-1, size]), false, true),
    );
    const [width] = weights.shape;
    for (let row = 0; row < count; row++) {
      const from = row * width, to = row * rows.length + first;
      for (let i = 0; i < places.length; i++) scores[to + i] = products[from + places[i]];
    }
  }
  return scores;
}
