import { nearNames } from "../core/near_names.ts";
import { UserError } from "../core/user_error.ts";
import { loneTasks } from "./_lone_tasks.ts";
import { pairedRows } from "./_paired_rows.ts";
import { rowRelaImpr } from "./_row_rela_impr.ts";
import type { ComparedMark, ComparedRow, ComparedTask, Comparison } from "./schema/comparison.ts";
import type { Leaderboard, LeaderboardRow, LeaderboardTask } from "./schema/leaderboard.ts";
import type { TestsByRow } from "./test_baseline.ts";
import type { BetweenTests } from "./test_between.ts";

/** What to compare with. */
export interface CompareOptions {
  /** The second leaderboard; without it the first is looked at alone. */
  readonly with?: Leaderboard;
  /** Method id of a row that others are put in relation to: on their side, or the other if it has none. */
  readonly baseline?: string;
  /** Of each side: tests against that baseline, from `testBaseline`. */
  readonly tests?: { readonly a?: TestsByRow; readonly b?: TestsByRow };
  /** Tests between the sides, from `testBetween`. */
  readonly between?: BetweenTests;
  /** What protocols ask, name by name, by their SHA-256: to tell apart tasks of several. */
  readonly protocols?: ReadonlyMap<string, Readonly<Record<string, string>>>;
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
  const { with: b, baseline, protocols = new Map() } = options;
  if (baseline !== undefined) refuseUnknown(baseline, b ? [a, b] : [a]);
  const shared = a.tasks.flatMap((left) => {
    if (!b) return [comparedTask({ a: left }, options)];
    const right = b.tasks.find(({ fingerprint }) => fingerprint === left.fingerprint);
    return right ? [comparedTask({ a: left, b: right }, options)] : [];
  });
  return {
    schema: "permafrost/comparison@1",
    baseline: baseline ?? null,
    tasks: shared,
    alone: b
      ? ["a" as const, "b" as const].flatMap((side) => loneTasks({ a, b }, { side, protocols }))
      : [],
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
  options: CompareOptions,
): ComparedTask {
  const { fingerprint, protocol, dataset, metrics } = left, { baseline } = options;
  const own = {
    a: left.rows.find(({ method }) => method.id === baseline),
    b: right?.rows.find(({ method }) => method.id === baseline),
  };
  const bars = { a: own.a ?? own.b, b: own.b ?? own.a };
  const rows = pairedRows(left, right).flatMap(([a, b]) => {
    const row = comparedRow({ a, b }, { bars, metrics, options });
    if (row === undefined) return [];
    const relaImpr = {
      a: rowRelaImpr(a, left, baseline),
      b: right ? rowRelaImpr(b, right, baseline) : null,
    };
    return [{ ...row, relaImpr }];
  });
  const borrows = own.a && right && !own.b ? "b" : own.b && !own.a ? "a" : undefined;
  return { fingerprint, protocol, dataset, metrics, rows, ...(borrows && { borrows }) };
}

interface Sides {
  readonly a: LeaderboardRow | undefined;
  readonly b: LeaderboardRow | undefined;
}

function comparedRow(
  { a, b }: Sides,
  { bars, metrics, options: { tests = {}, between } }: {
    readonly bars: Sides;
    readonly metrics: readonly string[];
    readonly options: CompareOptions;
  },
): Omit<ComparedRow, "relaImpr"> | undefined {
  const one = a ?? b;
  if (!one) return undefined;
  const { id, version, variant, role } = one.method;
  const tested = a && b && between?.tests.get(b.id);
  const marks = metrics.map((metric): [string, ComparedMark] => {
    const markOf = (row: LeaderboardRow | undefined) => row?.headline.metrics[metric];
    const of = (row: LeaderboardRow | undefined) => markOf(row)?.mean ?? null;
    const left = of(a), right = of(b);
    return [metric, {
      a: left,
      b: right,
      difference: left === null || right === null ? null : right - left,
      aInterval: markOf(a)?.interval ?? null,
      bInterval: markOf(b)?.interval ?? null,
      aToBaseline: relative(left, of(bars.a)),
      bToBaseline: relative(right, of(bars.b)),
      aTests: (a && tests.a?.get(a.id)?.get(metric)) ?? null,
      bTests: (b && tests.b?.get(b.id)?.get(metric)) ?? null,
      ...(tested && { betweenTests: tested.get(metric) ?? null }),
    }];
  });
  return {
    method: { id, version, variant, role },
    configSha256: one.configSha256,
    device: one.device,
    kernels: one.kernels,
    differs: a && b ? differences(a, b) : [],
    ...(a && b && !tested && { untested: between?.untested.get(b.id) ?? "no records were read" }),
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
