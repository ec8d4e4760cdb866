import type { Histories, TrainView } from "@permafrost/bench/method";
import type { RandomStream, SampleBatch } from "@permafrost/bench/nn";
import type { AmidConfig } from "./method.ts";
import type { Observations } from "./_observations.ts";
import type { Phase } from "./_step_on.ts";

/** Unobserved pairs per event of a batch: they cost a row of an MLP each, and no encoding. */
const UNOBSERVED = 4;

/**
 * How many of them a loss needs per event: the cross-entropy of o and the doubly robust loss are means
 * over D, all others know nothing of a pair with o = 0.
 */
export function unobservedFor(phase: Phase, estimator: AmidConfig["estimator"]): number {
  const needs = phase === "observed" ? estimator !== "none" : estimator === "doubly-robust";
  return needs ? UNOBSERVED : 0;
}

/** A sample of a domain's D: pairs of O, each with its context, and others of the same users. */
export interface RatedPairs {
  readonly domain: number;
  /** Per context, what its user did before, in every domain. */
  readonly history: Histories;
  /** User per context. */
  readonly user: Uint32Array;
  /** Context per pair. */
  readonly row: Int32Array;
  /** Item per pair. */
  readonly item: Uint32Array;
  /** r per pair, 0 where it is unknown. */
  readonly rating: Float32Array;
  /** o per pair. */
  readonly observed: Float32Array;
  /** Weights with which a sum over the pairs is an estimate of the mean over O … */
  readonly overObserved: Float32Array;
  /** … and over D. */
  readonly overAll: Float32Array;
}

/**
 * The pairs of some events of a domain: all that they bring to O, and for each event `unobserved` of
 * its user's other pairs, in the same context: the two strata of D.
 *
 * The events have to be one of `batches` parts of all events, each part as likely. Then either sum is
 * right on average. An event's pairs of O stand for themselves, times `batches`. A user with n events has
 * its `free` unobserved pairs in n contexts, so that one drawn here stands for free / (n · unobserved).
 *
 * @param batch samples of the domain, from `sampleBatches`
 */
export function ratedPairs(
  batch: SampleBatch,
  { view, observations, batches, unobserved, random }: {
    view: Pick<TrainView, "events" | "label">;
    observations: Observations;
    batches: number;
    unobserved: number;
    random: RandomStream;
  },
): RatedPairs {
  const { events, starts, negatives } = observations, { history, user, target } = batch;
  const row: number[] = [], item: number[] = [], rating: number[] = [], observed: number[] = [];
  const overObserved: number[] = [], overAll: number[] = [];
  target.forEach((positive, context) => {
    // The event is the one behind its history.
    const at = view.events.offsets[user[context]] + history.offsets[context + 1] -
      history.offsets[context];
    const event = indexOf(events, at), free = observations.free(event);
    const add = (each: number, r: number, isObserved: boolean, share: number): void => {
      row.push(context);
      item.push(each);
      rating.push(r);
      observed.push(isObserved ? 1 : 0);
      overObserved.push(isObserved ? batches / observations.observed : 0);
      overAll.push(batches * share / observations.all);
    };
    add(positive, view.label[at], true, 1);
    for (const each of negatives.subarray(starts[event], starts[event + 1])) add(each, 0, true, 1);
    const share = free / (observations.eventsOfUser(event) * unobserved);
    for (let n = 0; n < unobserved && free > 0; n++) {
      add(observations.unobserved(event, random.below(free)), 0, false, share);
    }
  });
  return {
    domain: observations.domain,
    history,
    user,
    row: Int32Array.from(row),
    item: Uint32Array.from(item),
    rating: Float32Array.from(rating),
    observed: Float32Array.from(observed),
    overObserved: Float32Array.from(overObserved),
    overAll: Float32Array.from(overAll),
  };
}

/** The place of a number in an ascending list that has it. */
function indexOf(sorted: Uint32Array, value: number): number {
  let low = 0, high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
