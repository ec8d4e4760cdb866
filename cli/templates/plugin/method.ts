/**
 * Sequential rules: what tends to follow the items of a history, sooner rather than later.
 *
 * Ludewig, Jannach: Evaluation of session-based recommendation algorithms. User Modeling and
 * User-Adapted Interaction 28, 2018 (section 3.1, "SR").
 *
 * @module
 */
import {
  candidateLists,
  type Method,
  type QueryBatch,
  type TrainView,
} from "@permafrost/bench/method";

/** Hyper-parameters: each with a reason, and where its default is from. */
export interface Config {
  /** Steps that a rule may span. Ten, as the paper has it: later events hardly say more. */
  readonly steps: number;
  /** How much a rule loses with each step: its weight is steps ** −decay. 1 is the paper's 1 / steps. */
  readonly decay: number;
  /** Share of popularity in a score: it orders items that no rule leads to. Ours; below any rule. */
  readonly popularity: number;
}

/** Weight of each rule "after `item` comes `next`": by item, then by next. */
type Rules = readonly ReadonlyMap<number, number>[];

const method: Method<Config> = {
  meta: {
    contract: 1,
    id: "my_method",
    version: "0.1.0",
    title: "My method",
    citation: "Ludewig, Jannach: Evaluation of session-based recommendation algorithms (SR). " +
      "User Modeling and User-Adapted Interaction 28, 2018",
    variant: "original",
    domains: { min: 1, max: 255 },
    needs: [],
  },
  defaults: { steps: 10, decay: 1, popularity: 0.001 },
  space: { steps: [1, 3, 10, 30], decay: { min: 0, max: 2 } },

  /** Learns: counts rules and events. What `fit` gives back is all that remains of the training. */
  fit(train, config) {
    check(config);
    const rules = learnRules(train, config), share = popularityShare(train);
    return Promise.resolve({
      score(batch) {
        const { offsets, items } = candidateLists(batch, train.catalogue);
        const scores = new Float32Array(items.length);
        for (let query = 0; query < batch.length; query++) {
          const weight = whatFollows(batch, query, { rules, config });
          for (let at = offsets[query]; at < offsets[query + 1]; at++) {
            const item = items[at];
            scores[at] = (weight.get(item) ?? 0) + config.popularity * share[item];
          }
        }
        return Promise.resolve(scores);
      },
    });
  },
};

function check({ steps, decay, popularity }: Config): void {
  if (!(Number.isInteger(steps) && steps >= 1)) {
    throw new RangeError(`Cannot fit with steps ${steps}: expected a whole number of at least 1`);
  }
  for (const [key, value] of Object.entries({ decay, popularity })) {
    if (!(value >= 0 && value < Infinity)) {
      throw new RangeError(`Cannot fit with ${key} ${value}: expected a number of at least 0`);
    }
  }
}

/**
 * Σ steps ** −decay over all pairs of training events of a user that are so many steps apart. Only
 * events that are `trainable` may be what a rule leads to.
 */
function learnRules({ users, events, trainable, catalogue }: TrainView, config: Config): Rules {
  const rules = Array.from({ length: catalogue.items }, () => new Map<number, number>());
  for (let user = 0; user < users; user++) {
    const begin = events.offsets[user], end = events.offsets[user + 1];
    for (let at = begin + 1; at < end; at++) {
      if ((trainable[at >> 3] >> (at & 7) & 1) === 0) continue;
      const next = events.item[at];
      for (let steps = 1; steps <= config.steps && at - steps >= begin; steps++) {
        const followed = rules[events.item[at - steps]];
        followed.set(next, (followed.get(next) ?? 0) + steps ** -config.decay);
      }
    }
  }
  return rules;
}

/** Weight by item of the rules that lead on from the last `steps` events of a query's history. */
function whatFollows(
  { history }: QueryBatch,
  query: number,
  { rules, config }: { readonly rules: Rules; readonly config: Config },
): Map<number, number> {
  const weight = new Map<number, number>();
  const begin = history.offsets[query], end = history.offsets[query + 1];
  for (let steps = 1; steps <= config.steps && end - steps >= begin; steps++) {
    for (const [next, each] of rules[history.item[end - steps]]) {
      weight.set(next, (weight.get(next) ?? 0) + each * steps ** -config.decay);
    }
  }
  return weight;
}

/** Training events per item, as a share of the most popular one's. */
function popularityShare({ events, catalogue }: TrainView): Float64Array {
  const count = new Float64Array(catalogue.items);
  for (const item of events.item) count[item]++;
  const most = count.reduce((a, b) => Math.max(a, b), 1);
  return count.map((each) => each / most);
}

export default method;
