import type { DomainTargets, RandomStream } from "@permafrost/bench/nn";

/** The targets of a batch in one domain, to be told at both levels. */
export interface RivalledTargets extends DomainTargets {
  /** Another domain per target; none where there is no other. */
  readonly rival: Int32Array;
}

/** Draws for every target one of the other domains, all of them equally likely. */
export function withRivals(
  groups: readonly DomainTargets[],
  { domains, random }: { domains: number; random: RandomStream },
): RivalledTargets[] {
  return groups.map((group) => {
    // One step further at least, round the circle of all domains, and never back to its own.
    const rival = domains === 1
      ? new Int32Array()
      : group.position.map(() => (group.domain + 1 + random.below(domains - 1)) % domains);
    return { ...group, rival };
  });
}
