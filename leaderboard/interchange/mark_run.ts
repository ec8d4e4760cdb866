import { UserError } from "../../core/user_error.ts";
import { markRank } from "../../metrics/mark_rank.ts";
import type { RankMetric } from "../../metrics/metric.ts";
import { metricByName } from "../../metrics/metric_by_name.ts";
import { rankOfCounts } from "../../metrics/rank.ts";
import type { Marks } from "../schema/marks.ts";
import { badLine, trecLines } from "./_trec_lines.ts";
import type { Qrels } from "./read_qrels.ts";
import type { TrecFile } from "./trec_file.ts";

/** The marks of a TREC run, and what was met on the way. */
export interface MarkedRun {
  /** Over the queries that have a relevant document. */
  readonly marks: Marks;
  /** Of these: those whose relevant document is not in the run, which are marked 0. */
  readonly notRetrieved: number;
  /** Of these: those with other documents of the very score of the relevant one. */
  readonly tied: number;
  /** Queries of the qrels that have no relevant document: they are no cases. */
  readonly withoutAnswer: number;
  /** Lines of the run about a query that has no relevant document: they say nothing. */
  readonly otherLines: number;
  /** Documents of marked queries that the qrels do not judge: they are not relevant. */
  readonly unjudged: number;
}

/**
 * Marks a TREC run by metrics of this suite: lines `<query> Q0 <document> <rank> <score> <tag>` with
 * spaces or tabs between. Documents are ranked by score, the highest first; the second, fourth and last
 * columns say nothing. Scores are compared as the doubles that they are written as, equal ones by this
 * suite's rule: the mean over the ranks that they may take, with its bounds.
 *
 * @param metrics names of metrics of ranks
 * @throws {UserError} at the first bad line, with its place: another number of columns, a score that is
 * no finite number, a document twice in a query; or of a metric that is not one of ranks
 *
 * @example
 * ```ts
 * import { markRun } from "./mark_run.ts";
 * const text = new Response("q Q0 cup 1 9 a\nq Q0 tea 2 7 a\n").body!
 *   .pipeThrough(new TextDecoderStream());
 * const qrels = { judged: new Map(), answers: new Map([["q", "tea"]]) };
 * const { marks } = await markRun({ name: "run.txt", text }, { qrels, metrics: ["MRR"] });
 * if (marks.metrics.MRR.value !== 0.5) throw new Error("not at rank 2");
 * ```
 */
export async function markRun(
  file: TrecFile,
  { qrels, metrics }: { readonly qrels: Qrels; readonly metrics: readonly string[] },
): Promise<MarkedRun> {
  const { judged, answers } = qrels, by = metrics.map(rankMetric);
  const { scores, otherLines } = await scoresOf(file, answers);
  const sums = by.map(() => ({ value: 0, optimistic: 0, pessimistic: 0 }));
  let notRetrieved = 0, unjudged = 0, withTies = 0;
  for (const [query, answer] of answers) {
    const documents = scores.get(query), score = documents?.get(answer);
    const known = judged.get(query);
    for (const document of documents?.keys() ?? []) {
      if (document !== answer && !known?.has(document)) unjudged++;
    }
    if (documents === undefined || score === undefined) {
      notRetrieved++;
      continue;
    }
    let greater = 0, atLeast = 0;
    for (const each of documents.values()) {
      if (each > score) greater++;
      if (each >= score) atLeast++;
    }
    const counts = { greater, atLeast, unscored: 0, infinite: 0, ranked: documents.size };
    const rank = rankOfCounts(score, counts);
    if (rank.tied > 1) withTies++;
    by.forEach((metric, m) => {
      const mark = markRank(metric, rank);
      for (const part of ["value", "optimistic", "pessimistic"] as const) {
        sums[m][part] += mark[part];
      }
    });
  }
  const cases = answers.size;
  const means = sums.map(({ value, optimistic, pessimistic }) => ({
    value: value / cases,
    optimistic: optimistic / cases,
    pessimistic: pessimistic / cases,
  }));
  return {
    marks: { cases, metrics: Object.fromEntries(by.map(({ name }, m) => [name, means[m]])) },
    notRetrieved,
    tied: withTies,
    withoutAnswer: judged.size - [...judged.keys()].filter((query) => answers.has(query)).length,
    otherLines,
    unjudged,
  };
}

function rankMetric(name: string): RankMetric {
  const metric = metricByName(name);
  if (metric.kind === "rank") return metric;
  throw new UserError(
    `Cannot mark a TREC run by "${name}": no metric of a rank alone, expected HR, NDCG or MRR`,
  );
}

/** Scores by query and document, of the queries that have an answer. */
async function scoresOf(
  file: TrecFile,
  answers: Qrels["answers"],
): Promise<{ scores: Map<string, Map<string, number>>; otherLines: number }> {
  const scores = new Map<string, Map<string, number>>();
  let otherLines = 0;
  const columns = ["query", "Q0", "document", "rank", "score", "tag"];
  for await (const { number, fields: [query, , document, , text] } of trecLines(file, columns)) {
    const score = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
    const at = { name: file.name, number };
    if (!Number.isFinite(score)) {
      throw badLine(at, { is: `score "${text}"`, expected: "a finite number" });
    }
    if (!answers.has(query)) {
      otherLines++;
      continue;
    }
    const documents = scores.get(query) ?? new Map<string, number>();
    if (documents.has(document)) {
      const is = `document "${document}" again for query "${query}"`;
      throw badLine(at, { is, expected: "each once" });
    }
    documents.set(document, score);
    scores.set(query, documents);
  }
  if (scores.size === 0) {
    throw new UserError(
      `Cannot mark "${file.name}": no line about a query of the qrels, expected the same names`,
    );
  }
  return { scores, otherLines };
}
