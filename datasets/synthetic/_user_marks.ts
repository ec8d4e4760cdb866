import { TUNDRA_CAUSES } from "./tundra_cause.ts";
import type { Choices } from "./_user_chain.ts";
import type { UserFrame } from "./_user_frame.ts";
import type { UserSelf } from "./_user_self.ts";
import type { World } from "./_world.ts";

const USER_NOISE = TUNDRA_CAUSES.indexOf("user-noise");
const ITEM_NOISE = TUNDRA_CAUSES.indexOf("item-noise");

interface UserEvents {
  readonly user: number;
  readonly self: UserSelf;
  readonly frame: UserFrame;
  readonly choices: Choices;
}

/** Ratings of a user's events, 1 … 5, as `TundraRating` says. */
export function drawRatings(
  { config, domains, streams }: World,
  { user, self, frame, choices }: UserEvents,
): Float32Array {
  const stream = streams.of(user, "rating");
  const { mean, taste, quality, noise } = config.rating;
  return Float32Array.from(choices.item, (item, at) => {
    const rest = stream.normal(), random = 1 + stream.below(5);
    const why = choices.cause[at], d = frame.domain[at];
    if (why === USER_NOISE || why === ITEM_NOISE) return random;
    const score = self.taste[d * config.clusters + domains[d].cluster[item]];
    const value = mean + taste * score + quality * domains[d].quality[item] + noise * rest;
    return Math.min(5, Math.max(1, Math.round(value)));
  });
}

/**
 * Which of a user's events are seen: the last two of each (user, domain) row always (propensity 1),
 * every other one with its propensity. 1 = seen.
 */
export function drawSeen(
  { config, domains, streams }: World,
  { user, self, frame, choices }: UserEvents,
): Uint8Array {
  const seen = new Uint8Array(choices.item.length).fill(1);
  if (config.exposure === null) return seen;
  const stream = streams.of(user, "exposure");
  const left = new Uint32Array(domains.length);
  for (const d of frame.domain) left[d]++;
  for (let at = 0; at < seen.length; at++) {
    const d = frame.domain[at],
      propensity = self.propensity * domains[d].propensity[choices.item[at]];
    const passes = stream.float() < propensity;
    if (left[d]-- > 2 && !passes) seen[at] = 0;
  }
  return seen;
}
