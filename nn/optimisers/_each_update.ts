import type { Parameters } from "../parameters/parameters.ts";

/** What one step asks for a parameter: row `rows[i]` of its values has row i of the gradient. */
export interface Update {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
  readonly gradient: Float32Array;
  /** Rows that change, each once; of a dense parameter row 0 alone, which is all of it. */
  readonly rows: Uint32Array;
  /** Numbers per row. */
  readonly width: number;
}

/**
 * @throws {TypeError} if a gradient has no parameter, or another size than it
 * @throws {RangeError} if a table has no such row
 */
export function eachUpdate(
  parameters: Parameters,
  gradients: Readonly<Record<string, Float32Array>>,
  tables: Readonly<Record<string, Uint32Array>> = {},
): Update[] {
  return Object.entries(gradients).map(([name, gradient]) => {
    const parameter = parameters[name], rows = tables[name];
    if (parameter === undefined) {
      throw new TypeError(`Cannot update "${name}": no such parameter, expected one`);
    }
    const { values, shape } = parameter;
    const width = rows ? values.length / shape[0] : values.length;
    const wanted = rows ? rows.length * width : width;
    if (gradient.length !== wanted) {
      throw new TypeError(
        `Cannot update "${name}": a gradient of ${gradient.length} numbers, expected ${wanted}`,
      );
    }
    for (const row of rows ?? []) {
      if (row < shape[0]) continue;
      throw new RangeError(
        `Cannot update row ${row} of "${name}": none of ${shape[0]}, expected 0 … ${shape[0] - 1}`,
      );
    }
    return { name, shape, values, gradient, rows: rows ?? new Uint32Array(1), width };
  });
}
