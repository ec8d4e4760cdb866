import type { RandomStream } from "@permafrost/bench/nn";

/** Sequences side by side, padded on the right. */
export interface Rows {
  /** Number of sequences. */
  readonly size: number;
  /** Positions per sequence, padding included. */
  readonly length: number;
  /** Item per position, `size × length`. */
  readonly input: Uint32Array;
  /** 1 for a position that is there, 0 for padding, `size × length`. */
  readonly present: Uint8Array;
}

/**
 * Item drop: the same sequences without some of their items, which close up. The first
 * position stays (released), so that no sequence is empty.
 *
 * @param options `rate`: share that is dropped; `random`: the step's stream; `start`: what stands where
 * nothing is
 */
export function itemDrop(
  { size, length, input, present }: Rows,
  { rate, random, start }: { rate: number; random: RandomStream; start: number },
): Rows {
  const kept = new Uint32Array(input.length).fill(start), there = new Uint8Array(input.length);
  for (let row = 0; row < size; row++) {
    let to = row * length;
    for (let at = row * length; at < (row + 1) * length; at++) {
      if (!present[at] || (at > row * length && random.float() < rate)) continue;
      kept[to] = input[at];
      there[to++] = 1;
    }
  }
  return { size, length, input: kept, present: there };
}

/** Index of every sequence's last position: where its state stands. */
export function lastPositions({ size, length, present }: Omit<Rows, "input">): Int32Array {
  return Int32Array.from({ length: size }, (_, row) => {
    let last = (row + 1) * length - 1;
    while (last > row * length && !present[last]) last--;
    return last;
  });
}
