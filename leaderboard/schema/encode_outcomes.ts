import type { SafeTensor } from "../../core/safe_tensor.ts";
import { writeSafetensors } from "../../core/write_safetensors.ts";
import { checkOutcomes } from "./_check_outcomes.ts";
import type { Outcomes } from "./outcomes.ts";

/**
 * The bytes of `<key>.outcomes.bin`: a safetensors file, one tensor per column ("user", "domain",
 * "headline", "slice.<name>", "greater", "tied", "ranked", then what was answered), with `schema`,
 * `domains`, `slices`, `metrics` and `answers` as metadata. Equal outcomes give equal bytes.
 *
 * | answers | columns |
 * | --- | --- |
 * | "sampled" | "score.offsets", "score", "score.target", "score.eligible" |
 * | "click" | "score.offsets", "score", "score.target", "label"; `logits` in the metadata |
 * | "full" | "top", "pool", "pool.cold", "training.count" |
 *
 * @throws {TypeError} if the columns do not fit together
 *
 * @example
 * ```ts
 * import { decodeOutcomes } from "./decode_outcomes.ts";
 * import { encodeOutcomes } from "./encode_outcomes.ts";
 * const bytes = encodeOutcomes({
 *   length: 1,
 *   domains: ["books"],
 *   metrics: ["HR@10"],
 *   user: new Uint32Array([7]),
 *   domain: new Uint8Array([0]),
 *   headline: new Uint8Array([1]),
 *   slices: { cold: new Uint8Array([0]) },
 *   greater: new Uint32Array([1]),
 *   tied: new Uint32Array([1]),
 *   ranked: new Uint32Array([2]),
 *   answers: {
 *     kind: "sampled",
 *     offsets: new Uint32Array([0, 2]),
 *     score: new Float32Array([0.5, 0.25]),
 *     target: new Uint32Array([1]),
 *   },
 * });
 * if (decodeOutcomes(bytes).user[0] !== 7) throw new Error("another user");
 * ```
 */
export function encodeOutcomes(outcomes: Outcomes): Uint8Array<ArrayBuffer> {
  checkOutcomes(outcomes, "write");
  const { user, domain, headline, greater, tied, ranked, answers } = outcomes;
  const slices = Object.keys(outcomes.slices).sort();
  const columns: Record<string, SafeTensor["data"]> = {
    ...{ user, domain, headline, greater, tied, ranked },
    ...outcomes.answerGroup && { "answer.group": outcomes.answerGroup },
    ...Object.fromEntries(slices.map((name) => [`slice.${name}`, outcomes.slices[name]])),
  };
  const { whole } = outcomes;
  if (whole) {
    columns["whole.greater"] = whole.greater;
    columns["whole.tied"] = whole.tied;
    columns["whole.ranked"] = whole.ranked;
  }
  Object.assign(columns, answerColumns(answers));
  const tensors = Object.entries(columns)
    .map(([name, data]) => [name, { shape: [data.length], data }] as const);
  return writeSafetensors({
    tensors: Object.fromEntries(tensors),
    metadata: {
      schema: "permafrost/outcomes@2",
      domains: JSON.stringify(outcomes.domains),
      metrics: JSON.stringify(outcomes.metrics),
      slices: JSON.stringify(slices),
      answers: answers.kind,
      ...(answers.kind === "click" ? { logits: JSON.stringify(answers.logits) } : {}),
    },
  });
}

function answerColumns(answers: Outcomes["answers"]): Record<string, SafeTensor["data"]> {
  if (answers.kind === "full") {
    const { top, pools } = answers;
    if (!pools) return { top };
    const { pool, coldPool, trainingCount } = pools;
    return { top, pool, "pool.cold": coldPool, "training.count": trainingCount };
  }
  const scores = {
    "score.offsets": answers.offsets,
    score: answers.score,
    "score.target": answers.target,
  };
  if (answers.kind === "click") return { ...scores, label: answers.label };
  return answers.eligible ? { ...scores, "score.eligible": answers.eligible } : scores;
}
