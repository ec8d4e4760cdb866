import type { BiaoConfig } from "../../methods/biao/method.ts";
import conet from "../../methods/conet/method.ts";
import dasl from "../../methods/dasl/method.ts";
import minet from "../../methods/minet/method.ts";

/** The methods that BIAO is studied on. */
export const BASES = ["conet", "minet", "dasl"] as const;

/** What BIAO is told on a base: what the base has by itself, which is not the same for all of them. */
export function biaoOn(
  base: typeof BASES[number],
): Pick<BiaoConfig, "base" | "learningRate" | "embeddingSize"> {
  const { learningRate, embeddingSize } = { conet, minet, dasl }[base].defaults;
  return { base, learningRate, embeddingSize };
}
