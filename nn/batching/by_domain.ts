/**
 * Places by their domain: the domains that occur, ascending, each with the places where it stands.
 *
 * @param domains domain per place
 *
 * @example
 * ```ts
 * import { byDomain } from "./by_domain.ts";
 * const [zero, seven] = byDomain([7, 0, 7]);
 * if (zero.places.join() !== "1" || seven.places.join() !== "0,2") throw new Error("not by domain");
 * ```
 */
export function byDomain(
  domains: ArrayLike<number>,
): { readonly domain: number; readonly places: Int32Array }[] {
  const all = Array.from(domains);
  return [...new Set(all)].sort((a, b) => a - b).map((domain) => ({
    domain,
    places: Int32Array.from(all.keys()).filter((place) => all[place] === domain),
  }));
}
