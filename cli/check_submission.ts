import { isAbsolute } from "node:path";
import { UserError } from "../core/user_error.ts";
import type { RunRecord } from "../leaderboard/schema/run_record.ts";
import type { SubmissionCheck, SubmissionReport } from "../leaderboard/schema/submission.ts";
import { checkAgain } from "../leaderboard/submission/check_again.ts";
import { checkCosts } from "../leaderboard/submission/check_costs.ts";
import { checkMarks } from "../leaderboard/submission/check_marks.ts";
import { checkMethod } from "../leaderboard/submission/check_method.ts";
import { checkValidation } from "../leaderboard/submission/check_validation.ts";
import { readSubmission } from "../leaderboard/submission/read_submission.ts";
import { rowName } from "../leaderboard/submission/row_name.ts";
import { submittedRows } from "../leaderboard/submitted_rows.ts";
import type { SubmittedRow } from "../leaderboard/submitted_row.ts";
import type { Limits } from "../plugins/limits.ts";
import { freezeAnew, type FrozenAnew, type NamedData } from "../runs/submission/freeze_anew.ts";
import { leakedPopularity } from "../protocols/checks/leaked_popularity.ts";
import type { RunEnvironment } from "../runs/run_environment.ts";
import { sitAgain } from "../runs/submission/sit_again.ts";
import { submittedExaminee } from "../runs/submission/submitted_examinee.ts";
import type { TextOptions } from "../runs/text_options.ts";
import { parseDevice } from "./parse_device.ts";
import { towardsHere } from "./towards_here.ts";

/** What a submission is checked with. */
export interface CheckOptions extends NamedData {
  /** Path of the plugin, and what the person called it. */
  readonly plugin?: { readonly path: string; readonly named: string } | undefined;
  /** Run seed to run again; the first one of each row unless said. */
  readonly seed?: number | undefined;
  /** How texts become vectors. */
  readonly texts: TextOptions;
  /** What a run may use. */
  readonly limits: Limits;
  /** Aborted when the person gives up. */
  readonly signal: AbortSignal;
  /** Told how a run goes. */
  readonly onProgress: RunEnvironment["onProgress"];
}

/**
 * Checks a submission: its files, then what they say, then a run of each row once more.
 *
 * @param path of a record or a results folder
 * @throws {UserError} if there is nothing to check, or what was named to check it with cannot be used
 */
export async function checkSubmission(
  path: string,
  options: CheckOptions,
): Promise<SubmissionReport> {
  const { checks: files, runs, controls } = await readSubmission(path);
  const checks: SubmissionCheck[] = [...files];
  if (runs.length > 0) {
    const rows = await submittedRows(runs);
    refuseSeed(rows, options.seed);
    checks.push(...checkMethod(rows));
    const { tasks, ...frozen } = await freezeAnew(
      rows.map(({ runs: [{ record }] }) => record.result),
      options,
    );
    checks.push(...frozen.checks);
    for (const row of rows) {
      const where = rowName(row, rows.length), anew = tasks.get(row.task.fingerprint);
      const leaked = anew && leakedPopularity(anew.task);
      checks.push(
        ...await checkMarks({ ...row.row, ...row.task, runs: row.runs }, {
          where,
          leaked,
          controls,
        }),
      );
      checks.push(...await checkCosts(row.runs, where));
      checks.push(...checkValidation(row, { where, most: mostValidations(anew, options.limits) }));
    }
    checks.push(...await checkedAgain(rows, { ...options, ...frozen, tasks }));
  }
  const shown = checks.map((each) =>
    isAbsolute(each.where) ? { ...each, where: towardsHere(each.where) } : each
  );
  return { schema: "permafrost/submission@1", checks: shown };
}

function refuseSeed(rows: readonly SubmittedRow[], seed: number | undefined): void {
  const without = rows.find(({ row }) => seed !== undefined && !row.seeds.includes(seed));
  if (!without) return;
  const seeds = without.row.seeds.join(", ");
  throw new UserError(`Cannot run seed ${seed} again: no record of it, expected one of ${seeds}`);
}

/** Once for the fit, and once more where a method adapts or is fitted to a target alone. */
function mostValidations(anew: FrozenAnew | undefined, { validations }: Limits): number {
  return anew && !anew.task.adaptation ? validations : 2 * validations;
}

type Frozen = Omit<Awaited<ReturnType<typeof freezeAnew>>, "checks">;

async function checkedAgain(
  rows: readonly SubmittedRow[],
  options: CheckOptions & Frozen,
): Promise<SubmissionCheck[]> {
  const [{ runs: [{ record: first }] }] = rows, { limits, signal, plugin } = options;
  // Who it is can be asked on any device.
  const asked = { device: "cpu", limits, signal, inProcess: false } as const;
  const { checks, examinee } = await submittedExaminee(first, { ...asked, plugin });
  const found: SubmissionCheck[] = [...checks];
  for (const row of rows) {
    const where = rowName(row, rows.length), anew = options.tasks.get(row.task.fingerprint);
    const say = (state: "bad" | "open", said: string) =>
      found.push({ check: "again", state, where, said });
    const seed = options.seed ?? row.row.seeds[0];
    const record = row.runs.find(({ record }) => record.result.seed === seed)?.record;
    if (!record || !examinee || !anew || !options.corpus) {
      say("open", `not run: the ${examinee ? "task" : "method"} is not here as recorded`);
    } else {
      const { corpus, texts, onProgress } = options, device = deviceOf(record);
      const again = await sitAgain(record, {
        ...anew,
        ...{ device, limits, signal, onProgress, examinee, corpus, texts },
      }).catch(unasked);
      if ("lacks" in again) say("open", `not run: ${again.lacks}`);
      else if ("failure" in again) say("bad", `seed ${seed}: ${again.failure}`);
      else {
        const about = { where, headline: row.row.headline };
        found.push(...checkAgain({ record, again: again.record }, about));
      }
    }
  }
  return found;
}

/** What a run needs and is not here says nothing of the submission. */
function unasked(error: unknown): { readonly lacks: string } {
  if (error instanceof UserError) return { lacks: error.message };
  throw error;
}

/** Where a run was made; a control of the host is run there, wherever that is. */
function deviceOf({ inputs: { device } }: RunRecord) {
  return parseDevice(device === "host" ? "cpu" : device);
}
