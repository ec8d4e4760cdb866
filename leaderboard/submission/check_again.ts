import { canonicalJson } from "../../core/canonical_json.ts";
import type { RowMarks } from "../schema/leaderboard.ts";
import type { RunRecord, RunResult } from "../schema/run_record.ts";
import type { SubmissionCheck } from "../schema/submission.ts";

/** Inputs that make two machines one class, and what they are called. */
const CLASS = { deno: "Deno", device: "device", kernels: "kernels", text: "text vectors" } as const;

/** Standard errors in half a 95 % interval. */
const HALF_WIDTH = 1.96;

/**
 * A run made once more beside its record. Where the inputs are equal, Deno and kernels among them, bit
 * for bit; else every headline mark within two standard deviations over the submission's seeds, or two
 * standard errors of the bootstrap over users where seeds tell no deviation.
 *
 * Relaxed kernels give the same bits on processors of one model; where that is another, they are only
 * held to the same numbers. Parts of a result that the record has not were added after it was made.
 *
 * @param runs the record, and the same run made here
 * @param about what the row is called, and its marks over all seeds
 *
 * @example
 * ```ts
 * import example from "../schema/record.example.json" with { type: "json" };
 * import { parseRecord } from "../schema/parse_record.ts";
 * import { checkAgain } from "./check_again.ts";
 * const record = parseRecord(JSON.stringify(example));
 * const about = { where: "mine", headline: { cases: 0, metrics: {} } };
 * const [same] = checkAgain({ record, again: record }, about);
 * const again = { ...record, digests: { ...record.digests, outcomes: "0".repeat(64) } };
 * const [other] = checkAgain({ record, again }, about);
 * if (same.state !== "good" || other.state !== "bad") throw new Error("not told apart");
 * ```
 */
export function checkAgain(
  { record, again }: { readonly record: RunRecord; readonly again: RunRecord },
  { where, headline }: { readonly where: string; readonly headline: RowMarks },
): SubmissionCheck[] {
  const checks: SubmissionCheck[] = [];
  const say = (state: SubmissionCheck["state"], said: string) =>
    checks.push({ check: "again", state, where: `${where}, seed ${record.result.seed}`, said });
  const others = (Object.keys(CLASS) as (keyof typeof CLASS)[])
    .filter((name) => !same(record.inputs[name], again.inputs[name]))
    .map((name) => CLASS[name]);
  const isOtherCode = record.inputs.closure !== again.inputs.closure;
  const parts = differingParts(record.result, again.result);
  if (record.digests.outcomes !== again.digests.outcomes) parts.push("outcomes");
  const isExact = parts.length === 0 && !isOtherCode && others.length === 0;
  if (isExact) {
    const added = record.digests.result === again.digests.result
      ? ""
      : ", but for what records did not hold when it was made";
    say("good", `bit for bit the same result and outcomes${added}`);
    return checks;
  }
  const cpu = record.circumstances.machine.cpu;
  const isOtherCpu = record.inputs.kernels === "relaxed" && cpu !== again.circumstances.machine.cpu;
  const reasons = [
    ...isOtherCode ? ["code"] : [],
    ...others,
    ...isOtherCpu ? ["processor"] : [],
  ];
  if (reasons.length === 0) {
    say("bad", `another ${parts.join(", ")} on the same machine class, expected the same bits`);
    return checks;
  }
  for (const { state, said } of byNumbers(record, again, headline)) {
    say(state, `another ${reasons.join(", ")}, so by numbers: ${said}`);
  }
  return checks;
}

/** Parts of a record's result that are other ones; a dataset's name is whatever its file is called. */
function differingParts(result: RunResult, again: RunResult): string[] {
  const here: Record<string, unknown> = {
    ...again,
    dataset: { ...again.dataset, id: result.dataset.id },
  };
  return Object.entries(result).flatMap(([name, part]) => {
    if (name === "method" || name === "task") return differing(part, here[name], `${name}.`);
    return same(part, here[name]) ? [] : [name];
  });
}

function differing(part: object, here: unknown, prefix: string): string[] {
  const there: Record<string, unknown> = here instanceof Object ? { ...here } : {};
  return Object.entries(part).filter(([name, value]) => !same(value, there[name]))
    .map(([name]) => prefix + name);
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}

function byNumbers(
  { result }: RunRecord,
  again: RunRecord,
  headline: RowMarks,
): Pick<SubmissionCheck, "state" | "said">[] {
  const off: string[] = [], held: string[] = [], unknown: string[] = [];
  let over = "";
  for (const [name, { deviation, interval }] of Object.entries(headline.metrics)) {
    const was = result.headline.metrics[name]?.value,
      is = again.result.headline.metrics[name]?.value;
    const tolerance = deviation
      ? 2 * deviation
      : interval
      ? (interval[1] - interval[0]) / HALF_WIDTH
      : undefined;
    if (was === undefined || is === undefined || tolerance === undefined) {
      unknown.push(name);
      continue;
    }
    over ||= deviation ? "standard deviations over seeds" : "standard errors over users";
    const told = `${name} ${is.toFixed(4)}, recorded ${was.toFixed(4)} ± ${tolerance.toFixed(4)}`;
    (Math.abs(is - was) <= tolerance ? held : off).push(told);
  }
  const found: Pick<SubmissionCheck, "state" | "said">[] = off.map((each) => (
    { state: "bad", said: `${each}, expected it within two ${over}` }
  ));
  if (held.length > 0 && off.length === 0) {
    found.push({ state: "good", said: `within two ${over}: ${held.join("; ")}` });
  }
  if (unknown.length > 0) {
    const said = `${unknown.join(", ")}: no deviation and no interval, expected one of them`;
    found.push({ state: "open", said });
  }
  return found;
}
