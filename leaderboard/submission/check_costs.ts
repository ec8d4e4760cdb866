import type { SubmissionCheck } from "../schema/submission.ts";
import type { StoredRun } from "../stored_run.ts";

/** Seconds, wall and CPU, below which no process of Deno's has begun to answer; it takes 0.1 and more. */
const START = 0.03;

/** Bytes a second that no pipe and no decoder exceed: ten times what the wall does. */
const RATE = 2e9;

/** Of an event in the training view: item, time, label. */
const EVENT_BYTES = 13;

/** Of a candidate or a score. */
const CANDIDATE_BYTES = 4;

/** The kernel counts CPU time in hundredths, user and system mode each by itself. */
const TICKS = 0.02;

/**
 * Whether runs were no faster than their input can be read, and their clocks agree with each other: the
 * parts with the whole, CPU time with the cores. A control that ran on the host has no process.
 *
 * @param runs of one row
 * @param where what the row is called
 * @throws {UserError} if outcomes cannot be read
 *
 * @example
 * ```ts
 * import example from "../schema/record.example.json" with { type: "json" };
 * import { parseRecord } from "../schema/parse_record.ts";
 * import { checkCosts } from "./check_costs.ts";
 * import type { Outcomes } from "../schema/outcomes.ts";
 * const none = new Uint32Array(0), flags = new Uint8Array(0);
 * const outcomes: Outcomes = {
 *   ...{ length: 0, domains: [], metrics: [], slices: {}, user: none, domain: flags },
 *   ...{ headline: flags, greater: none, tied: none, ranked: none },
 *   answers: { kind: "full", top: none },
 * };
 * const record = parseRecord(JSON.stringify(example)), { circumstances } = record;
 * const found = async (cpuSeconds: number) => {
 *   const changed = { ...record, circumstances: { ...circumstances, cpuSeconds } };
 *   const run = { record: changed, outcomes: () => Promise.resolve(outcomes) };
 *   return (await checkCosts([run], "mine"))[0].state;
 * };
 * if (await found(1) !== "good" || await found(0) !== "bad") throw new Error("not reckoned");
 * ```
 */
export async function checkCosts(
  runs: readonly StoredRun[],
  where: string,
): Promise<SubmissionCheck[]> {
  if (runs[0].record.result.device === "host") {
    const said = "it ran on the host, in no process of its own: nothing to reckon";
    return [{ check: "costs", state: "open", where, said }];
  }
  const bad: SubmissionCheck[] = [], bytes = await inputBytes(runs[0]);
  const least = START + bytes / RATE;
  for (const { record } of runs) {
    for (const said of implausible(record.circumstances, least)) {
      const seed = `${where}, seed ${record.result.seed}`;
      bad.push({ check: "costs", state: "bad", where: seed, said });
    }
  }
  if (bad.length > 0) return bad;
  const fastest = Math.min(...runs.map(({ record }) => wallOf(record.circumstances)));
  const said =
    `at least ${fastest.toFixed(2)} s a run; ${bytes} bytes of input and a process take ` +
    `at least ${least.toFixed(2)} s`;
  return [{ check: "costs", state: "good", where, said }];
}

type Circumstances = StoredRun["record"]["circumstances"];

function wallOf({ seconds: { fit, validate, score } }: Circumstances): number {
  return fit + validate + score;
}

function implausible(met: Circumstances, least: number): string[] {
  const { seconds, cpuSeconds, machine } = met, wall = wallOf(met), bad: string[] = [];
  const needed = `expected at least ${least.toFixed(3)} s for its process and its input`;
  if (wall < least) bad.push(`${wall.toFixed(3)} s to fit, validate and score, ${needed}`);
  // Elsewhere nobody reckons it.
  const reckoned = machine.os.startsWith("linux");
  if (reckoned && cpuSeconds < least - TICKS) bad.push(`${cpuSeconds.toFixed(3)} CPU s, ${needed}`);
  if (seconds.total < wall - 0.001) {
    bad.push(
      `${seconds.total.toFixed(3)} s in all, expected at least its parts, ${wall.toFixed(3)} s`,
    );
  }
  const most = seconds.total * machine.cores + 1;
  if (cpuSeconds > most) {
    bad.push(
      `${cpuSeconds.toFixed(1)} CPU s, expected at most ${most.toFixed(1)}: ` +
        `${seconds.total.toFixed(1)} s on ${machine.cores} cores`,
    );
  }
  return bad;
}

/** Bytes that a method is sent at least: training events, and candidates or the numbers of a list. */
async function inputBytes({ record, outcomes }: StoredRun): Promise<number> {
  const { answers, length } = await outcomes();
  const candidates = answers.kind === "full" ? length : answers.offsets[length];
  const events = record.result.task.counts["trainingEvents"] ?? 0;
  return EVENT_BYTES * events + CANDIDATE_BYTES * candidates;
}
