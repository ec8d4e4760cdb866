import { RandomStream } from "../../core/random_stream.ts";
import { correlationFactor } from "./_correlation_factor.ts";
import { drawDomain } from "./_draw_domain.ts";
import type { DomainWorld } from "./_draw_domain.ts";
import { drawLabels } from "./_draw_labels.ts";
import { drawTransitions } from "./_draw_transitions.ts";
import type { Transitions } from "./_draw_transitions.ts";
import { UserStreams } from "./_user_streams.ts";
import type { TundraConfig } from "./tundra_config.ts";

/** What is true of all users: a user is then drawn from this and its own streams alone. */
export interface World {
  /** What was asked. */
  readonly config: TundraConfig;
  /** Items per domain. */
  readonly domains: readonly DomainWorld[];
  /** Cluster transitions per domain. */
  readonly transitions: readonly Transitions[];
  /** L of the correlation matrix, domains × domains. */
  readonly factor: Float64Array;
  /** Independent scores per group, domains × clusters. */
  readonly groupScores: readonly Float64Array[];
  /** Raw user ids, sorted. */
  readonly userId: readonly string[];
  /** Bit d = active in domain d, per user. */
  readonly membership: Uint32Array;
  /** The users' own streams. */
  readonly streams: UserStreams;
}

/** Draws everything that users have in common. */
export function drawWorld(config: TundraConfig): World {
  const { seed, domains, clusters } = config;
  const factor = correlationFactor(config.correlation, domains.map(({ name }) => name));
  return {
    config,
    domains: domains.map((domain) => drawDomain(config, domain)),
    transitions: drawTransitions(config, factor),
    factor,
    groupScores: Array.from({ length: config.groups }, (_, group) => {
      const stream = RandomStream.from(seed, "group", group);
      return Float64Array.from({ length: domains.length * clusters }, () => stream.normal());
    }),
    userId: drawLabels(RandomStream.from(seed, "user-labels"), config.users),
    membership: drawMembership(config),
    streams: new UserStreams(seed),
  };
}

/** Exact shares: pattern p's users end at the rounded running sum; who they are is shuffled. */
function drawMembership({ seed, users, membership, domains }: TundraConfig): Uint32Array {
  const bits = new Uint32Array(users);
  let from = 0, sum = 0;
  membership.forEach((pattern, at) => {
    sum += pattern.share;
    const to = at === membership.length - 1 ? users : Math.round(sum * users);
    let mask = 0;
    domains.forEach(({ name }, d) => mask |= pattern.domains.includes(name) ? 1 << d : 0);
    bits.fill(mask, from, to);
    from = to;
  });
  return RandomStream.from(seed, "membership").shuffle(bits);
}
