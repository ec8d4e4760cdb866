import { nearNames } from "../core/near_names.ts";
import { UserError } from "../core/user_error.ts";
import { loneTasks } from "./_lone_tasks.ts";
import type { ComparedMark, ComparedRow, ComparedTask, Comparison } from "./schema/comparison.ts";
import type { Leaderboard, LeaderboardRow, LeaderboardTask } from "./schema/leaderboard.ts";

/** What to compare with. */
export interface CompareOptions {
  /** The second leaderboard; without it the first is looked at alone. */
  readonly with?: Leaderboard;
  /** Method id of a row that others are put in relation to, on its own side. */
  readonly baseline?: string;
}

/**
 * Two leaderboards side by side: rows of tasks with equal fingerprints meet by method, version,
 * variant, config, device and kernels; a task that only one of them has is said, with what differs
 * from the nearest task of the other, and never mixed in. Marks are those over the headline cases.
 *
 * @throws {UserError} if no row is the baseline's
 *
 * @example
 * ```ts
 * import { compare } from "./compare.ts";
 * const none = { schema: "permafrost/leaderboard@1", tasks: [] } as const;
 * if (compare(none, { with: none }).tasks.length !== 0) throw new Error("tasks from nowhere");
 * ```
 */
export function compare(a: Leaderboard, options: CompareOptions = {}): Comparison {
  const { with: b, baseline } = options;
  if (baseline !== undefined) refuseUnknown(baseline, b ? [a, b] : [a]);
  const shared = a.tasks.flatMap((left) => {
    if (!b) return [comparedTask(left, undefined, baseline)];
    const right = b.tasks.find(({ fingerprint }) => fingerprint === left.fingerprint);
    return right ? [comparedTask(left, right, baseline)] : [];
  });
  return {
    schema: "permafrost/comparison@1",
    baseline: baseline ?? null,
    tasks: shared,
    alone: b ? [...loneTasks(a, b, "a"), ...loneTasks(b, a, "b")] : [],
  };
}

function refuseUnknown(baseline: string, boards: readonly Leaderboard[]): void {
  const known = new Set(
    boards.flatMap(({ tasks }) => tasks.flatMap(({ rows }) => rows.map(({ method }) => method.id))),
  );
  if (known.has(baseline)) return;
  const near = nearNames(baseline, known).map((each) => `"${each}"`);
  throw new UserError(
    `Cannot find baseline "${baseline}": ` +
      (near.length > 0 ? `did you mean ${near.join(" or ")}?` : "no such row, expected one"),
  );
}

function comparedTask(
  left: LeaderboardTask,
  right: LeaderboardTask | undefined,
  baseline: string | undefined,
): ComparedTask {
  const { fingerprint, protocol, dataset, metrics } = left;
  const rest = [...right?.rows ?? []];
  const pairs: [LeaderboardRow | undefined, LeaderboardRow | undefined][] = left.rows.map((row) => {
    const at = rest.findIndex((other) => identity(other) === identity(row));
    return [row, at < 0 ? undefined : rest.splice(at, 1)[0]];
  });
  for (const row of rest) pairs.push([undefined, row]);
  const bars = {
    a: left.rows.find(({ method }) => method.id === baseline),
    b: right?.rows.find(({ method }) => method.id === baseline),
  };
  const rows = pairs.flatMap(([a, b]) => comparedRow({ a, b }, bars, metrics) ?? []);
  return { fingerprint, protocol, dataset, metrics, rows };
}

/** What two rows must share to be the same method: not the code, which is what one compares. */
function identity({ method, configSha256, device, kernels }: LeaderboardRow): string {
  return [method.id, method.version, method.variant, configSha256, device, kernels].join(" ");
}

interface Sides {
  readonly a: LeaderboardRow | undefined;
  readonly b: LeaderboardRow | undefined;
}

function comparedRow(
  { a, b }: Sides,
  bars: Sides,
  metrics: readonly string[],
): ComparedRow | undefined {
  const one = a ?? b;
  if (!one) return undefined;
  const { id, version, variant, role } = one.method;
  const marks = metrics.map((metric): [string, ComparedMark] => {
    const of = (row: LeaderboardRow | undefined) => row?.headline.metrics[metric]?.mean ?? null;
    const left = of(a), right = of(b);
    return [metric, {
      a: left,
      b: right,
      difference: left === null || right === null ? null : right - left,
      aToBaseline: relative(left, of(bars.a)),
      bToBaseline: relative(right, of(bars.b)),
    }];
  });
  return {
    method: { id, version, variant, role },
    configSha256: one.configSha256,
    differs: a && b ? differences(a, b) : [],
    metrics: Object.fromEntries(marks),
  };
}

function differences(a: LeaderboardRow, b: LeaderboardRow): string[] {
  const differs: string[] = [];
  if (a.method.closure !== b.method.closure) differs.push("code");
  if (a.deno !== b.deno) differs.push("Deno");
  if (a.seeds.join() !== b.seeds.join()) differs.push("seeds");
  if (a.notComparable.join() !== b.notComparable.join()) differs.push("comparability");
  return differs;
}

function relative(value: number | null, bar: number | null): number | null {
  return value === null || bar === null || bar === 0 ? null : (value - bar) / bar;
}
