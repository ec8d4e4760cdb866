import type { NegativeSampler, RandomStream } from "@permafrost/bench/nn";
import type { Views } from "./_views.ts";

/**
 * Negatives of both views' targets, uniform over the target's domain. An event that both ask for has the
 * same ones in both, so that φ compares what the tasks know and not what they were asked.
 *
 * @returns `targets × count` items each
 */
export function drawNegatives(
  { cross, single, common }: Views,
  { sampler, count, random }: {
    sampler: NegativeSampler;
    count: number;
    random: (label: string) => RandomStream;
  },
): { cross: Uint32Array; single: Uint32Array } {
  const draw = ({ target, user: users }: typeof cross, label: string): Uint32Array =>
    sampler.unseen(target, { users, count, random: random(label) });
  const merged = draw(cross, "negatives"), own = draw(single, "single negatives");
  common.forEach((place, at) => {
    if (place >= 0) own.set(merged.subarray(place * count, (place + 1) * count), at * count);
  });
  return { cross: merged, single: own };
}
