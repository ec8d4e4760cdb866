import type { CaseGroups } from "./case_groups.ts";

/** Number of users with a headline case, and in the domain that has the fewest of them but not none. */
export function domainUsers(
  { domains, groups }: Pick<CaseGroups, "domains" | "groups">,
): { readonly all: number; readonly least: number } {
  const asked = groups.slice(0, domains).filter(({ user }) => user.length > 0);
  return {
    all: new Set(asked.flatMap(({ user }) => [...user])).size,
    least: Math.min(...asked.map(({ user }) => user.length)),
  };
}
