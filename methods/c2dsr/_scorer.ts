import type { QueryBatch, Scorer } from "@permafrost/bench/method";
import { embed, evaluate, historyBatch, twoTowerScorer } from "@permafrost/bench/nn";
import type { C2dsrModel } from "./_model.ts";
import { ownSequences } from "./_own_sequences.ts";

/**
 * A scorer with the weights that the model has whenever it is asked: (state of the merged history +
 * state of the history in the item's domain) · item's output vector + its bias.
 */
export function scorerOf(model: C2dsrModel): Scorer {
  return twoTowerScorer({
    catalogue: model.catalogue,
    queries: (batch) => queryVectors(model, batch),
    items: model.outputs,
    bias: model.biases.parameter,
    save: () => model.save(),
  });
}

/** Of every query, the sum of both states at its end; domain by domain, each having its encoder. */
async function queryVectors(
  model: C2dsrModel,
  { history, domain: domains }: Pick<QueryBatch, "history" | "domain">,
): Promise<Float32Array> {
  const { embeddingSize, maximumLength: length } = model.config;
  const merged = historyBatch(history, { length, start: model.start });
  const vectors = new Float32Array(merged.size * embeddingSize);
  for (const domain of new Set(domains)) {
    const rows = [...domains.keys()].filter((query) => domains[query] === domain);
    const sums = await queryVectorsOf(model, merged, { rows, domain });
    rows.forEach((query, row) =>
      vectors.set(
        sums.subarray(row * embeddingSize, (row + 1) * embeddingSize),
        query * embeddingSize,
      )
    );
  }
  return vectors;
}

/** The same of some queries, all of one domain. Lengths are always the same, whoever else asks. */
function queryVectorsOf(
  model: C2dsrModel,
  { input, last, length }: ReturnType<typeof historyBatch>,
  { rows, domain }: { rows: readonly number[]; domain: number },
): Promise<Float32Array> {
  const { embeddingSize, maximumLength } = model.config, size = rows.length;
  const own = ownSequences({ input, length }, {
    ...{ rows, domain, itemDomain: model.catalogue.itemDomain },
    ...{ start: model.startOf(domain), length: maximumLength + 1 },
  });
  const asked = new Uint32Array(size * length), ends = new Int32Array(size);
  rows.forEach((query, row) => {
    asked.set(input.subarray(query * length, (query + 1) * length), row * length);
    ends[row] = last[query] + (row - query) * length;
  });
  const cross = model.neighbourhood("cross", asked);
  const single = model.neighbourhood("single", own.input);
  const encoders = { cross: "cross.encoder", single: `single.${domain}.encoder` };
  return evaluate(
    model.inputs({ cross, single }, Object.values(encoders)),
    (weights) => {
      const stateAt = (space: "cross" | "single", places: Int32Array) => {
        const of = { cross, single }[space], [items] = of.places;
        const states = model.encode(model.vectors(weights, space, { of }), {
          ...{ weights: weights.within(encoders[space]), input: items, size },
        });
        return embed(states.reshape([-1, embeddingSize]), places);
      };
      return stateAt("cross", ends).add(stateAt("single", ends.map((at) => own.last[at])));
    },
  );
}
