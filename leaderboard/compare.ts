import { nearNames } from "../core/near_names.ts";
import { UserError } from "../core/user_error.ts";
import { loneTasks } from "./_lone_tasks.ts";
import { rowIdentity } from "./_row_identity.ts";
import { rowRelaImpr } from "./_row_rela_impr.ts";
import type { ComparedMark, ComparedRow, ComparedTask, Comparison } from "./schema/comparison.ts";
import type { Leaderboard, LeaderboardRow, LeaderboardTask } from "./schema/leaderboard.ts";
import type { TestsByRow } from "./test_baseline.ts";

/** What to compare with. */
export interface CompareOptions {
  /** The second leaderboard; without it the first is looked at alone. */
  readonly with?: Leaderboard;
  /** Method id of a row that others are put in relation to, on its own side. */
  readonly baseline?: string;
  /** Of each side: tests against that baseline, from `testBaseline`. */
  readonly tests?: { readonly a?: TestsByRow; readonly b?: TestsByRow };
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
  const { with: b, baseline, tests = {} } = options;
  if (baseline !== undefined) refuseUnknown(baseline, b ? [a, b] : [a]);
  const shared = a.tasks.flatMap((left) => {
    if (!b) return [comparedTask({ a: left }, { baseline, tests })];
    const right = b.tasks.find(({ fingerprint }) => fingerprint === left.fingerprint);
    return right ? [comparedTask({ a: left, b: right }, { baseline, tests })] : [];
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
  { a: left, b: right }: { readonly a: LeaderboardTask; readonly b?: LeaderboardTask },
  { baseline, tests }: {
    readonly baseline: string | undefined;
    readonly tests: NonNullable<CompareOptions["tests"]>;
  },
): ComparedTask {
  const { fingerprint, protocol, dataset, metrics } = left;
  const rest = [...right?.rows ?? []];
  const pairs: [LeaderboardRow | undefined, LeaderboardRow | undefined][] = left.rows.map((row) => {
    const at = rest.findIndex((other) => rowIdentity(other) === rowIdentity(row));
    return [row, at < 0 ? undefined : rest.splice(at, 1)[0]];
  });
  for (const row of rest) pairs.push([undefined, row]);
  const bars = {
    a: left.rows.find(({ method }) => method.id === baseline),
    b: right?.rows.find(({ method }) => method.id === baseline),
  };
  const rows = pairs.flatMap(([a, b]) => {
    const row = comparedRow({ a, b }, { bars, metrics, tests });
    if (row === undefined) return [];
    const relaImpr = {
      a: rowRelaImpr(a, left, baseline),
      b: right ? rowRelaImpr(b, right, baseline) : null,
    };
    return [{ ...row, relaImpr }];
  });
  return { fingerprint, protocol, dataset, metrics, rows };
}

interface Sides {
  readonly a: LeaderboardRow | undefined;
  readonly b: LeaderboardRow | undefined;
}

function comparedRow(
  { a, b }: Sides,
  { bars, metrics, tests }: {
    readonly bars: Sides;
    readonly metrics: readonly string[];
    readonly tests: NonNullable<CompareOptions["tests"]>;
  },
): Omit<ComparedRow, "relaImpr"> | undefined {
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
      aTests: (a && tests.a?.get(a.id)?.get(metric)) ?? null,
      bTests: (b && tests.b?.get(b.id)?.get(metric)) ?? null,
    }];
  });
  return {
    method: { id, version, variant, role },
    configSha256: one.configSha256,
    device: one.device,
    kernels: one.kernels,
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
