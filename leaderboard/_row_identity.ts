import { canonicalJson } from "../core/canonical_json.ts";
import type { LeaderboardRow } from "./schema/leaderboard.ts";

/**
 * What two rows must share to be the same method: not the code, which is what one compares, nor the
 * vectors of texts, which may differ by rounding; the encoder that made them is.
 */
export function rowIdentity(
  { method, configSha256, device, kernels, text }: LeaderboardRow,
): string {
  const { id, version, variant } = method;
  return canonicalJson([id, version, variant, configSha256, device, kernels, text?.model ?? null]);
}
