import type { Histories } from "@permafrost/bench/method";
import { embed, evaluate, type Parameters } from "@permafrost/bench/nn";
import { itemPart, userPart } from "./_heads.ts";
import { AmidModel } from "./_model.ts";
import { pick, planOf, sequencesOf } from "./_sequences.ts";

/** Users whose sequences, and items that are on the device at once: memory grows with neither. */
const USERS = 256, ITEMS = 8192;

/** Pairs of a user's context and an item of one domain. */
export interface AskedPairs {
  readonly domain: number;
  /** Per context, what its user did before, in every domain. */
  readonly history: Histories;
  /** User per context, −1 for one that training does not know. */
  readonly user: ArrayLike<number>;
  /** Context per pair. */
  readonly row: ArrayLike<number>;
  /** Item per pair. */
  readonly item: Uint32Array;
}

/**
 * What a network says of pairs, before its last function. The halves of its first layer come from the
 * device; the rest, a ReLU and a product per pair, is done here, since no tensor would hold all pairs.
 * Nothing depends on what else is asked.
 *
 * @param options `head`: which network
 * @returns a number per pair
 */
export async function pairOutputs(
  model: AmidModel,
  { row, item, ...asked }: AskedPairs,
  { head }: { head: "prediction" | "propensity" },
): Promise<Float32Array> {
  const { domain } = asked, { hiddenSize: size } = model.config;
  const users = await userParts(model, asked, head), path = `${head}.${domain}`;
  const { values: weights } = model.parameters[`${path}.output.weight`];
  const { values: [bias] } = model.parameters[`${path}.output.bias`];
  const { places: [place], rows } = model.table.lookup(item),
    outputs = new Float32Array(item.length);
  const items = new Float32Array(rows.length * size);
  for (let first = 0; first < rows.length; first += ITEMS) {
    const part = await itemParts(model, rows.subarray(first, first + ITEMS), path);
    items.set(part, first * size);
  }
  for (let pair = 0; pair < item.length; pair++) {
    const user = row[pair] * size, other = place[pair] * size;
    let sum = bias;
    for (let i = 0; i < size; i++) {
      const hidden = users[user + i] + items[other + i];
      if (hidden > 0) sum += hidden * weights[i];
    }
    outputs[pair] = sum;
  }
  return outputs;
}

/** The first layer's half of every context: `contexts × hidden`. */
async function userParts(
  model: AmidModel,
  { domain, history, user }: Pick<AskedPairs, "domain" | "history" | "user">,
  head: "prediction" | "propensity",
): Promise<Float32Array> {
  const { table, config, start, parameters } = model, { hiddenSize, embeddingSize } = config;
  const parts = new Float32Array(user.length * hiddenSize),
    groups = await groupStates(model, domain);
  const trained = Object.fromEntries(
    model.namesFor(domain, [head]).map((name) => [name, parameters[name]]),
  );
  for (let first = 0; first < user.length; first += USERS) {
    const chosen = Array.from(
      { length: Math.min(USERS, user.length - first) },
      (_, i) => first + i,
    );
    const plan = planOf(
      { history: pick(history, chosen), user: chosen.map((each) => user[each]) },
      {
        domain,
        references: model.referencesFor(domain),
        itemDomain: model.catalogue.itemDomain,
        cut: { length: config.maximumLength, start, fit: false },
      },
    );
    const sequences = [plan.own, ...plan.others.map(({ same }) => same)];
    const lookup = table.lookup(...sequences.map(({ input }) => input));
    const inputs = { ...trained, ...groups, [AmidModel.items]: lookup.weights };
    const part = await evaluate(inputs, (weights) => {
      const users = model.represent(weights, plan, {
        domain,
        states: (each, of) => {
          const at = sequences.indexOf(each);
          if (at >= 0) {
            return model.encode(weights, each, { domain: of, places: lookup.places[at] });
          }
          const { size, length, counted } = each;
          return { states: weights.get(`group.${of}`, [size, length, embeddingSize]), counted };
        },
      });
      return userPart(users, weights.within(`${head}.${domain}`));
    });
    parts.set(part, first * hiddenSize);
  }
  return parts;
}

/** The states of the reference users of every other domain, which are the same for all who ask. */
async function groupStates(model: AmidModel, domain: number): Promise<Parameters> {
  const { config, start, table, parameters } = model, { embeddingSize, maximumLength } = config;
  const states: Record<string, Parameters[string]> = {};
  for (const [other, { history, slots }] of model.referencesFor(domain)) {
    const cut = { length: maximumLength, start, fit: false };
    const filled = { ...history, offsets: history.offsets.subarray(0, slots + 1) };
    const group = sequencesOf(filled, cut);
    const { weights: items, places: [places] } = table.lookup(group.input);
    const encoder = Object.entries(parameters)
      .filter(([name]) => name.startsWith(`encoders.${other}.`));
    const inputs = { ...Object.fromEntries(encoder), [AmidModel.items]: items };
    const values = await evaluate(
      inputs,
      (weights) => model.encode(weights, group, { domain: other, places }).states,
    );
    states[`group.${other}`] = { shape: [group.size, group.length, embeddingSize], values };
  }
  return states;
}

/** The first layer's half of some items: `items × hidden`. */
async function itemParts(
  model: AmidModel,
  items: Uint32Array,
  path: string,
): Promise<Float32Array> {
  const { weights: rows, places: [places] } = model.table.lookup(items);
  const name = `${path}.hidden.item`;
  return await evaluate({ [AmidModel.items]: rows, [name]: model.parameters[name] }, (weights) => {
    const vectors = embed(weights.get(AmidModel.items, [-1, model.config.embeddingSize]), places);
    return itemPart(vectors, weights.within(path));
  });
}
