/**
 * Why an event fell on its item; `TundraTruth.cause` holds indices into this list.
 *
 * - `taste`: a cluster by the user's taste, an item of it by popularity
 * - `transition`: a cluster by the domain's transitions, an item of it by popularity
 * - `link`: a cluster by the domain's transitions, one of the last item's successors in it
 * - `carry`: the subject (cluster and theme) of the event just before, in another domain
 * - `user-noise`: any ordinary item, because the user is noisy
 * - `item-noise`: a noise item
 * - `promotion`: a promoted item
 *
 * @example
 * ```ts
 * import { TUNDRA_CAUSES } from "./tundra_cause.ts";
 * if (TUNDRA_CAUSES.indexOf("promotion") !== 6) throw new Error("order changed");
 * ```
 */
export const TUNDRA_CAUSES = [
  "taste",
  "transition",
  "link",
  "carry",
  "user-noise",
  "item-noise",
  "promotion",
] as const;
