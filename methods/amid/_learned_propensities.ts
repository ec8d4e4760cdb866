import type { TrainView } from "@permafrost/bench/method";
import type { AmidConfig } from "./method.ts";
import { AmidModel } from "./_model.ts";
import { pairOutputs } from "./_pair_outputs.ts";
import { pick } from "./_sequences.ts";

/**
 * p̂ of pairs of a user and an item, for studies that know the true ones: σ of what the propensity
 * network says behind all training events of the user.
 *
 * @param weights what a scorer saved
 * @param options `view` that it was trained on, its `config`; `domain` of the items; `user` and
 * `item` per pair
 * @returns a number per pair, 0 … 1, not clipped
 * @throws {TypeError} if the weights have no propensity network: `estimator` "none"
 */
export async function learnedPropensities(
  weights: Uint8Array,
  options: {
    view: Pick<TrainView, "events" | "catalogue">;
    config: AmidConfig;
    domain: number;
    user: Uint32Array;
    item: Uint32Array;
  },
): Promise<Float32Array> {
  const { view: { events, catalogue }, config, domain, user, item } = options;
  if (config.estimator === "none") {
    throw new TypeError('Cannot tell propensities with estimator "none": it learns none');
  }
  const model = new AmidModel(catalogue, config, 0), place = new Map<number, number>();
  model.restore(weights);
  for (const each of user) if (!place.has(each)) place.set(each, place.size);
  const users = [...place.keys()];
  const outputs = await pairOutputs(model, {
    domain,
    history: pick(events, users),
    user: users,
    row: Array.from(user, (each) => place.get(each) ?? 0),
    item,
  }, { head: "propensity" });
  return outputs.map((each) => 1 / (1 + Math.exp(-each)));
}
