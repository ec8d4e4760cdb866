import type { TrainView } from "@permafrost/bench/method";

/**
 * The events of one domain as if there was no other: MAN reads the sequences of a domain alone (§2).
 *
 * @returns events in CSR form, of the same users, which of them may be targets, and their labels
 */
export function domainView(
  { events, trainable, label, catalogue }: TrainView,
  domain: number,
): Pick<TrainView, "events" | "trainable" | "label" | "catalogue"> {
  const { offsets, item, time } = events, kept: number[] = [];
  const starts = new Uint32Array(offsets.length);
  for (let user = 0; user + 1 < offsets.length; user++) {
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      if (catalogue.itemDomain[item[row]] === domain) kept.push(row);
    }
    starts[user + 1] = kept.length;
  }
  const targets = new Uint8Array(Math.ceil(kept.length / 8));
  kept.forEach((row, at) => targets[at >> 3] |= (trainable[row >> 3] >> (row & 7) & 1) << (at & 7));
  return {
    events: {
      offsets: starts,
      item: Uint32Array.from(kept, (row) => item[row]),
      time: Float64Array.from(kept, (row) => time[row]),
    },
    trainable: targets,
    label: Float32Array.from(kept, (row) => label[row]),
    catalogue,
  };
}
