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
 *
 * @example
 * ```ts
 * import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
 * import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
 * import { openDevice } from "../../nn/open_device.ts";
 * import { learnedPropensities } from "./learned_propensities.ts";
 * import { AmidModel } from "./_model.ts";
 * import amid from "./method.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const config = { ...amid.defaults, groupSize: 2 };
 * const view = buildTrainView([[0, 1], [2, 0]], buildCatalogue(3, { domains: 1 }));
 * const weights = new AmidModel(view.catalogue, config, 1).save();
 * const pair = { domain: 0, user: Uint32Array.of(1), item: Uint32Array.of(1) };
 * const [p] = await learnedPropensities(weights, { view, config, ...pair });
 * if (!(p > 0 && p < 1)) throw new Error("no probability");
 * ```
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
