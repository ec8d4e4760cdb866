import type { TrainView } from "@permafrost/bench/method";

/**
 * A view in which a user of several domains is a user of each: domains are not mixed in a sequence. Sequence `user · domains + domain` is what the user did there.
 */
export function domainSequences(view: TrainView): TrainView {
  const { users, events: { offsets, item, time }, catalogue: { domains, itemDomain } } = view;
  const row = Uint32Array.from(item, (_, at) => at),
    ends = new Uint32Array(users * domains.length + 1);
  for (let user = 0; user < users; user++) {
    const own = row.subarray(offsets[user], offsets[user + 1]);
    own.sort((a, b) => itemDomain[item[a]] - itemDomain[item[b]] || a - b);
    for (const at of own) ends[user * domains.length + itemDomain[item[at]] + 1]++;
  }
  for (let sequence = 1; sequence < ends.length; sequence++) ends[sequence] += ends[sequence - 1];
  const trainable = new Uint8Array(view.trainable.length);
  row.forEach((from, at) =>
    trainable[at >> 3] |= (view.trainable[from >> 3] >> (from & 7) & 1) << (at & 7)
  );
  return {
    ...view,
    users: users * domains.length,
    events: {
      offsets: ends,
      item: row.map((from) => item[from]),
      time: Float64Array.from(row, (from) => time[from]),
    },
    label: Float32Array.from(row, (from) => view.label[from]),
    trainable,
  };
}
