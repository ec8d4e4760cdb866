import { domainNames } from "./_domain_names.ts";
import type { LeaderboardTask } from "./schema/leaderboard.ts";
import type { PaperDataset } from "./schema/paper.ts";

/**
 * Those of a paper's datasets whose domains a task has, all of them, by name; of a task between two
 * domains both must be among them.
 */
export function alikeDatasets(
  theirs: readonly PaperDataset[],
  { dataset, protocol }: LeaderboardTask,
): PaperDataset[] {
  const ours = dataset.domains.map((name) => name.toLowerCase());
  const pair = protocol.arm?.includes("→") ? protocol.arm.toLowerCase().split("→") : [];
  return theirs.filter(({ domains }) => {
    const known = domains.flatMap(domainNames);
    return pair.every((name) => known.includes(name)) &&
      domains.every((domain) => domainNames(domain).some((name) => ours.includes(name)));
  });
}
