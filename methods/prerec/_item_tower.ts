import { type IntervalFactors, mapRows, type Parameter } from "@permafrost/bench/nn";
import { popularityProperty } from "./_equations.ts";
import { LATENTS, type PrerecModel } from "./_model.ts";

/**
 * V_j = ε_v + D_k + Z_j + m_j of all items in an interval, and their biases D_k W_d + Z_j W_z. Items
 * without an event there share one f_pop(0): what is computed goes by events.
 *
 * @param last factors of the interval before
 */
export async function itemTower(
  model: PrerecModel,
  last: IntervalFactors,
): Promise<{ vectors: Parameter; bias: Parameter }> {
  const { catalogue: { items, itemDomain }, config: { embeddingSize: size }, latents } = model;
  const vectors = (await model.content()).parameter.values.slice(), bias = new Float32Array(items);
  const add = (row: number, { values }: Parameter, from: number): void => {
    for (let i = 0; i < size; i++) vectors[row * size + i] += values[from * size + i];
  };
  const domains = latents[LATENTS.domain], offsets = latents[LATENTS.popularity];
  const domainBias = domains && products(domains, model.networks["score.domain"]);
  for (let item = 0; item < items; item++) {
    add(item, latents[LATENTS.item], item);
    if (domains) {
      add(item, domains, itemDomain[item]);
      bias[item] += domainBias[itemDomain[item]];
    }
  }
  if (offsets) {
    const weight = model.networks["score.popularity"], own = products(offsets, weight);
    const { row, properties } = await popularityProperties(model, last);
    const shared = products(properties, weight);
    for (let item = 0; item < items; item++) {
      add(item, offsets, item);
      add(item, properties, row[item]);
      bias[item] += own[item] + shared[row[item]];
    }
  }
  return {
    vectors: { shape: [items, size], values: vectors },
    bias: { shape: [items], values: bias },
  };
}

/** f_pop(F_j): row 0 of items without an event, then a row per item with one; which row is whose. */
async function popularityProperties(
  { catalogue: { items }, config: { embeddingSize: size, popularityOrders: orders }, networks }:
    PrerecModel,
  last: IntervalFactors,
): Promise<{ row: Uint32Array; properties: Parameter }> {
  const row = new Uint32Array(items), count = 1 + last.item.length;
  last.item.forEach((item, at) => row[item] = 1 + at);
  const factors = new Float32Array(count * orders);
  factors.set(last.of(last.item), orders);
  const parameters = Object.fromEntries(
    ["popularity.weight", "popularity.bias"].map((name) => [name, networks[name]]),
  );
  const properties = await mapRows({ factors: { shape: [count, orders], values: factors } }, {
    ...{ parameters, size },
    compute: (weights) => popularityProperty(weights.get("factors", [-1, orders]), weights),
  });
  return { row, properties };
}

/** Row · weight, per row. */
function products({ shape: [rows, size], values }: Parameter, weight: Parameter): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += values[row * size + i] * weight.values[i];
    return sum;
  });
}
