import type { Migration } from "./migration.ts";

/**
 * The older versions of each kind of document that are still read, the oldest first, each with the step
 * to the version after it (`docs/decisions/0015-schema-versions.md`). Version 1 is the first of all, so
 * that there is none yet.
 *
 * @example
 * ```ts
 * import { migrations } from "./migrations.ts";
 * for (const { from } of migrations.record) {
 *   if (!from.properties.schema.const.startsWith("permafrost/record@")) throw new Error("misplaced");
 * }
 * ```
 */
export const migrations: Readonly<
  Record<"record" | "leaderboard" | "timing" | "paper", readonly Migration[]>
> = { record: [], leaderboard: [], timing: [], paper: [] };
