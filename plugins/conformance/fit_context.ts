import { markRank } from "../../metrics/mark_rank.ts";
import { ndcg } from "../../metrics/ndcg.ts";
import { rankOf } from "../../metrics/rank.ts";
import type { Device, FitContext, Scorer } from "../contract/mod.ts";
import { buildQueryBatch } from "./build_query_batch.ts";
import type { SmallTask } from "./small_task.ts";

/** A context whose checkpoints can be read afterwards. */
export interface TestFitContext extends FitContext {
  /** Every state that the method gave, in order. */
  readonly checkpoints: readonly Uint8Array[];
}

/**
 * The host's part of a fit, as a test plays it: `validate` scores the validation cases and gives
 * their real NDCG@10 by metrics/.
 *
 * @example
 * ```ts
 * import { fitContext } from "./fit_context.ts";
 * import { smallTask } from "./small_task.ts";
 * const context = fitContext(smallTask(2), { seed: 1, device: "cpu" });
 * const score = () => Promise.resolve(new Float32Array(480));
 * const { value } = await context.validate({ score });
 * if (!(value > 0.4 && value < 0.5)) throw new Error("not the expectation of ten tied candidates");
 * ```
 */
export function fitContext(
  { train, validation, answers }: Pick<SmallTask, "train" | "validation" | "answers">,
  options: { readonly seed: number; readonly device: Device; readonly resume?: Uint8Array },
): TestFitContext {
  const checkpoints: Uint8Array[] = [];
  return {
    ...options,
    signal: new AbortController().signal,
    checkpoints,
    async validate(scorer: Scorer) {
      const scores = await scorer.score(buildQueryBatch(validation, train));
      const { domains } = train.catalogue;
      const sum = new Float64Array(domains.length), cases = new Float64Array(domains.length);
      let begin = 0;
      validation.forEach(({ domain, candidates }, q) => {
        const end = begin + candidates.length, target = begin + candidates.indexOf(answers[q]);
        sum[domain] += markRank(ndcg(10), rankOf(scores, target, { begin, end })).value;
        cases[domain]++;
        begin = end;
      });
      const byDomain = sum.map((each, domain) => each / cases[domain]);
      const asked = byDomain.filter((each) => !Number.isNaN(each));
      return { value: asked.reduce((a, b) => a + b, 0) / asked.length, byDomain };
    },
    progress() {},
    checkpoint(state) {
      checkpoints.push(state.slice());
      return Promise.resolve();
    },
  };
}
