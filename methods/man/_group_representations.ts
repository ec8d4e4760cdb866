import type { Histories as HistoryEvents } from "@permafrost/bench/method";
import { domainHistories } from "@permafrost/bench/nn";
import { historyReadings } from "./_history_readings.ts";
import type { ManModel } from "./_model.ts";

/**
 * The pooled group representation of users (g of equation 12 and §3.3.1), which the paper clusters by
 * K-means (RQ4, figure 4): what the groups that all domains share see in a user's history.
 *
 * @param histories a sequence per user, of all domains or of one
 * @param domain the domain whose events are read
 * @returns `users × (embeddingSize + domainEmbeddingSize)`, row-major
 * @throws {TypeError} if the model has no group-prototype attention
 */
export async function groupRepresentations(
  model: ManModel,
  histories: HistoryEvents,
  domain: number,
): Promise<Float32Array> {
  const { itemDomain } = model.catalogue, users = histories.offsets.length - 1;
  const own = domainHistories(histories, {
    itemDomain,
    domain: new Uint8Array(users).fill(domain),
  });
  const { groups } = (await historyReadings(model, own, { domain })).readings;
  if (groups !== undefined) return groups.values;
  if (users === 0) return new Float32Array();
  throw new TypeError(
    'Cannot represent users by groups: the model has none, expected parts "both" with "gpa"',
  );
}
