import { candidateLists, type QueryBatch, type Scorer } from "@permafrost/bench/method";
import type { AmidModel } from "./_model.ts";
import { pairOutputs } from "./_pair_outputs.ts";
import { pick } from "./_sequences.ts";

/** A scorer with the weights that the model has whenever it is asked: scores are the logits of r̂. */
export function scorerOf(model: AmidModel): Scorer {
  return {
    score: (batch) => score(model, batch),
    save: () => Promise.resolve(model.save()),
  };
}

async function score(model: AmidModel, batch: QueryBatch): Promise<Float32Array> {
  const { offsets, items } = candidateLists(batch, model.catalogue);
  const scores = new Float32Array(items.length);
  for (const domain of new Set(batch.domain)) {
    const queries = [...batch.domain.keys()].filter((query) => batch.domain[query] === domain);
    const row: number[] = [], at: number[] = [];
    queries.forEach((query, context) => {
      for (let place = offsets[query]; place < offsets[query + 1]; place++) {
        row.push(context);
        at.push(place);
      }
    });
    const logits = await pairOutputs(model, {
      domain,
      history: pick(batch.history, queries),
      user: queries.map((query) => batch.user[query]),
      row,
      item: Uint32Array.from(at, (place) => items[place]),
    }, { head: "prediction" });
    at.forEach((place, pair) => scores[place] = logits[pair]);
  }
  return scores;
}
