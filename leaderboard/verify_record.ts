import { join } from "node:path";
import { canonicalJson } from "../core/canonical_json.ts";
import { sha256 } from "../core/sha256.ts";
import { rankOf } from "../metrics/rank.ts";
import { markOutcomes } from "./mark_outcomes.ts";
import type { ResultsProblem } from "./results_problem.ts";
import { decodeOutcomes } from "./schema/decode_outcomes.ts";
import type { Outcomes } from "./schema/outcomes.ts";
import { parseRecord } from "./schema/parse_record.ts";
import type { RunRecord } from "./schema/run_record.ts";
import type { Search } from "./schema/search.ts";
import { writtenDigests } from "./schema/written_digests.ts";

/**
 * What is wrong with one record of a results folder and its outcomes: `verifyResults` asks it of each.
 *
 * @param folder the results folder
 * @param key names the record
 * @returns the problems by file; none if all is well. It does not throw.
 *
 * @example
 * ```ts
 * import { verifyRecord } from "./verify_record.ts";
 * const [{ file }] = await verifyRecord("no/such/folder", "ab12");
 * if (file !== "runs/ab12.json") throw new Error("nothing is missing");
 * ```
 */
export async function verifyRecord(folder: string, key: string): Promise<ResultsProblem[]> {
  const file = `runs/${key}.json`, outcomesFile = `runs/${key}.outcomes.bin`;
  try {
    const bytes = await Deno.readFile(join(folder, file));
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const record = parseRecord(text);
    // A record that is not itself says nothing of its outcomes.
    const own = ownProblems(record, text, key);
    if (own.length > 0) return own.map((problem) => ({ file, problem }));
    return (await outcomesProblems(join(folder, outcomesFile), record))
      .map(({ where, problem }) => ({ file: where === "record" ? file : outcomesFile, problem }));
  } catch (error) {
    return [{ file, problem: error instanceof Error ? error.message : String(error) }];
  }
}

/** What is wrong with a record, seen by itself. */
function ownProblems(record: RunRecord, text: string, key: string): string[] {
  const { inputs, result, digests } = record, problems: string[] = [];
  // Of the text as it was written: an older version is as verifiable as on its first day.
  const written = writtenDigests(text);
  if (written.key !== record.key) problems.push(`key ${record.key}, expected ${written.key}`);
  if (record.key !== key) {
    problems.push(`the record of run ${record.key}, expected that of its name`);
  }
  for (const part of ["result", "circumstances"] as const) {
    if (written[part] !== digests[part]) {
      problems.push(`digest of "${part}" ${digests[part]}, expected ${written[part]}`);
    }
  }
  if (written.record !== digests.record) {
    problems.push(`digest of the record ${digests.record}, expected ${written.record}`);
  }
  const config = sha256(canonicalJson(result.config));
  if (config !== result.configSha256) {
    problems.push(`configSha256 ${result.configSha256}, expected ${config}`);
  }
  const { validationCalls: calls, validationValues: values } = result;
  if (values && values.length !== calls) {
    problems.push(`${values.length} validation values, expected ${calls}`);
  }
  const said = {
    fingerprint: result.task.fingerprint,
    method: result.method.id,
    closure: result.method.closure,
    config: result.config,
    seed: result.seed,
    device: result.device,
    kernels: result.kernels,
    deno: result.deno,
    inProcess: result.notComparable.includes("in-process"),
    ...(result.search && { search: result.search.rule }),
    ...(result.text && { text: result.text }),
  };
  if (result.search) problems.push(...searchProblems(result.search, config));
  if (canonicalJson(said) !== canonicalJson(inputs)) {
    problems.push("a result of other inputs than its own, expected the same in both");
  }
  if (!written.isCanonical) {
    problems.push("other bytes than the record's canonical text, expected the same");
  }
  return problems;
}

/** What is wrong with a search, in its own light and in that of the config that ran. */
function searchProblems({ trials, chosen }: Search, configSha256: string): string[] {
  const values = trials.map(({ value }) => value ?? -Infinity), problems: string[] = [];
  const best = values.indexOf(Math.max(...values));
  if (best !== chosen || values[best] === -Infinity) {
    problems.push(`trial ${chosen} chosen, expected that with the highest value, ${best}`);
  }
  if (sha256(canonicalJson(trials[chosen]?.config ?? null)) !== configSha256) {
    problems.push(`another config than that of trial ${chosen}, expected the one that was chosen`);
  }
  return problems;
}

/** What is wrong with the outcomes, or with the record in their light. */
async function outcomesProblems(
  path: string,
  { result, digests }: RunRecord,
): Promise<{ where: "record" | "outcomes"; problem: string }[]> {
  let outcomes: Outcomes;
  try {
    const bytes = await Deno.readFile(path), digest = sha256(bytes);
    if (digest !== digests.outcomes) {
      const problem = `SHA-256 ${digest}, expected ${digests.outcomes} as its record says`;
      return [{ where: "outcomes", problem }];
    }
    outcomes = decodeOutcomes(bytes);
  } catch (error) {
    const missing = error instanceof Deno.errors.NotFound;
    const problem = missing ? "missing, expected the outcomes of its record" : String(error);
    return [{ where: "outcomes", problem }];
  }
  const problems: { where: "record" | "outcomes"; problem: string }[] = [];
  const ranks = rankProblem(outcomes, result.nanScores);
  if (ranks !== undefined) problems.push({ where: "outcomes", problem: ranks });
  const again = {
    metrics: outcomes.metrics,
    dataset: { ...result.dataset, domains: outcomes.domains },
    task: { ...result.task, counts: { ...result.task.counts, testCases: outcomes.length } },
    ...markOutcomes(outcomes),
  };
  for (
    const part of ["metrics", "dataset", "task", "headline", "macro", "domains", "slices"] as const
  ) {
    if (canonicalJson(result[part]) === canonicalJson(again[part])) continue;
    problems.push({
      where: "record",
      problem: `"${part}" is not what its outcomes give, expected the same`,
    });
  }
  const full = result.full?.state === "ranked" ? result.full : null;
  if (canonicalJson(full) !== canonicalJson(again.full ?? null)) {
    const problem = '"full" is not what its outcomes give, expected the same';
    problems.push({ where: "record", problem });
  }
  return problems;
}

/** Ranks of sampled cases, taken again from their scores. */
function rankProblem(outcomes: Outcomes, nanScores: number): string | undefined {
  const { answers } = outcomes;
  if (answers.kind === "full") return undefined;
  const { offsets, score, target } = answers;
  let unscored = 0;
  for (let at = 0; at < outcomes.length; at++) {
    const begin = offsets[at], end = offsets[at + 1];
    const rank = rankOf(score, begin + target[at], { begin, end });
    if (rank.greater !== outcomes.greater[at] || rank.tied !== outcomes.tied[at]) {
      return `rank ${outcomes.greater[at]} + ${outcomes.tied[at]} in case ${at}, ` +
        `expected ${rank.greater} + ${rank.tied} by its scores`;
    }
    unscored += rank.unscored;
  }
  if (unscored === nanScores) return undefined;
  return `${unscored} scores are NaN, expected ${nanScores} as its record says`;
}
