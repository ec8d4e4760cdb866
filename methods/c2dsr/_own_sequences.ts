/** The events of one domain among merged sequences, compressed. */
export interface OwnSequences {
  /** Number of sequences. */
  readonly size: number;
  /** Positions per sequence: a start token, the domain's events, padding. */
  readonly length: number;
  /** Item per position, the start token at the first one and at padded ones; `size × length`. */
  readonly input: Uint32Array;
  /**
   * By position of the merged sequences, `size × merged length`: index into `input` of the domain's
   * last event up to there, that position included; the start token's where there is none.
   */
  readonly last: Int32Array;
  /** Events per sequence. */
  readonly events: Uint32Array;
}

/**
 * Of some merged sequences, those of a domain: their events in their order, a start token in front,
 * padding on the right. What the domain's encoder knows at `last` of a position is no later
 * than that position.
 *
 * @param merged `input`: an item per position, or the number of items where there is none, `length`
 * per sequence
 * @param options `rows`: the sequences wanted; `start`: the domain's start token; `length`: positions,
 * as many as the longest sequence needs if not given
 */
export function ownSequences(
  merged: { input: ArrayLike<number>; length: number },
  options: {
    rows: ArrayLike<number>;
    domain: number;
    itemDomain: Uint8Array;
    start: number;
    length?: number;
  },
): OwnSequences {
  const { rows, domain, itemDomain, start } = options, size = rows.length;
  const events = new Uint32Array(size);
  const itemAt = (sequence: number, position: number): number =>
    merged.input[rows[sequence] * merged.length + position];
  for (let sequence = 0; sequence < size; sequence++) {
    for (let position = 0; position < merged.length; position++) {
      // No domain where there is no item.
      if (itemDomain[itemAt(sequence, position)] === domain) events[sequence]++;
    }
  }
  const length = options.length ?? 1 + events.reduce((most, each) => Math.max(most, each), 0);
  const input = new Uint32Array(size * length).fill(start);
  const last = new Int32Array(size * merged.length);
  for (let sequence = 0; sequence < size; sequence++) {
    let at = sequence * length;
    for (let position = 0; position < merged.length; position++) {
      const item = itemAt(sequence, position);
      if (itemDomain[item] === domain) input[++at] = item;
      last[sequence * merged.length + position] = at;
    }
  }
  return { size, length, input, last, events };
}
