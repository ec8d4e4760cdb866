import { badLine, trecLines } from "./_trec_lines.ts";
import type { TrecFile } from "./trec_file.ts";
import { UserError } from "../../core/user_error.ts";

/** What TREC qrels say, by query. */
export interface Qrels {
  /** Documents that are judged, and whether they are relevant (relevance above 0). */
  readonly judged: ReadonlyMap<string, ReadonlyMap<string, boolean>>;
  /** The one relevant document of each query that has one. */
  readonly answers: ReadonlyMap<string, string>;
}

/**
 * Reads TREC qrels: lines `<query> <iteration> <document> <relevance>` with spaces or tabs between; the
 * iteration says nothing. A query has one relevant document at most: this suite's metrics are of one
 * answer a case.
 *
 * @throws {UserError} at the first bad line, with its place: another number of columns, a relevance that
 * is no whole number, a document judged twice, a second relevant one; or if none is relevant
 *
 * @example
 * ```ts
 * import { readQrels } from "./read_qrels.ts";
 * const text = new Response("q1 0 tea 1\nq1 0 cup 0\n").body!.pipeThrough(new TextDecoderStream());
 * const { answers, judged } = await readQrels({ name: "qrels.txt", text });
 * if (answers.get("q1") !== "tea" || judged.get("q1")?.size !== 2) throw new Error("not as judged");
 * ```
 */
export async function readQrels(file: TrecFile): Promise<Qrels> {
  const judged = new Map<string, Map<string, boolean>>(), answers = new Map<string, string>();
  const columns = ["query", "iteration", "document", "relevance"];
  for await (const { number, fields: [query, , document, relevance] } of trecLines(file, columns)) {
    const refuse = (is: string, expected: string): never => {
      throw badLine({ name: file.name, number }, { is, expected });
    };
    if (!/^[+-]?\d+$/.test(relevance)) refuse(`relevance "${relevance}"`, "a whole number");
    const isRelevant = Number(relevance) > 0, documents = judged.get(query) ?? new Map();
    if (documents.has(document)) {
      refuse(`document "${document}" judged again for query "${query}"`, "once");
    }
    documents.set(document, isRelevant);
    judged.set(query, documents);
    if (!isRelevant) continue;
    const other = answers.get(query);
    if (other !== undefined) {
      refuse(
        `"${document}" relevant for query "${query}" beside "${other}"`,
        "one relevant document a query, as in a case with one answer",
      );
    }
    answers.set(query, document);
  }
  if (answers.size === 0) {
    throw new UserError(
      `Cannot read "${file.name}": no document with a relevance above 0, expected one a query`,
    );
  }
  return { judged, answers };
}
