import type { World } from "./_draw_world.ts";
import type { UserEvents } from "./_user_events.ts";

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
