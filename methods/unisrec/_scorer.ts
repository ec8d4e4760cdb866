import type { FitContext, QueryBatch, Scorer, TrainView } from "@permafrost/bench/method";
import {
  domainHistories,
  embed,
  evaluate,
  fineTune,
  historyBatch,
  twoTowerScorer,
  unitVectors,
} from "@permafrost/bench/nn";
import type { UnisrecModel } from "./_model.ts";
import { rowsAndStart } from "./_rows_and_start.ts";
import { sequenceStates } from "./_sequence_states.ts";
import { train } from "./_train.ts";

/**
 * A scorer with the weights that the model has whenever it is asked: the cosine of the history's last
 * state and the item's vector. After a change of the weights the model has to `forget`.
 */
export function scorerOf(model: UnisrecModel): Scorer {
  return {
    ...twoTowerScorer({
      catalogue: model.catalogue,
      queries: (batch) => queryVectors(model, batch),
      items: () => model.scored(),
      save: () => model.save(),
    }),
    adapt: (target, context) => adapted(model, target, context),
  };
}

/**
 * The scorer of a target: the model as it is (zero-shot); with events, fine-tuned from there, unless
 * validation says that it was better before.
 */
async function adapted(
  model: UnisrecModel,
  target: TrainView,
  context: FitContext,
): Promise<Scorer> {
  const own = model.moved(target.catalogue, context), scorer = scorerOf(own);
  if (target.events.item.length === 0) return scorer;
  await fineTune({ parameters: own.tuned, forget: () => own.forget() }, {
    ...{ scorer, context },
    train: () => train(own, { view: target, context, scorer, phase: "adapt" }),
  });
  return scorer;
}

/** Of every query, the direction of the state behind what its user did in the domain that is asked. */
async function queryVectors(
  model: UnisrecModel,
  { history, domain }: Pick<QueryBatch, "history" | "domain">,
): Promise<Float32Array> {
  if (domain.length === 0) return new Float32Array();
  const { config, start, catalogue: { itemDomain }, networks } = model;
  const own = domainHistories(history, { itemDomain, domain });
  const { size, length, last, ...batch } = historyBatch(own, {
    length: config.maximumLength,
    start,
  });
  const { weights: items, places: [input] } = rowsAndStart(await model.read(), batch.input);
  const encoder = Object.entries(networks).filter(([name]) => !name.startsWith("adaptor."));
  return await evaluate({ ...Object.fromEntries(encoder), items }, (weights) => {
    const vectors = weights.get("items", [-1, config.embeddingSize]);
    const states = sequenceStates(weights, { vectors, input, size, length }, config);
    return unitVectors(embed(states, Int32Array.from(last)));
  });
}
