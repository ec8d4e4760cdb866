import type { World } from "./_draw_world.ts";
import type { UserEvents } from "./_user_events.ts";
import { TUNDRA_CAUSES } from "./tundra_cause.ts";

const USER_NOISE = TUNDRA_CAUSES.indexOf("user-noise");
const ITEM_NOISE = TUNDRA_CAUSES.indexOf("item-noise");

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
