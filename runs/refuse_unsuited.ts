import type { Corpus } from "../core/corpus.ts";
import { UserError } from "../core/user_error.ts";
import type { Examinee } from "./examinee.ts";

/**
 * Refuses data that a method cannot learn from: too few domains, no ratings, text (some that is not
 * empty) or categories where it needs them. Too many domains are no reason: it sits parts of the task (`examsOf`).
 *
 * @throws {UserError} naming the method, what the data has and what was wanted
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import type { Examinee } from "./examinee.ts";
 * import { refuseUnsuited } from "./refuse_unsuited.ts";
 * const variant = "original", citation = "none";
 * const about = { id: "one", version: "1.0.0", title: "One", variant, citation } as const;
 * const meta = { ...about, contract: 1, domains: { min: 4, max: 9 }, needs: [] } as const;
 * const copy = { name: "one", entry: "file:///one.js", folder: "/", closure: "", tensors: false };
 * const one: Examinee = { kind: "plugin", role: "method", copy, meta, about, config: {} };
 * const corpus = await loadDataset("tundra-tiny"); // it has three domains
 * let refused = "";
 * try {
 *   refuseUnsuited(one, corpus);
 * } catch (error) {
 *   refused = String(error);
 * }
 * if (!refused.includes("3 domains, expected at least 4")) throw new Error("not refused");
 * ```
 */
export function refuseUnsuited(examinee: Examinee, corpus: Corpus): void {
  if (examinee.kind === "host") return;
  const { meta } = examinee, { catalogue, interactions } = corpus, has = catalogue.domains.length;
  if (has < meta.domains.min) {
    throw new UserError(
      `Cannot run method "${meta.id}" on "${corpus.id}": the data has ${has} domain${
        has === 1 ? "" : "s"
      }, expected at least ${meta.domains.min}`,
    );
  }
  const lacks = meta.needs.find((need) =>
    (need === "ratings" && !interactions.rating) ||
    (need === "categories" && !catalogue.category) ||
    (need === "text" && !catalogue.text?.some((text) => text.trim() !== ""))
  );
  if (lacks) {
    throw new UserError(
      `Cannot run method "${meta.id}" on "${corpus.id}": the data has no ${lacks}, expected some`,
    );
  }
}
