import type { Parameter } from "../parameters/parameters.ts";

/**
 * A table of vectors in host memory, of which only the rows that a batch uses go to the device: time
 * and device memory of a step do not depend on the number of rows.
 *
 * @example
 * ```ts
 * import { EmbeddingTable } from "./embedding_table.ts";
 * const table = new EmbeddingTable({ shape: [1000, 1], values: new Float32Array(1000).fill(2) });
 * const { rows, places } = table.lookup([7, 9, 7], [9]);
 * if (rows.join() !== "7,9" || places[1].join() !== "1") throw new Error("not the unique rows");
 * ```
 */
export class EmbeddingTable {
  /** The whole table, `rows × size`. */
  readonly parameter: Parameter;
  /** 1 + the place of a row among the rows of the lookup in progress, 0 for none. */
  readonly #place: Int32Array;

  /**
   * A table that a parameter of rank 2 holds, a row per vector.
   *
   * @throws {TypeError} if it has another rank
   */
  constructor(parameter: Parameter) {
    if (parameter.shape.length !== 2) {
      throw new TypeError(
        `Cannot make an embedding table of shape [${parameter.shape}]: rank ${parameter.shape.length}, expected 2`,
      );
    }
    this.parameter = parameter;
    this.#place = new Int32Array(parameter.shape[0]);
  }

  /**
   * The rows that some lists name, each once, in the order in which they first occur.
   *
   * @returns `rows`: their indices; `weights`: copies of them, for the device; `places`: the lists
   * again, each entry as a place among `rows`
   * @throws {RangeError} if a list names a row that the table does not have
   */
  lookup(...lists: readonly ArrayLike<number>[]): {
    rows: Uint32Array;
    weights: Parameter;
    places: Int32Array[];
  } {
    const found: number[] = [];
    const place = this.#place, [count, size] = this.parameter.shape;
    const places = lists.map((list) => {
      const local = new Int32Array(list.length);
      for (let i = 0; i < list.length; i++) {
        const row = list[i];
        if (!(row >= 0 && row < count)) {
          for (const each of found) place[each] = 0;
          throw new RangeError(
            `Cannot look up row ${row}: none of ${count}, expected 0 … ${count - 1}`,
          );
        }
        if (place[row] === 0) place[row] = found.push(row);
        local[i] = place[row] - 1;
      }
      return local;
    });
    for (const row of found) place[row] = 0;
    const rows = Uint32Array.from(found), values = new Float32Array(rows.length * size);
    for (let i = 0; i < rows.length; i++) {
      const at = rows[i] * size;
      values.set(this.parameter.values.subarray(at, at + size), i * size);
    }
    return { rows, weights: { shape: [rows.length, size], values }, places };
  }
}
