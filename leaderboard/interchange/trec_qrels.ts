import type { Outcomes } from "../schema/outcomes.ts";

/**
 * What is right in the headline cases, as lines of TREC qrels, `<query> 0 <document> <relevance>`, for
 * the documents of `trec_run.ts`: of a ranked case its `answer`, of a domain of clicks each shown item
 * with its label. Candidates that are not the answer are not judged, which counts as not relevant.
 *
 * @example
 * ```ts
 * import { trecQrels } from "./trec_qrels.ts";
 * const none = new Uint32Array(1), one = Uint32Array.of(1);
 * const qrels = [...trecQrels({
 *   ...{ length: 1, domains: ["books"], metrics: ["MRR"], slices: {} },
 *   ...{ user: none, domain: new Uint8Array(1), headline: Uint8Array.of(1) },
 *   ...{ greater: none, tied: one, ranked: one },
 *   answers: { kind: "full", top: new Uint32Array(20) },
 * })];
 * if (qrels.join("") !== "q0 0 answer 1\n") throw new Error("another answer");
 * ```
 */
export function* trecQrels(outcomes: Outcomes): Generator<string> {
  const { length, headline, domain, domains, answers } = outcomes;
  if (answers.kind !== "click") {
    for (let at = 0; at < length; at++) if (headline[at] === 1) yield `q${at} 0 answer 1\n`;
    return;
  }
  for (let d = 0; d < domains.length; d++) {
    for (let at = 0; at < length; at++) {
      if (headline[at] === 1 && domain[at] === d) yield `d${d} 0 r${at} ${answers.label[at]}\n`;
    }
  }
}
