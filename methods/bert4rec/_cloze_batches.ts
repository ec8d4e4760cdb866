import type { TrainView } from "@permafrost/bench/method";
import { epochBatches, RandomStream, type SequenceWindows } from "@permafrost/bench/nn";

/** Sequences of which some items are masked, side by side, padded on the right. */
export interface ClozeBatch {
  /** Number of sequences. */
  readonly size: number;
  /** Positions per sequence, padding included. */
  readonly length: number;
  /** Item per position, or the mask, which stands at padded positions too; `size × length`. */
  readonly input: Uint32Array;
  /** 1 for a position that is there, 0 for padding, `size × length`. */
  readonly present: Uint8Array;
  /** Where the masked items were, as indices into `input`; ascending. */
  readonly position: Int32Array;
  /** The items that were there. */
  readonly target: Uint32Array;
  /** A stream for the step on this batch: a function of the seed, the label, the epoch and the step. */
  random(label: string): RandomStream;
}

/**
 * The batches of one epoch: every window `copies` times, with other masks each time, and once more with
 * its last item hidden, as a query asks (§3.6).
 *
 * Of a window's trainable events, the share `masked` is hidden, one at least. Where it is the last of
 * them alone, what follows it is cut off. An event that is not trainable is never hidden.
 *
 * @param view the events
 * @param options `windows` of them; `mask`: the token that hides an item
 */
export function* clozeBatches(
  view: Pick<TrainView, "events" | "trainable">,
  options: {
    windows: SequenceWindows;
    masked: number;
    copies: number;
    mask: number;
    batchSize: number;
    seed: number;
    epoch: number;
  },
): Generator<ClozeBatch, void> {
  const { windows: { first, end }, masked, copies, mask, seed, epoch } = options;
  const { item } = view.events;
  const windows = end.length;
  const lengths = new Uint32Array((copies + 1) * windows)
    .map((_, sample) => end[sample % windows] - first[sample % windows]);
  for (const [step, chosen] of epochBatches(lengths, options).entries()) {
    const random = (label: string): RandomStream => RandomStream.from(seed, label, epoch, step);
    const masks = random("masks"), size = chosen.length;
    const length = chosen.reduce((longest, sample) => Math.max(longest, lengths[sample]), 0);
    const input = new Uint32Array(size * length).fill(mask), present = new Uint8Array(input.length);
    const positions: number[] = [], targets: number[] = [];
    chosen.forEach((sample, sequence) => {
      const window = sample % windows, start = first[window], from = sequence * length;
      const rows = trainableRows(view, { first: start, end: end[window] });
      const onlyLast = sample >= copies * windows;
      const hidden = onlyLast
        ? rows.subarray(rows.length - 1)
        : masks.shuffle(rows.slice()).subarray(0, Math.max(1, Math.round(masked * rows.length)));
      const stop = onlyLast ? hidden[0] + 1 : end[window];
      input.set(item.subarray(start, stop), from);
      present.fill(1, from, from + stop - start);
      for (const row of hidden.sort()) {
        positions.push(from + row - start);
        targets.push(item[row]);
        input[from + row - start] = mask;
      }
    });
    yield {
      size,
      length,
      input,
      present,
      position: Int32Array.from(positions),
      target: Uint32Array.from(targets),
      random,
    };
  }
}

/** The rows of a window that may be targets; a window has one at least. */
function trainableRows(
  { trainable }: Pick<TrainView, "trainable">,
  { first, end }: { first: number; end: number },
): Uint32Array {
  return Uint32Array.from({ length: end - first }, (_, i) => first + i)
    .filter((row) => trainable[row >> 3] >> (row & 7) & 1);
}
