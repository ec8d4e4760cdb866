import type { Outcomes } from "../schema/outcomes.ts";

/**
 * The cases of a task by group and user: what a bootstrap over users needs to know of them, the same
 * for every run of the task. Groups: the domains (headline cases), then the slices (all their cases).
 */
export interface CaseGroups {
  /** Number of users with a case. */
  readonly users: number;
  /** User per case of the task, 0 … users − 1. */
  readonly user: Uint32Array;
  /** Number of groups that are domains; they stand first. */
  readonly domains: number;
  /** The groups. */
  readonly groups: readonly CaseGroup[];
}

/** One group: a row per user that has cases in it. */
export interface CaseGroup {
  /** Name of the domain or slice. */
  readonly name: string;
  /** Row per case of the task, −1 for a case outside the group. */
  readonly row: Int32Array;
  /** User per row, 0 … users − 1, ascending. */
  readonly user: Uint32Array;
  /** Cases per row. */
  readonly cases: Float64Array;
}

/**
 * Sorts the cases of a task into groups.
 *
 * @example
 * ```ts
 * import { caseGroups } from "./case_groups.ts";
 * const { users, groups } = caseGroups({
 *   ...{ length: 3, domains: ["books"], user: Uint32Array.of(8, 5, 8), domain: new Uint8Array(3) },
 *   ...{ headline: Uint8Array.of(1, 1, 1), slices: { cold: Uint8Array.of(0, 1, 0) } },
 * });
 * const [books, cold] = groups;
 * if (users !== 2 || books.cases.join() !== "1,2" || cold.user.join() !== "0") throw new Error("off");
 * ```
 */
export function caseGroups(
  outcomes: Pick<Outcomes, "length" | "domains" | "user" | "domain" | "headline" | "slices">,
): CaseGroups {
  const { length, domains, slices } = outcomes;
  const distinct = new Uint32Array(new Set(outcomes.user)).sort();
  const dense = new Map<number, number>();
  distinct.forEach((user, i) => dense.set(user, i));
  const user = outcomes.user.map((each) => dense.get(each) ?? 0);
  const group = (name: string, isIn: (at: number) => boolean): CaseGroup => {
    const cases = new Float64Array(distinct.length);
    for (let at = 0; at < length; at++) if (isIn(at)) cases[user[at]]++;
    const members = Uint32Array.from(cases.keys()).filter((each) => cases[each] > 0);
    const place = new Int32Array(distinct.length);
    members.forEach((each, row) => place[each] = row);
    const row = Int32Array.from(user, (each, at) => isIn(at) ? place[each] : -1);
    return { name, row, user: members, cases: cases.filter((each) => each > 0) };
  };
  const headline = outcomes.headline;
  return {
    users: distinct.length,
    user,
    domains: domains.length,
    groups: [
      ...domains.map((name, d) =>
        group(name, (at) => headline[at] === 1 && outcomes.domain[at] === d)
      ),
      ...Object.keys(slices).sort().map((name) => group(name, (at) => slices[name][at] === 1)),
    ],
  };
}
