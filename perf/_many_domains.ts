import { RandomStream } from "../nn/mod.ts";
import type { TrainView } from "../plugins/contract/mod.ts";

/**
 * Users with `length` events each, all of them targets, whose items are of any domain; item i is of
 * domain i mod `domains`.
 */
export function manyDomains(
  { domains, items, users, length }: {
    domains: number;
    items: number;
    users: number;
    length: number;
  },
): TrainView {
  const events = users * length, all = Uint32Array.from({ length: domains * items }, (_, i) => i);
  const random = RandomStream.from(1, "many domains");
  return {
    users,
    events: {
      offsets: Uint32Array.from({ length: users + 1 }, (_, user) => user * length),
      item: new Uint32Array(events).map(() => random.below(all.length)),
      time: Float64Array.from({ length: events }, (_, row) => row % length),
    },
    label: new Float32Array(events).fill(1),
    trainable: new Uint8Array(events + 7 >> 3).fill(255),
    catalogue: {
      items: all.length,
      domains: Array.from({ length: domains }, (_, domain) => ({
        role: "both" as const,
        pool: all.filter((item) => item % domains === domain),
      })),
      itemDomain: Uint8Array.from(all, (item) => item % domains),
      itemIdentity: all,
      itemTextSize: 0,
    },
    popularity: {
      days: 30,
      first: 0,
      offsets: new Uint32Array(1),
      item: new Uint32Array(),
      count: new Uint32Array(),
    },
  };
}
