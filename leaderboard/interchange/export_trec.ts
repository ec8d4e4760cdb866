import { UserError } from "../../core/user_error.ts";
import type { Outcomes } from "../schema/outcomes.ts";
import type { RunResult } from "../schema/run_record.ts";
import type { StoredRun } from "../stored_run.ts";
import { inOrder } from "./_in_order.ts";
import type { ExportFile } from "./export_file.ts";
import { trecMarks } from "./trec_marks.ts";
import { trecQrels } from "./trec_qrels.ts";
import { trecRun } from "./trec_run.ts";
import type { TrecTies } from "./trec_ties.ts";

/**
 * Runs as a folder of TREC files: of each task `<fingerprint>/qrels.txt`, and of each row and seed of it
 * `<fingerprint>/<method>-<row>-seed<seed>.run.txt` (the first 12 digits of the fingerprint and of the
 * row's id). Where candidates are tied with an answer, that one has the scores as they are, and two
 * more, `.best.run.txt` and `.worst.run.txt`, are without ties. Last comes `export.json`, which says
 * what each file is, and what whoever evaluates it has to find.
 *
 * Files are made one after the other: read each before the next.
 *
 * @throws {UserError} if outcomes cannot be read, or those of one task are not about the same cases
 *
 * @example
 * ```ts
 * import { exportTrec } from "./export_trec.ts";
 * const files = await Array.fromAsync(exportTrec([]));
 * if (files.length !== 1 || files[0].path !== "export.json") throw new Error("files from nowhere");
 * ```
 */
export async function* exportTrec(runs: Iterable<StoredRun>): AsyncGenerator<ExportFile> {
  const tasks: object[] = [];
  for (const [fingerprint, ofTask] of inOrder(runs)) {
    const folder = fingerprint.slice(0, 12), told: object[] = [];
    const cases = await ofTask[0].run.outcomes();
    yield { path: `${folder}/qrels.txt`, text: trecQrels(cases) };
    for (const { run: { record: { key, result }, outcomes: read }, row } of ofTask) {
      const outcomes = await read(), name = `${result.method.id}-${row.slice(0, 12)}`;
      if (!areSame(outcomes, cases)) {
        throw new UserError(
          `Cannot export run ${key.slice(0, 8)}: its cases are not those of ` +
            `${ofTask[0].run.record.key.slice(0, 8)}, expected the same in one task`,
        );
      }
      const tiedQueries = countTied(outcomes), tag = `${name}-seed${result.seed}`;
      const all: readonly TrecTies[] = tiedQueries > 0 ? ["kept", "best", "worst"] : ["kept"];
      for (const ties of all) {
        const path = `${folder}/${tag}${ties === "kept" ? "" : `.${ties}`}.run.txt`;
        yield { path, text: trecRun(outcomes, { tag, ties }) };
        const { method: { id: method }, seed } = result;
        const marks = trecMarks(outcomes, ties);
        told.push({ path, record: key, row, method, seed, ties, tiedQueries, marks });
      }
    }
    tasks.push({ ...about(ofTask[0].run.record.result, cases), runs: told });
  }
  const text = `${JSON.stringify({ schema: "permafrost/trec-export@1", tasks }, null, 2)}\n`;
  yield { path: "export.json", text: [text] };
}

function about({ task, protocol, dataset }: RunResult, cases: Outcomes): object {
  const { fingerprint } = task, { id, version, arm } = protocol;
  return {
    fingerprint,
    protocol: { id, version, ...(arm !== undefined && { arm }) },
    dataset: dataset.id,
    domains: cases.domains,
    answers: cases.answers.kind,
    qrels: `${fingerprint.slice(0, 12)}/qrels.txt`,
    cases: cases.headline.reduce((sum, each) => sum + each, 0),
  };
}

/** Headline cases in which something is tied with the answer; none of clicks, which are not ranked. */
function countTied({ headline, tied }: Outcomes): number {
  return headline.reduce((sum, each, at) => sum + (each === 1 && tied[at] > 1 ? 1 : 0), 0);
}

/** Whether the same qrels hold of both. */
function areSame(a: Outcomes, b: Outcomes): boolean {
  const equal = (a: ArrayLike<unknown>, b: ArrayLike<unknown>) =>
    a.length === b.length && Array.from(a).every((each, i) => each === b[i]);
  const labels = ({ answers }: Outcomes) => answers.kind === "click" ? answers.label : [];
  return a.answers.kind === b.answers.kind && equal(a.headline, b.headline) &&
    equal(a.domain, b.domain) && equal(a.user, b.user) && equal(labels(a), labels(b));
}
