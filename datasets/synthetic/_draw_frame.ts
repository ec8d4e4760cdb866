import { DAY } from "./_day.ts";
import type { World } from "./_draw_world.ts";

/** Where and when a user's events stand, before any item is chosen. */
export interface UserFrame {
  /** Domain index per event. */
  readonly domain: Uint8Array;
  /** Seconds per event, strictly increasing: no order ever hangs on a tie. */
  readonly time: Float64Array;
}

/** Draws how many events a user has in each domain, their order over domains, and their times. */
export function drawFrame({ config, membership, streams }: World, user: number): UserFrame {
  const { start, days, latestJoin, remain, shortestStay } = config.time;
  const stream = streams.of(user, "frame");
  const left = config.domains.map(({ events }, d) => {
    if ((membership[user] & (1 << d)) === 0) return 0;
    const more = (events.mean - events.minimum) / (events.mean - events.minimum + 1);
    let count = events.minimum;
    while (stream.float() < more && count < events.maximum) count++;
    return count;
  });
  let total = left.reduce((sum, each) => sum + each, 0);
  const length = total;

  const domain = new Uint8Array(length);
  for (let at = 0, last = -1; at < length; at++, total--) {
    const stays = stream.float() < config.sequence.stay;
    let drawn = stream.below(total);
    if (last < 0 || !stays || left[last] === 0) {
      last = 0;
      while (drawn >= left[last]) drawn -= left[last++];
    }
    domain[at] = last;
    left[last]--;
  }

  const join = latestJoin * stream.float();
  const drawn = shortestStay + (1 - join - shortestStay) * stream.float();
  const stay = stream.float() < remain ? 1 - join : drawn;
  const time = Float64Array.from({ length }, () => (join + stay * stream.float()) * days * DAY);
  time.sort();
  for (let at = 0; at < length; at++) {
    time[at] = Math.max(start + Math.floor(time[at]), at === 0 ? 0 : time[at - 1] + 1);
  }
  return { domain, time };
}
