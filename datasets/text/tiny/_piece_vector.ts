import { RandomStream } from "../../../core/random_stream.ts";

/** Length of a piece's vector beside 1, the median of known words: a known word outweighs them. */
const NORM = 0.35;

/** Random directions of equal length, each from its own piece: signs, as in random projections. */
export function pieceVector(piece: string, size: number): Float64Array {
  const stream = RandomStream.from(0, "piece", piece), part = NORM / Math.sqrt(size);
  return Float64Array.from({ length: size }, () => stream.below(2) ? part : -part);
}
