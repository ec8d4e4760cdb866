import type { Corpus } from "../../core/corpus.ts";
import { UserError } from "../../core/user_error.ts";
import { listDatasets } from "../../datasets/registry.ts";
import { resolveData } from "../../datasets/resolve_data.ts";
import type { RunResult } from "../../leaderboard/schema/run_record.ts";
import type { SubmissionCheck } from "../../leaderboard/schema/submission.ts";
import { type TrustChecks, trustChecks } from "../../protocols/checks/trust_checks.ts";
import { chooseArms } from "../../protocols/choose_arms.ts";
import { freeze } from "../../protocols/freeze.ts";
import type { FrozenProtocol } from "../../protocols/frozen_protocol.ts";
import { loadProtocol } from "../../protocols/load_protocol.ts";
import { type RestrictedTask, restrictTask } from "../../protocols/restrict_task.ts";
import type { Task } from "../../protocols/task.ts";
import { clock } from "../clock.ts";

/** The data of somebody's runs, as a person names it here. */
export interface NamedData {
  /** Dataset id or path; that of the record, if it is built in, unless said. */
  readonly data?: string | undefined;
  /** Column names of a file. */
  readonly columns: Readonly<Record<string, string>>;
  /** Whether the domains of a file share their items. */
  readonly sharedItems: boolean;
  /** Where paths are seen from. */
  readonly folder: string;
}

/** A task of a record, frozen here. */
export interface FrozenAnew {
  /** The task, or the part of one. */
  readonly task: Task | RestrictedTask;
  /** Seconds that it took. */
  readonly freezeSeconds: number;
  /** Of a whole task. */
  readonly checks?: TrustChecks;
}

/**
 * Freezes the tasks of some results anew, from this suite's protocols and the data that is here, and
 * says whether hashes and fingerprints are those of the results.
 *
 * @param results one a task
 * @returns the tasks that are the same, by fingerprint, and one finding a protocol, dataset and task
 * @throws {UserError} if data that was named cannot be read
 *
 * @example
 * ```ts
 * import { freezeAnew } from "./freeze_anew.ts";
 * const where = { columns: {}, sharedItems: false, folder: "." };
 * const { tasks, checks } = await freezeAnew([], { data: "tundra-tiny", ...where });
 * if (tasks.size + checks.length > 0) throw new Error("frozen for nothing");
 * ```
 */
export async function freezeAnew(
  results: readonly RunResult[],
  named: NamedData,
): Promise<{ checks: SubmissionCheck[]; tasks: Map<string, FrozenAnew>; corpus?: Corpus }> {
  const checks: SubmissionCheck[] = [], tasks = new Map<string, FrozenAnew>();
  if (results.length === 0) return { checks, tasks };
  const known = new Set<string>();
  for (const { protocol } of results) {
    const name = `${protocol.id}@${protocol.version}`;
    if (!known.has(name)) checks.push(await protocolCheck(name, protocol.sha256));
    known.add(name);
  }
  const [{ dataset }] = results, corpus = await corpusOf(dataset.id, named);
  if (!corpus) {
    const said = "not built in and not named, expected --data <id|file>";
    for (const check of ["data", "task"] as const) {
      checks.push({ check, state: "open", where: dataset.id, said });
    }
    return { checks, tasks };
  }
  const isSame = corpus.sha256 === dataset.sha256;
  checks.push({
    check: "data",
    state: isSame ? "good" : "bad",
    where: named.data ?? dataset.id,
    said: isSame
      ? `SHA-256 ${dataset.sha256.slice(0, 8)}, as recorded`
      : `SHA-256 ${corpus.sha256}, expected ${dataset.sha256} as recorded`,
  });
  const frozen = new Map<string, Task>();
  for (const result of results) {
    const found = await frozenAnew(result, { corpus, frozen });
    if ("anew" in found) tasks.set(result.task.fingerprint, found.anew);
    checks.push(found.check);
  }
  return { checks, tasks, corpus };
}

async function protocolCheck(name: string, recorded: string): Promise<SubmissionCheck> {
  const about = { check: "protocol", where: name } as const;
  try {
    const { sha256 } = await loadProtocol(name);
    return sha256 === recorded
      ? { ...about, state: "good", said: `SHA-256 ${sha256.slice(0, 8)}, as in this suite` }
      : {
        ...about,
        state: "bad",
        said: `SHA-256 ${recorded}, expected ${sha256} as in this suite`,
      };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...about, state: "bad", said: error.message };
  }
}

async function corpusOf(recorded: string, named: NamedData): Promise<Corpus | undefined> {
  const { data, folder, columns, sharedItems } = named;
  if (data !== undefined) return await resolveData(data, folder, { columns, sharedItems });
  const builtIn = (await listDatasets()).some(({ id }) => id === recorded);
  return builtIn ? await resolveData(recorded, folder) : undefined;
}

/** The task of a result, if it comes out the same. */
async function frozenAnew(
  { protocol, dataset, task: { fingerprint, restricts } }: RunResult,
  { corpus, frozen }: { readonly corpus: Corpus; readonly frozen: Map<string, Task> },
): Promise<{ check: SubmissionCheck; anew: FrozenAnew } | { check: SubmissionCheck }> {
  const { id, version, arm } = protocol;
  const name = `${id}@${version}${arm === undefined ? "" : `/${arm}`}`;
  const about = { check: "task", where: `${name} on ${dataset.domains.join(", ")}` } as const;
  const start = clock();
  let whole: Task, task: Task | RestrictedTask;
  try {
    const [chosen] = await chooseArms(name, corpus.catalogue.domains);
    whole = frozen.get(name) ?? freeze(corpus, armOf(chosen, arm));
    task = restricts ? restrictTask(whole, placesOf(dataset.domains, corpus)) : whole;
  } catch (error) {
    if (!(error instanceof UserError || error instanceof RangeError)) throw error;
    return { check: { ...about, state: "bad", said: error.message } };
  }
  frozen.set(name, whole);
  const freezeSeconds = clock() - start;
  if (task.fingerprint !== fingerprint) {
    const said = `fingerprint ${task.fingerprint}, expected ${fingerprint} as recorded`;
    return { check: { ...about, state: "bad", said } };
  }
  return {
    check: { ...about, state: "good", said: `fingerprint ${fingerprint.slice(0, 8)}, as recorded` },
    anew: { task, freezeSeconds, ...(task === whole && { checks: trustChecks(whole) }) },
  };
}

function armOf(chosen: FrozenProtocol, arm: string | undefined): FrozenProtocol {
  if (chosen.arm === arm) return chosen;
  throw new UserError(
    `Cannot freeze arm "${arm ?? "(none)"}": the protocol's are like "${chosen.arm}", expected one`,
  );
}

function placesOf(names: readonly string[], { catalogue: { domains } }: Corpus): number[] {
  return names.map((name) => domains.indexOf(name));
}
