import type { RandomStream } from "../../core/random_stream.ts";

/** Letters only, so that no CSV reader takes a label for a number. */
const LETTERS = "bcdfghjkmnpqrstv";

/**
 * So many different random labels of eight letters, sorted (ASCII: by code unit = by UTF-8 byte).
 * They are drawn before anything else is known of what they name, so they tell nothing of it.
 */
export function drawLabels(stream: RandomStream, count: number): string[] {
  const labels = new Set<string>();
  while (labels.size < count) {
    const word = stream.uint32();
    let label = "";
    for (let shift = 28; shift >= 0; shift -= 4) label += LETTERS[(word >>> shift) & 15];
    labels.add(label);
  }
  return [...labels].sort();
}
