import {
  embed,
  EmbeddingTable,
  type RandomStream,
  type Tensor,
  type TrainingStep,
  type Weights,
} from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";
import { domainBatch } from "./_domain_batch.ts";
import type { DomainView } from "./_domain_views.ts";
import { itemContent, userStates } from "./_equations.ts";
import { mapLoss } from "./_map_loss.ts";
import { LATENTS, type PrerecModel } from "./_model.ts";
import { sequencesOf } from "./_sequences.ts";
import { stepPart, type StepSources } from "./_step_part.ts";

/**
 * The step on some windows of every domain: the mean over the domains of equation 7 over N_k, estimated
 * from the windows' targets and from candidates that are drawn uniformly from the domain.
 *
 * @param chosen windows of each of the `views`
 * @param options `sources`; `random`: the step's streams
 */
export function trainingStep(
  model: PrerecModel,
  chosen: readonly { view: DomainView; windows: Uint32Array }[],
  { sources, random }: { sources: StepSources; random: (label: string) => RandomStream },
): TrainingStep {
  const { config, networks, latents } = model, tables = tablesOf(model);
  const negatives = random("negatives");
  const parts = chosen.map(({ view, windows }) =>
    stepPart(model, domainBatch(view, windows), { sources, random: negatives })
  );
  const rows = parts.flatMap(({ batch }) => [...batch.rows]);
  const length = 1 + Math.max(...rows.map(({ items }) => items.length));
  const sequences = sequencesOf(rows, length);
  const items = tables.item.lookup(...parts.map((part) => part.items));
  const users = tables.user.lookup(...parts.map((part) => part.users));
  const popularity = tables.popularity?.lookup(...parts.map((part) => part.items));
  // Texts of what is read and of what is told apart.
  const text = model.text.lookup(sequences.item, ...parts.map((part) => part.items));
  const inputs = {
    ...networks,
    [LATENTS.item]: items.weights,
    [LATENTS.user]: users.weights,
    ...popularity && { [LATENTS.popularity]: popularity.weights },
    ...model.has("domain") ? { [LATENTS.domain]: latents[LATENTS.domain] } : {},
  };
  return {
    inputs,
    rows: {
      [LATENTS.item]: items.rows,
      [LATENTS.user]: users.rows,
      ...popularity && { [LATENTS.popularity]: popularity.rows },
    },
    // D_k W_d is the same for all items of a softmax and its slope 0, which Adam would not see for the
    // rounding.
    trained: Object.keys(inputs).filter((name) => name !== "score.domain"),
    loss(weights) {
      const { embeddingSize: size } = config, { values, shape } = text.weights;
      const content = itemContent(tf.tensor2d(values, [shape[0], shape[1]]), weights);
      const domains = domainsOf(model, weights);
      const states = userStates(sequences, weights, {
        ...{ domains, content, config, places: text.places[0] },
        dropout: { rate: config.dropout, random: random("dropout") },
      });
      let row = 0;
      return parts.map(({ batch, targets, user }, part) => {
        const first = row;
        row += batch.rows.length;
        const told = Int32Array.from(
          batch.position,
          (position, at) => (first + batch.row[at]) * length + position,
        );
        const of = (name: string, places: Int32Array): Tensor =>
          embed(weights.get(name, [-1, size]), places);
        return mapLoss(targets, weights, {
          precisions: {
            user: config.userPrecision,
            item: config.itemPrecision,
            popularity: config.popularityPrecision,
            domain: config.domainPrecision,
          },
          latents: {
            states: embed(states, told),
            user,
            userOffsets: of(LATENTS.user, users.places[part]),
            content: embed(content, text.places[1 + part]),
            itemOffsets: of(LATENTS.item, items.places[part]),
            ...popularity && {
              popularityOffsets: of(LATENTS.popularity, popularity.places[part]),
            },
            ...model.has("domain") && { domain: embed(domains, Int32Array.of(batch.view.domain)) },
          },
        });
      }).reduce((sum, each) => sum.add(each)).div(parts.length);
    },
  };
}

/** D, a row per domain: 0 where it is left out. */
export function domainsOf(model: PrerecModel, weights: Weights): Tensor {
  const shape: [number, number] = [model.catalogue.domains.length, model.config.embeddingSize];
  return model.has("domain") ? weights.get(LATENTS.domain, shape) : tf.zeros(shape);
}

function tablesOf({ latents }: PrerecModel) {
  const popularity = latents[LATENTS.popularity];
  return {
    item: new EmbeddingTable(latents[LATENTS.item]),
    user: new EmbeddingTable(latents[LATENTS.user]),
    ...popularity && { popularity: new EmbeddingTable(popularity) },
  };
}
