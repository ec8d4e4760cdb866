import type { Tundra } from "../../datasets/synthetic/tundra.ts";
import { auc } from "../../metrics/auc.ts";
import biao, { type BiaoConfig } from "../../methods/biao/method.ts";
import { sourceWeights } from "../../methods/biao/source_weights.ts";
import { fitHere } from "./_fit_here.ts";

/**
 * Fits BIAO to a world whose noise is known, and tells how well the weight of a source behaviour tells
 * signal from noise.
 *
 * @param options `protocol` with its arm
 * @returns AUC of weight against truth over the source behaviours that it was trained on; mean weight of
 * signal and of noise
 * @throws {TypeError} if they are all signal, or all noise
 */
export async function weightTruth(
  { corpus, truth }: Pick<Tundra, "corpus" | "truth">,
  options: { protocol: string; seed: number; config: Partial<BiaoConfig> },
): Promise<{ auc: number; signal: number; noise: number }> {
  const { task, view, map, context } = await fitHere(corpus, options);
  const config = { ...biao.defaults, ...options.config };
  const scorer = await biao.fit(view, config, context), saved = await scorer.save?.();
  if (saved === undefined) throw new TypeError("Cannot study BIAO: it saved nothing");
  const weights = await sourceWeights(saved, { train: view, config });
  const { offsets, time } = corpus.interactions, score: number[] = [], label: number[] = [];
  // A protocol may leave users out: they go by their raw ids.
  const userOf = new Map(corpus.users.map((id, user) => [id, user]));
  for (let user = 0; user < view.users; user++) {
    // Events of a user are never at one time in a tundra world: the time names the corpus's row.
    const own = userOf.get(task.corpus.users[map.canonicalUser[user]]) ?? 0;
    const rowAt = new Map<number, number>();
    for (let row = offsets[own]; row < offsets[own + 1]; row++) rowAt.set(time[row], row);
    for (let event = view.events.offsets[user]; event < view.events.offsets[user + 1]; event++) {
      if (Number.isNaN(weights[event])) continue;
      const row = rowAt.get(view.events.time[event]);
      if (row === undefined) throw new TypeError("Cannot study BIAO: an event of no corpus");
      score.push(weights[event]);
      label.push(1 - truth.noise[row]);
    }
  }
  const { mark } = auc().over({
    score: Float32Array.from(score),
    label: Uint8Array.from(label),
    user: new Uint32Array(score.length),
    domain: new Uint8Array(score.length),
  });
  if (mark === null) throw new TypeError("Cannot tell signal from noise: there is one of them");
  const meanOf = (kind: number) => {
    const chosen = score.filter((_, at) => label[at] === kind);
    return chosen.reduce((sum, each) => sum + each, 0) / chosen.length;
  };
  return { auc: mark.value, signal: meanOf(1), noise: meanOf(0) };
}
