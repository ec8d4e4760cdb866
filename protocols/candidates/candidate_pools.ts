import type { ItemCatalogue } from "../../core/item_catalogue.ts";

/** The items that a domain's candidates come from. */
export interface CandidatePools {
  /** Per domain, ascending: what headline cases are ranked among. */
  readonly headline: readonly Uint32Array[];
  /** Per domain, ascending: what the other cases are ranked among; empty under pool `catalogue`. */
  readonly cold: readonly Uint32Array[];
}

/**
 * Splits each domain's items into pools: under `trained`, items with a training event and, for the
 * cold cases, the others; under `catalogue`, all of them.
 *
 * @param options `trained`: per canonical item, 1 = it has a training event
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { candidatePools } from "./candidate_pools.ts";
 * const { catalogue } = await loadDataset("tundra-tiny");
 * const trained = new Uint8Array(catalogue.length).fill(1, 1); // all but item 0
 * const { headline, cold } = candidatePools(catalogue, { pool: "trained", trained });
 * if (headline[0][0] !== 1 || cold[0].join() !== "0") throw new Error("item 0 is not cold");
 * ```
 */
export function candidatePools(
  catalogue: ItemCatalogue,
  options: { pool: "trained" | "catalogue"; trained: Uint8Array },
): CandidatePools {
  const headline: Uint32Array[] = [], cold: Uint32Array[] = [];
  for (let d = 0; d < catalogue.domains.length; d++) {
    const items = Uint32Array.from(
      { length: catalogue.offsets[d + 1] - catalogue.offsets[d] },
      (_, i) => catalogue.offsets[d] + i,
    );
    const all = options.pool === "catalogue";
    headline.push(all ? items : items.filter((item) => options.trained[item] === 1));
    cold.push(all ? new Uint32Array(0) : items.filter((item) => options.trained[item] === 0));
  }
  return { headline, cold };
}
