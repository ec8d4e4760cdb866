import type { TrainView } from "@permafrost/bench/method";

/** The events of a view by user and domain: sequences of one domain each, X^d in the paper. */
export interface SplitView {
  /** As many domains. */
  readonly domains: number;
  /** Sequence u · domains + d is what user u did in domain d. */
  readonly events: Pick<TrainView["events"], "offsets" | "item" | "time">;
  /** Bit per event: whether it may be a target. */
  readonly trainable: Uint8Array;
  /** Row of the whole view per event; ascending in every sequence. */
  readonly row: Uint32Array;
}

/** Splits every user's sequence into one per domain (definition 1). */
export function splitView(view: Pick<TrainView, "events" | "trainable" | "catalogue">): SplitView {
  const { events: { offsets, item, time }, trainable, catalogue } = view;
  const domains = catalogue.domains.length, users = offsets.length - 1;
  const starts = new Uint32Array(users * domains + 1), row = new Uint32Array(item.length);
  let count = 0;
  for (let user = 0; user < users; user++) {
    for (let domain = 0; domain < domains; domain++) {
      for (let event = offsets[user]; event < offsets[user + 1]; event++) {
        if (catalogue.itemDomain[item[event]] === domain) row[count++] = event;
      }
      starts[user * domains + domain + 1] = count;
    }
  }
  const targets = new Uint8Array(trainable.length);
  row.forEach((from, at) =>
    targets[at >> 3] |= (trainable[from >> 3] >> (from & 7) & 1) << (at & 7)
  );
  return {
    domains,
    events: {
      offsets: starts,
      item: row.map((from) => item[from]),
      time: Float64Array.from(row, (from) => time[from]),
    },
    trainable: targets,
    row,
  };
}
