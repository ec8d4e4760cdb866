import {
  candidateLists,
  type Method,
  type QueryBatch,
  type TrainView,
} from "@permafrost/bench/method";

/** Hyper-parameters of `markov`. */
export interface MarkovConfig {
  /**
   * Where a transition starts: at the last item before it in the same `"domain"`, or in `"any"`.
   * `"domain"` is never behind on the validation cases of the data sets tried (README).
   */
  readonly from: "domain" | "any";
  /**
   * Transitions that the most popular item is worth without any. Up to 1, popularity only orders
   * items with equally many transitions: no unseen transition passes a seen one.
   */
  readonly popularityWeight: number;
}

/**
 * First-order Markov chain: how often the candidate followed the last item of the history in
 * training, backed off to popularity.
 *
 * score(c) = transitions(last → c) + popularityWeight · events(c) / (1 + most events of an item)
 *
 * Within one query this orders candidates as the maximum-likelihood estimate of P(c | last) does,
 * smoothed with popularity as its prior.
 */
const markov: Method<MarkovConfig> = {
  meta: {
    contract: 1,
    id: "markov",
    version: "1.0.0",
    title: "Markov chain (first order)",
    citation: "Rendle, Freudenthaler, Schmidt-Thieme: Factorizing Personalized Markov Chains for " +
      "Next-Basket Recommendation (MC, not factorized). WWW 2010",
    variant: "original",
    domains: { min: 1, max: 255 },
    needs: [],
  },
  defaults: { from: "domain", popularityWeight: 0.5 },
  space: { from: ["domain", "any"], popularityWeight: [0, 0.5, 3, 30] },
  fit(train, config) {
    check(config);
    const { catalogue } = train;
    const chain = transitions(train, config.from);
    const backOff = popularity(train).map((share) => config.popularityWeight * share);
    return Promise.resolve({
      score(batch) {
        const { offsets, items } = candidateLists(batch, catalogue);
        const scores = new Float32Array(items.length);
        for (let i = 0; i < items.length; i++) scores[i] = backOff[items[i]];
        for (let q = 0; q < batch.length; q++) {
          const last = lastItem(batch, q, config.from === "any" ? undefined : catalogue.itemDomain);
          if (last === undefined) continue;
          let at = offsets[q];
          for (let t = chain.offsets[last]; t < chain.offsets[last + 1]; t++) {
            at = lowerBound(items, chain.next[t], { from: at, to: offsets[q + 1] });
            if (at === offsets[q + 1]) break;
            if (items[at] === chain.next[t]) scores[at] += chain.count[t];
          }
        }
        return Promise.resolve(scores);
      },
    });
  },
};

function check({ from, popularityWeight }: MarkovConfig): void {
  if (from !== "domain" && from !== "any") {
    throw new RangeError(`Cannot fit with from "${from}": unknown, expected "domain" or "any"`);
  }
  if (!(popularityWeight >= 0 && popularityWeight < Infinity)) {
    throw new RangeError(
      `Cannot fit with popularityWeight ${popularityWeight}: out of range, expected a number ≥ 0`,
    );
  }
}

/** Events per item as a share of one more than the largest, so that every share is below 1. */
function popularity({ events, catalogue }: TrainView): Float64Array {
  const count = new Float64Array(catalogue.items);
  let most = 0;
  for (const item of events.item) most = Math.max(most, ++count[item]);
  return count.map((each) => each / (most + 1));
}

/** How often an item followed another: row `last` lists what came next, ascending, and how often. */
interface Transitions {
  readonly offsets: Uint32Array;
  readonly next: Uint32Array;
  readonly count: Uint32Array;
}

/** Counts the transitions that end in a trainable event. Sorts pairs: memory grows with events alone. */
function transitions(
  { users, events, trainable, catalogue }: TrainView,
  from: MarkovConfig["from"],
): Transitions {
  const { items, domains, itemDomain } = catalogue;
  const pairs = new Float64Array(events.item.length);
  const last = new Int32Array(domains.length);
  let length = 0;
  for (let u = 0; u < users; u++) {
    last.fill(-1);
    for (let e = events.offsets[u]; e < events.offsets[u + 1]; e++) {
      const item = events.item[e], chain = from === "any" ? 0 : itemDomain[item];
      const isTarget = (trainable[e >> 3] >> (e & 7) & 1) === 1;
      if (last[chain] >= 0 && isTarget) pairs[length++] = last[chain] * items + item;
      last[chain] = item;
    }
  }
  return countPairs(pairs.subarray(0, length).sort(), items);
}

/** Runs of equal pairs (`last · items + next`, ascending) as rows of counts. */
function countPairs(pairs: Float64Array, items: number): Transitions {
  const offsets = new Uint32Array(items + 1);
  const next = new Uint32Array(pairs.length), count = new Uint32Array(pairs.length);
  let length = 0;
  for (let p = 0; p < pairs.length; p++) {
    if (p === 0 || pairs[p] !== pairs[p - 1]) {
      next[length++] = pairs[p] % items;
      offsets[Math.floor(pairs[p] / items) + 1]++;
    }
    count[length - 1]++;
  }
  for (let i = 0; i < items; i++) offsets[i + 1] += offsets[i];
  return { offsets, next: next.slice(0, length), count: count.slice(0, length) };
}

/** The last item of a query's history: in its target domain where `itemDomain` is given, else in any. */
function lastItem(
  { history, domain }: QueryBatch,
  q: number,
  itemDomain?: Uint8Array,
): number | undefined {
  for (let e = history.offsets[q + 1] - 1; e >= history.offsets[q]; e--) {
    if (itemDomain === undefined || itemDomain[history.item[e]] === domain[q]) {
      return history.item[e];
    }
  }
  return undefined;
}

/** The first place in `sorted[from … to)` with a value of at least `value`; `to` if there is none. */
function lowerBound(
  sorted: Uint32Array,
  value: number,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[middle] < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

export default markov;
