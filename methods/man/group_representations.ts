import type { Catalogue, Histories } from "@permafrost/bench/method";
import { domainHistories } from "@permafrost/bench/nn";
import { historyReadings } from "./_history_readings.ts";
import { ManModel } from "./_model.ts";
import type { ManConfig } from "./method.ts";

/**
 * The pooled group representation of users (g of equation 12 and §3.3.1), which the paper clusters by
 * K-means (RQ4, figure 4): what the groups that all domains share see in a user's history.
 *
 * @param weights what a scorer saved
 * @param options `catalogue` and `config` that it was trained with; `histories`: a sequence per user,
 * of all domains or of one; `domain` whose events are read
 * @returns `users × (embeddingSize + domainEmbeddingSize)`, row-major
 * @throws {TypeError} if the model has no group-prototype attention
 *
 * @example
 * ```ts
 * import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
 * import { groupRepresentations } from "./group_representations.ts";
 * import { ManModel } from "./_model.ts";
 * import man from "./method.ts";
 * const catalogue = buildCatalogue(6, { domains: 2 }), config = man.defaults;
 * const none = { offsets: new Uint32Array(1), item: new Uint32Array(), time: new Float64Array() };
 * const weights = new ManModel(catalogue, config, 1).save();
 * const options = { catalogue, config, histories: none, domain: 1 };
 * const representations = await groupRepresentations(weights, options);
 * if (representations.length !== 0) throw new Error("representations of nobody");
 * ```
 */
export async function groupRepresentations(
  weights: Uint8Array,
  options: { catalogue: Catalogue; config: ManConfig; histories: Histories; domain: number },
): Promise<Float32Array> {
  const { catalogue, config, histories, domain } = options, users = histories.offsets.length - 1;
  const model = new ManModel(catalogue, config, 0);
  model.restore(weights);
  const own = domainHistories(histories, {
    itemDomain: catalogue.itemDomain,
    domain: new Uint8Array(users).fill(domain),
  });
  const { groups } = (await historyReadings(model, own, { domain })).readings;
  if (groups !== undefined) return groups.values;
  if (users === 0) return new Float32Array();
  throw new TypeError(
    'Cannot represent users by groups: the model has none, expected parts "both" with "gpa"',
  );
}
