import type { RandomStream } from "../../core/random_stream.ts";
import { DAY } from "./_day.ts";
import type { Choices } from "./_draw_chain.ts";
import type { World } from "./_draw_world.ts";
import type { UserEvents } from "./_user_events.ts";
import { TUNDRA_CAUSES } from "./tundra_cause.ts";

/** Attempts to find an item that may stand there; after them the event stays as it was. */
const TRIES = 32;
const USER_NOISE = TUNDRA_CAUSES.indexOf("user-noise");
const ITEM_NOISE = TUNDRA_CAUSES.indexOf("item-noise");
const PROMOTION = TUNDRA_CAUSES.indexOf("promotion");

/**
 * Puts noise, then the promotion, over a user's choices. The walk never sees it: every event that is
 * not replaced is what it would be without, so a promotion (or noise) can be removed and nothing else.
 */
export function overlay(
  world: World,
  { user, self, frame, choices }: UserEvents,
): Choices {
  const { config, domains, streams } = world, { repeats, promotion } = config;
  const item = choices.item.slice(), cause = choices.cause.slice();
  const rows = domains.map((_, d) => {
    const row: number[] = [];
    frame.domain.forEach((domain, at) => domain === d && row.push(at));
    return row;
  });
  /** Whether an item may replace event `row[at]`: neither its neighbours nor, without repeats, any other. */
  const mayStand = (candidate: number, row: readonly number[], at: number): boolean => {
    if (repeats === "any") return true;
    const lowest = repeats === "none" ? 0 : at - 1;
    const highest = repeats === "none" ? row.length - 1 : at + 1;
    for (let i = Math.max(0, lowest); i <= Math.min(row.length - 1, highest); i++) {
      const other = row[i];
      if (item[other] === candidate || choices.item[other] === candidate) return false;
    }
    return true;
  };
  const replace = (
    row: readonly number[],
    at: number,
    { pool, why, stream }: {
      readonly pool: Uint32Array;
      readonly why: number;
      readonly stream: RandomStream;
    },
  ): void => {
    const { launch } = domains[frame.domain[row[at]]];
    for (let i = 0; i < TRIES; i++) {
      const found = pool[stream.below(pool.length)];
      if (launch[found] > frame.time[row[at]] || !mayStand(found, row, at)) continue;
      item[row[at]] = found;
      cause[row[at]] = why;
      return;
    }
  };

  rows.forEach((row, d) => {
    const { noise, name } = config.domains[d], { ordinary, noiseItems } = domains[d];
    if (row.length > 0 && (noise.itemRate > 0 || (noise.userRate > 0 && self.noisy & (1 << d)))) {
      const draws = streams.of(user, `noise ${name}`);
      const picks = streams.of(user, `noise-item ${name}`);
      row.forEach((_, at) => {
        const byItem = draws.float() < noise.itemRate, byUser = draws.float() < noise.userRate;
        if (byItem) replace(row, at, { pool: noiseItems, why: ITEM_NOISE, stream: picks });
        else if (byUser && self.noisy & (1 << d)) {
          replace(row, at, { pool: ordinary, why: USER_NOISE, stream: picks });
        }
      });
    }
    if (row.length > 0 && promotion?.domain === name) {
      const draws = streams.of(user, "promotion");
      const picks = streams.of(user, "promotion-item");
      const from = config.time.start + promotion.fromDay * DAY;
      const to = config.time.start + promotion.toDay * DAY;
      row.forEach((event, at) => {
        const drawn = draws.float() < promotion.rate, time = frame.time[event];
        if (!drawn || time < from || time >= to || cause[event] >= USER_NOISE) return;
        replace(row, at, { pool: domains[d].promoted, why: PROMOTION, stream: picks });
      });
    }
  });
  return { item, cause };
}
