import type { Parameters } from "../parameters/parameters.ts";

/**
 * Moves running statistics towards those of a batch, in place: each becomes
 * (1 − momentum) · itself + momentum · the record of its name.
 *
 * Source: Ioffe & Szegedy (ICML 2015), §3.1, the moving averages.
 *
 * @param statistics e.g. from `batchNormStatistics`
 * @param options `records` as `differentiate` returns them; `momentum`: share of the batch, 0 to 1
 * @throws {TypeError} if a statistic has no record of its size
 *
 * @example
 * ```ts
 * import { updateStatistics } from "./update_statistics.ts";
 * const mean = { shape: [1], values: new Float32Array([8]) };
 * updateStatistics({ mean }, { records: { mean: new Float32Array([16]) }, momentum: 0.25 });
 * if (mean.values[0] !== 10) throw new Error("not a quarter of the way");
 * ```
 */
export function updateStatistics(
  statistics: Parameters,
  options: { records: Readonly<Record<string, Float32Array>>; momentum: number },
): void {
  const { records, momentum } = options;
  for (const [name, { values }] of Object.entries(statistics)) {
    if (records[name]?.length === values.length) continue;
    throw new TypeError(
      `Cannot update the statistic "${name}": a record of ${
        records[name]?.length ?? 0
      } numbers, expected ${values.length}`,
    );
  }
  for (const [name, { values }] of Object.entries(statistics)) {
    for (let i = 0; i < values.length; i++) {
      values[i] = (1 - momentum) * values[i] + momentum * records[name][i];
    }
  }
}
