import type { FitContext, QueryBatch, Scorer, TrainView } from "@permafrost/bench/method";
import {
  embed,
  EmbeddingTable,
  evaluate,
  fineTune,
  type IntervalFactors,
  type Parameters,
  PopularityFactors,
  twoTowerScorer,
} from "@permafrost/bench/nn";
import { userStates } from "./_equations.ts";
import { itemTower } from "./_item_tower.ts";
import { LATENTS, type PrerecModel } from "./_model.ts";
import { historySequences } from "./_sequences.ts";
import { train } from "./_train.ts";
import { domainsOf } from "./_training_step.ts";

/**
 * A scorer with the weights that the model has whenever it is asked: equation 5 before its softmax,
 * ⟨U_i, V_j⟩ + D_k W_d + Z_j W_z, with Z_j of the batch's popularity interval.
 */
export function scorerOf(model: PrerecModel): Scorer {
  const { catalogue, config } = model;
  const factors = new PopularityFactors(catalogue, { orders: config.popularityOrders });
  const queries = (batch: Omit<QueryBatch, "candidates">) => queryVectors(model, batch);
  const save = () => model.save();
  /** What the batches have shown, by interval: as many rows as items had events. */
  const shown = new Map<number, IntervalFactors>();
  let tower: { of: EmbeddingTable; last: IntervalFactors; scorer: Scorer } | undefined;

  function see({ popularity }: Pick<QueryBatch, "popularity">): IntervalFactors {
    const now = factors.last(popularity), before = shown.get(popularity.interval);
    if (before?.equals(now)) return before;
    shown.set(popularity.interval, now);
    return now;
  }

  /** Items of an interval: made again when the interval or the weights are others. */
  async function towerOf(last: IntervalFactors): Promise<Scorer> {
    const of = await model.content();
    if (tower?.of === of && tower.last === last) return tower.scorer;
    const { vectors, bias } = await itemTower(model, last);
    const scorer = twoTowerScorer({
      ...{ catalogue, queries, save, bias },
      items: new EmbeddingTable(vectors),
    });
    tower = { of, last, scorer };
    return scorer;
  }

  return {
    score: async (batch) => await (await towerOf(see(batch))).score(batch),
    vectors: {
      queries(batch) {
        see(batch);
        return queries(batch);
      },
      async items(domain, interval) {
        const last = shown.get(interval);
        if (last === undefined) {
          throw new RangeError(
            `Cannot give the items of interval ${interval}: no batch has shown its popularity, ` +
              "expected one before",
          );
        }
        const { vectors } = await towerOf(last);
        if (vectors === undefined) throw new TypeError("Cannot give vectors: expected a two-tower");
        return await vectors.items(domain, interval);
      },
    },
    save: () => Promise.resolve(save()),
    adapt: (target, context) => adapted(model, target, context),
  };
}

/**
 * The scorer of a target: with D_k = 0 and no offsets (§3.3); with events, fine-tuned from there (§3.4),
 * unless validation says that it was better before.
 */
async function adapted(
  model: PrerecModel,
  target: TrainView,
  context: FitContext,
): Promise<Scorer> {
  const { catalogue, users, events } = target, { config } = model;
  const own = model.intervened(catalogue, { users, seed: context.seed }), scorer = scorerOf(own);
  if (events.item.length === 0) return scorer;
  const { adaptLearningRate: learningRate, adaptEpochs: epochs } = config;
  const phase = { name: "adapt", learningRate, epochs } as const;
  await fineTune(own, {
    ...{ scorer, context },
    train: () => train(own, { view: target, context, scorer, phase }),
  });
  return scorer;
}

/** U_i of every query: its state, and the user's offset where there is one. */
async function queryVectors(
  model: PrerecModel,
  { history, domain, user }: Pick<QueryBatch, "history" | "domain" | "user">,
): Promise<Float32Array> {
  if (domain.length === 0) return new Float32Array();
  const { config, catalogue: { itemDomain }, networks, latents } = model;
  const sequences = historySequences(history, { domain, itemDomain, length: config.maximumLength });
  const { weights: content, places: [places] } = (await model.content()).lookup(sequences.item);
  const encoder = Object.entries(networks).filter(([name]) => name.startsWith("encoder."));
  const inputs: Parameters = {
    ...Object.fromEntries(encoder),
    content,
    ...model.has("domain") ? { [LATENTS.domain]: latents[LATENTS.domain] } : {},
  };
  const vectors = await evaluate(inputs, (weights) => {
    const states = userStates(sequences, weights, {
      domains: domainsOf(model, weights),
      content: weights.get("content", [-1, config.embeddingSize]),
      ...{ places, config },
    });
    return embed(states, sequences.last);
  });
  const { values: offsets, shape: [, size] } = latents[LATENTS.user];
  user.forEach((each, query) => {
    if (each < 0) return;
    for (let i = 0; i < size; i++) vectors[query * size + i] += offsets[each * size + i];
  });
  return vectors;
}
