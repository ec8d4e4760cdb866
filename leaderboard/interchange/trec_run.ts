import type { ClickAnswers, Outcomes, SampledAnswers } from "../schema/outcomes.ts";
import { TREC_DEPTH } from "./trec_depth.ts";
import type { TrecTies } from "./trec_ties.ts";

/**
 * The headline cases of a run as lines of a TREC run, `<query> Q0 <document> <rank> <score> <tag>`,
 * the best first within a query, a query a piece.
 *
 * | answers | a query | its documents |
 * | --- | --- | --- |
 * | sampled | a case, `q<case>` | `answer` and `c<place>`, the others by their place among the candidates |
 * | full | a case | `answer`, and a `c<rank>` for whatever stood above it, to a depth of 1,000 |
 * | click | a domain, `d<domain>` | a case each, `r<case>` |
 *
 * A document is no item: records do not say which items were asked. Scores are those of the method where
 * the record has them and ties are kept; else the number of candidates from this place down. A candidate
 * without a score (NaN) stands below every other.
 *
 * @param tag the sixth column, without spaces
 *
 * @example
 * ```ts
 * import { trecRun } from "./trec_run.ts";
 * const none = new Uint32Array(1), one = Uint32Array.of(1);
 * const [lines] = trecRun({
 *   ...{ length: 1, domains: ["books"], metrics: ["MRR"], slices: {} },
 *   ...{ user: none, domain: new Uint8Array(1), headline: Uint8Array.of(1) },
 *   ...{ greater: one, tied: one, ranked: Uint32Array.of(2) },
 *   answers: {
 *     kind: "sampled", offsets: Uint32Array.of(0, 2), score: Float32Array.of(-1, 0.5), target: none,
 *   },
 * }, { tag: "mine", ties: "kept" });
 * if (lines !== "q0 Q0 c1 1 0.5 mine\nq0 Q0 answer 2 -1 mine\n") throw new Error(lines);
 * ```
 */
export function* trecRun(
  outcomes: Outcomes,
  { tag, ties }: { readonly tag: string; readonly ties: TrecTies },
): Generator<string> {
  const { answers } = outcomes;
  const lines = (query: string, documents: readonly Document[]): string =>
    documents.map(({ id, score }, i) => `${query} Q0 ${id} ${i + 1} ${score} ${tag}\n`).join("");
  if (answers.kind === "click") {
    for (let d = 0; d < outcomes.domains.length; d++) {
      const shown = shownIn(d, outcomes, answers);
      if (shown.length > 0) yield lines(`d${d}`, shown);
    }
    return;
  }
  for (let at = 0; at < outcomes.length; at++) {
    if (outcomes.headline[at] !== 1) continue;
    const documents = answers.kind === "full"
      ? placed(outcomes, at, ties)
      : scored(answers, at, ties);
    yield lines(`q${at}`, documents);
  }
}

interface Document {
  readonly id: string;
  readonly score: number;
}

/** The shown items of a domain. */
function shownIn(d: number, { domain, headline }: Outcomes, { score }: ClickAnswers): Document[] {
  const cases = [...domain.keys()].filter((at) => domain[at] === d && headline[at] === 1);
  const numbers = numbersOf(Float32Array.from(cases, (at) => score[at]));
  return cases.map((at, i) => ({ id: `r${at}`, score: numbers[i] }))
    .sort((a, b) => b.score - a.score);
}

/** All candidates of a case. */
function scored(
  { offsets, score, target }: SampledAnswers,
  at: number,
  ties: TrecTies,
): Document[] {
  const numbers = numbersOf(score.subarray(offsets[at], offsets[at + 1])), answer = target[at];
  // Among equals the answer goes to one end, or stays where it stands among the candidates.
  const end = { kept: 0, best: -1, worst: 1 }[ties];
  const order = [...numbers.keys()].sort((a, b) =>
    numbers[b] - numbers[a] || end * (Number(a === answer) - Number(b === answer))
  );
  return order.map((i, place) => ({
    id: i === answer ? "answer" : `c${i}`,
    score: ties === "kept" ? numbers[i] : order.length - place,
  }));
}

/** The answer of a case by its rank, and as many places as there are above it. */
function placed({ greater, tied, ranked }: Outcomes, at: number, ties: TrecTies): Document[] {
  const above = greater[at], size = ties === "kept" ? tied[at] : 1;
  const place = ties === "worst" ? above + tied[at] - 1 : above;
  const documents = Array.from(
    { length: Math.min(place, TREC_DEPTH) },
    (_, i) => ({ id: `c${i + 1}`, score: ranked[at] - i }),
  );
  if (place >= TREC_DEPTH) return documents;
  // A block that begins within the depth is written to its end: a mean over it needs its size.
  for (let i = 0; i < size; i++) {
    const id = i === 0 ? "answer" : `c${place + i + 1}`;
    documents.push({ id, score: ranked[at] - place });
  }
  return documents;
}

/** The scores as numbers, those that are none below all others; float32 readers may see −Infinity. */
function numbersOf(scores: Float32Array): Float64Array {
  const least = scores.reduce((least, each) => each < least ? each : least, Infinity);
  const none = least === Infinity ? 0 : least - Math.max(1, Math.abs(least));
  return Float64Array.from(scores, (each) => Number.isNaN(each) ? none : each);
}
