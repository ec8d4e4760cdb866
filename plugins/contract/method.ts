import type { Catalogue } from "./catalogue.ts";
import type { FitContext } from "./fit_context.ts";
import type { MethodMeta } from "./method_meta.ts";
import type { Scorer } from "./scorer.ts";
import type { SearchSpace } from "./search_space.ts";
import type { TrainView } from "./train_view.ts";

/**
 * A method: what an author writes, the default export of its module.
 *
 * @example
 * ```ts
 * import type { Method } from "@permafrost/bench/method";
 *
 * const zero: Method = {
 *   meta: {
 *     contract: 1, id: "zero", version: "1.0.0", title: "Zero", citation: "none", variant: "original",
 *     domains: { min: 1, max: 255 }, needs: [],
 *   },
 *   defaults: {},
 *   fit: () =>
 *     Promise.resolve({
 *       score: ({ candidates }) =>
 *         Promise.resolve(new Float32Array(candidates.kind === "list" ? candidates.items.length : 0)),
 *     }),
 * };
 * if (zero.meta.contract !== 1) throw new Error("another contract");
 * ```
 */
export interface Method<C extends object = object> {
  /** Who it is and what it needs. */
  readonly meta: MethodMeta;
  /** Every hyper-parameter with its default: plain JSON, checked when a run starts. */
  readonly defaults: C;
  /** What a search may try. */
  readonly space?: SearchSpace<C>;
  /** Learns from the training events. There is no unfitted state: what comes back can score. */
  fit(train: TrainView, config: C, context: FitContext): Promise<Scorer>;
  /** Goes on from `save()` in a fresh process. */
  load?(
    weights: Uint8Array,
    catalogue: Catalogue,
    config: C,
    context: FitContext,
  ): Promise<Scorer>;
}
