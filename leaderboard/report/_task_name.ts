import { protocolName } from "../_protocol_name.ts";
import type { LeaderboardTask } from "../schema/leaderboard.ts";

/** Protocol and dataset as people write them. */
export function taskName({ protocol, dataset }: LeaderboardTask): string {
  return `${protocolName(protocol)} on ${dataset.id}`;
}
