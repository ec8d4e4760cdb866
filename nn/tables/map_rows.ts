import { evaluate } from "../evaluate.ts";
import type { Parameter, Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";

/** Rows that are on the device at once: memory there does not grow with the tables. */
const PIECE = 4096;

/**
 * What a function makes of every row of some tables, which come to the device a piece at a time.
 *
 * @param tables by name, with as many rows each, one or more of them
 * @param options `parameters`: what else the function reads, by name; `size`: numbers per row that it
 * gives; `compute`: from a piece of each table, and the parameters, to a row per row
 * @returns `rows × size`
 * @throws {TypeError} if the tables have different numbers of rows
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { mapRows } from "./map_rows.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const table = { shape: [5000, 2], values: new Float32Array(10000).fill(3) };
 * const { shape, values } = await mapRows({ table }, {
 *   parameters: {},
 *   size: 1,
 *   compute: (weights) => weights.get("table", [-1, 2]).sum(-1, true),
 * });
 * if (shape.join() !== "5000,1" || values[4999] !== 6) throw new Error("not a number per row");
 * ```
 */
export async function mapRows(
  tables: Parameters,
  { parameters, size, compute }: {
    parameters: Parameters;
    size: number;
    compute: (weights: Weights) => Tensor;
  },
): Promise<Parameter> {
  const counts = [...new Set(Object.values(tables).map(({ shape: [rows] }) => rows))];
  if (counts.length !== 1) {
    throw new TypeError(
      `Cannot map rows of tables of ${counts.join(" and ") || "no"} rows: expected one number`,
    );
  }
  const [count] = counts, values = new Float32Array(count * size);
  for (let first = 0; first < count; first += PIECE) {
    const rows = Math.min(PIECE, count - first);
    const pieces = Object.entries(tables).map(([name, { shape: [, width], values }]) => {
      const from = first * width;
      return [
        name,
        { shape: [rows, width], values: values.subarray(from, from + rows * width) },
      ] as const;
    });
    const given = { ...parameters, ...Object.fromEntries(pieces) };
    values.set(await evaluate(given, compute), first * size);
  }
  return { shape: [count, size], values };
}
