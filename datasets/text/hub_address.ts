/**
 * Where models come from: the address in the environment's `PERMAFROST_HUB`, nothing (null) if that
 * is `off`, else the model hub.
 *
 * @example
 * ```ts
 * import { hubAddress } from "./hub_address.ts";
 * if (hubAddress({ PERMAFROST_HUB: "off" }) !== null) throw new Error("online");
 * if (hubAddress({}) !== "https://huggingface.co") throw new Error("elsewhere");
 * ```
 */
export function hubAddress(
  environment: Readonly<Record<string, string>> = Deno.env.toObject(),
): string | null {
  const named = environment.PERMAFROST_HUB ?? "https://huggingface.co";
  return named === "off" || named === "" ? null : named;
}
