import type { TrainView } from "@permafrost/bench/method";
import type { IntervalFactors, NegativeSampler, RandomStream } from "@permafrost/bench/nn";
import { type DomainBatch, intervalTargets } from "./_domain_batch.ts";
import type { DomainTargets } from "./_map_loss.ts";
import type { PrerecModel } from "./_model.ts";

/** What all steps of a training share. */
export interface StepSources {
  /** Draws from all items of a domain, met or not: J_k of equation 7. */
  readonly sampler: NegativeSampler;
  /** Length of a popularity interval. */
  readonly days: TrainView["popularity"]["days"];
  /** Popularity that an event in an interval may know. */
  readonly factors: (interval: number) => IntervalFactors;
}

/** A domain's part of a step, with what is looked up for it. */
export interface StepPart {
  readonly batch: DomainBatch;
  readonly targets: DomainTargets;
  /** Items: candidates, then the other targets, each once. */
  readonly items: Uint32Array;
  /** Users, each once, and per target its place among them. */
  readonly users: Uint32Array;
  readonly user: Int32Array;
}

/**
 * What a step needs of some windows of a domain: candidates that are drawn for it, targets by interval.
 *
 * @param options `random`: the step's stream of candidates
 */
export function stepPart(
  model: PrerecModel,
  batch: DomainBatch,
  { sources: { sampler, days, factors }, random }: {
    sources: StepSources;
    random: RandomStream;
  },
): StepPart {
  const { view: { domain, targets: events, userTargets }, target } = batch;
  const drawn = sampler.sample(domain, { count: model.config.negatives, random });
  const items = Uint32Array.from(new Set([...drawn, ...target])), candidates = drawn.length;
  const users = Uint32Array.from(new Set(batch.user));
  const userPlace = new Map(Array.from(users, (user, place) => [user, place]));
  const user = Int32Array.from(batch.user, (each) => userPlace.get(each) ?? -1);
  const known = model.has("popularity");
  const byInterval = intervalTargets(batch, {
    ...{ items, candidates, orders: model.config.popularityOrders },
    interval: batch.time.map((time) => known ? Math.floor(time / (86400 * days)) : 0),
    factors: (interval, asked) => known ? factors(interval).of(asked) : new Float32Array(),
  });
  // Σ over all items from those that were drawn; Σ over all users from those of the targets, a user
  // with n of N_k targets being met by n / N_k of them.
  const perItem = sampler.pool(domain).length / candidates;
  const perUser = new Float32Array(users.length);
  for (const each of user) {
    perUser[each] += events / (target.length * userTargets[users[each]]);
  }
  return {
    batch,
    items,
    users,
    user,
    targets: {
      ...byInterval,
      candidates: Int32Array.from({ length: candidates }, (_, place) => place),
      counts: {
        items: Float32Array.from(items, (_, place) => place < candidates ? perItem : 0),
        users: perUser,
      },
      events,
    },
  };
}
