import { canonicalJson } from "../core/canonical_json.ts";
import { sha256 } from "../core/sha256.ts";
import { partMarks, type PartRow } from "./_parts.ts";
import type { LeaderboardRow, LeaderboardTask, RowMark, RowMarks } from "./schema/leaderboard.ts";

/**
 * The row of a method that learns from fewer domains than the task has, from its rows on sets of as
 * many as it can: every such set, or there is no row. In each domain its marks are the mean of those of
 * the sets that hold the domain; macro is the mean of the domains; over the headline and over slices,
 * sets count by their cases, which is the mean over all cases, each averaged over its sets.
 *
 * Intervals and corrected estimates are not made of parts: null.
 *
 * @param parts of one method, config and machine, all of equally many domains
 */
export function joinedRow(
  parts: readonly PartRow[],
  task: LeaderboardTask,
): LeaderboardRow | undefined {
  const size = parts[0].domains.length, all = new Set(parts.flatMap(({ domains }) => domains));
  const holding = (name: string) => parts.filter(({ domains }) => domains.includes(name));
  const asked = task.dataset.domains
    .filter((name) => (task.rows[0]?.domains[name]?.cases ?? 0) > 0);
  const wanted = choose(all.size - 1, size - 1);
  if (asked.some((name) => holding(name).length !== wanted)) return undefined;
  const [first, ...others] = parts.map(({ results }) => results.map(({ seed }) => seed));
  const seeds = first.filter((seed) => others.every((each) => each.includes(seed)));
  if (seeds.length === 0) return undefined;

  const marks = new Map(parts.map((part) => [part, partMarks(part, seeds)]));
  const of = (part: PartRow) => marks.get(part) ?? partMarks(part, seeds);
  const domains = Object.fromEntries(task.dataset.domains.map((name) => {
    const each = holding(name).map((part) => of(part).domains[name]);
    return [name, mean(each, { cases: each[0]?.cases ?? 0, byCases: false })];
  }));
  const slices = Object.fromEntries(
    Object.entries(task.rows[0]?.slices ?? {}).map(([name, { cases }]) => {
      const each = parts.flatMap((part) => of(part).slices[name] ?? []);
      return [name, mean(each, { cases, byCases: true })];
    }),
  );
  const cases = Object.values(domains).reduce((sum, each) => sum + each.cases, 0);
  const results = parts.flatMap(({ results }) => results.filter((r) => seeds.includes(r.seed)));
  const perSeed = (count: (result: typeof results[0]) => number): number[] =>
    seeds.map((at) => results.reduce((sum, r) => r.seed === at ? sum + count(r) : sum, 0));
  const [{ method, device, kernels, deno, search, text }] = results;
  const config = search ? search.rule.from : results[0].config;
  return {
    id: sha256(canonicalJson({ joins: parts.map(({ id }) => id) })),
    method,
    config,
    configSha256: sha256(canonicalJson(config)),
    device,
    kernels,
    deno,
    ...(text && { text }),
    seeds,
    notComparable: [...new Set(results.flatMap((each) => each.notComparable))].sort(),
    validationCalls: perSeed(({ validationCalls }) => validationCalls),
    nanScores: perSeed(({ nanScores }) => nanScores),
    headline: mean(parts.map((part) => of(part).headline), { cases, byCases: true }),
    macro: mean(Object.values(domains), { cases, byCases: false }),
    domains,
    slices,
    ...joinedFull(parts.map((part) => of(part).full), cases),
    ...(results.some(({ fromScratch }) => fromScratch) && { fromScratch: true }),
    joined: {
      atOnce: size,
      parts: parts.map(({ domains, results: [{ config, search }] }) => (
        { domains, config, ...(search && { search }) }
      )),
    },
  };
}

/** Ranks among whole pools, as the headline; blank for the reason of the first part that is. */
function joinedFull(
  each: readonly LeaderboardRow["full"][],
  cases: number,
): Pick<LeaderboardRow, "full"> {
  const marks: RowMarks[] = [];
  for (const full of each) {
    if (full?.state !== "ranked") return full ? { full } : {};
    marks.push(full.marks);
  }
  return { full: { state: "ranked", marks: mean(marks, { cases, byCases: true }) } };
}

/** The mean of some marks: each as much as another, or by its cases. Those without cases do not count. */
function mean(
  each: readonly RowMarks[],
  { cases, byCases }: { readonly cases: number; readonly byCases: boolean },
): RowMarks {
  const names = new Set(each.flatMap(({ metrics }) => Object.keys(metrics)));
  const metrics = [...names].map((name): [string, RowMark] => {
    const having = each.filter(({ metrics }) => Object.hasOwn(metrics, name));
    const weights = having.map((marks) => byCases ? marks.cases : 1);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const marks = having.map(({ metrics }) => metrics[name]);
    const over = (of: (mark: RowMark) => number): number =>
      marks.reduce((sum, mark, i) => sum + of(mark) * weights[i], 0) / total;
    const values = marks[0].values.map((_, seed) => over(({ values }) => values[seed]));
    const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
    return [name, {
      values,
      mean: middle,
      deviation: deviation(values, middle),
      optimistic: over(({ optimistic }) => optimistic),
      pessimistic: over(({ pessimistic }) => pessimistic),
      interval: null,
      corrected: null,
    }];
  });
  return { cases, metrics: Object.fromEntries(metrics) };
}

function deviation(values: readonly number[], mean: number): number | null {
  if (values.length < 2) return null;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return Math.sqrt(squares / (values.length - 1));
}

/** Number of sets of `size` among `members`. */
function choose(members: number, size: number): number {
  let sets = 1;
  for (let i = 1; i <= size; i++) sets = sets * (members - size + i) / i;
  return Math.round(sets);
}
