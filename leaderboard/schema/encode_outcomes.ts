import type { SafeTensor } from "../../core/safe_tensor.ts";
import { writeSafetensors } from "../../core/write_safetensors.ts";
import { checkOutcomes } from "./_check_outcomes.ts";
import type { Outcomes } from "./outcomes.ts";

/**
 * The bytes of `<key>.outcomes.bin`: a safetensors file, one tensor per column ("user", "domain",
 * "headline", "slice.<name>", "greater", "tied", "ranked", then "score.offsets", "score" and
 * "score.target", or "top"), with `schema`, `domains`, `slices` and `metrics` as metadata. Equal
 * outcomes give equal bytes.
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
    ...Object.fromEntries(slices.map((name) => [`slice.${name}`, outcomes.slices[name]])),
  };
  if (answers.kind === "full") columns["top"] = answers.top;
  else {
    columns["score.offsets"] = answers.offsets;
    columns["score"] = answers.score;
    columns["score.target"] = answers.target;
  }
  const tensors = Object.entries(columns)
    .map(([name, data]) => [name, { shape: [data.length], data }] as const);
  return writeSafetensors({
    tensors: Object.fromEntries(tensors),
    metadata: {
      schema: "permafrost/outcomes@1",
      domains: JSON.stringify(outcomes.domains),
      metrics: JSON.stringify(outcomes.metrics),
      slices: JSON.stringify(slices),
    },
  });
}
