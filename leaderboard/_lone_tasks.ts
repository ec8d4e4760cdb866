import type { LoneTask } from "./schema/comparison.ts";
import type { Leaderboard, LeaderboardTask } from "./schema/leaderboard.ts";

/** The tasks of one leaderboard that another has not, with what differs from its nearest one. */
export function loneTasks(of: Leaderboard, other: Leaderboard, side: "a" | "b"): LoneTask[] {
  const known = new Set(other.tasks.map(({ fingerprint }) => fingerprint));
  return of.tasks.filter(({ fingerprint }) => !known.has(fingerprint)).map((task) => {
    const { fingerprint, protocol, dataset } = task;
    const [differs = []] = other.tasks
      .map((each) => differences(task, each))
      .sort((a, b) => a.length - b.length);
    return { side, fingerprint, protocol, dataset, differs };
  });
}

function differences(task: LeaderboardTask, other: LeaderboardTask): string[] {
  const differs: string[] = [];
  const say = (what: string, a: string | number, b: string | number) => {
    if (a !== b) differs.push(`${what} ${a}, not ${b}`);
  };
  const { protocol, dataset } = task;
  say("protocol", protocol.id, other.protocol.id);
  say("protocol version", protocol.version, other.protocol.version);
  say("arm", protocol.arm ?? "none", other.protocol.arm ?? "none");
  say("protocol SHA-256", protocol.sha256.slice(0, 8), other.protocol.sha256.slice(0, 8));
  say("protocol seed", task.protocolSeed, other.protocolSeed);
  say("dataset", dataset.id, other.dataset.id);
  say("dataset SHA-256", dataset.sha256.slice(0, 8), other.dataset.sha256.slice(0, 8));
  for (const name of new Set([...Object.keys(task.counts), ...Object.keys(other.counts)])) {
    say(name, task.counts[name] ?? "–", other.counts[name] ?? "–");
  }
  // Equal in all that is said of it, and yet another exam: the way it was frozen has changed.
  return differs.length > 0 ? differs : ["its content"];
}
