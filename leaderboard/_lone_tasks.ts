import type { LoneTask, TaskDifference } from "./schema/comparison.ts";
import type { Leaderboard, LeaderboardTask } from "./schema/leaderboard.ts";

/** What protocols ask, name by name, by their SHA-256. */
type Protocols = ReadonlyMap<string, Readonly<Record<string, string>>>;

/**
 * The tasks of one side that the other has not, with what differs from its nearest one: that with the
 * fewest differences.
 */
export function loneTasks(
  boards: Readonly<Record<"a" | "b", Leaderboard>>,
  { side, protocols }: { readonly side: "a" | "b"; readonly protocols: Protocols },
): LoneTask[] {
  const others = boards[side === "a" ? "b" : "a"].tasks;
  const known = new Set(others.map(({ fingerprint }) => fingerprint));
  return boards[side].tasks.filter(({ fingerprint }) => !known.has(fingerprint)).map((task) => {
    const [nearest] = others
      .map((each) => ({ task: each, differences: differencesOf(task, each, protocols) }))
      .sort((a, b) => a.differences.length - b.differences.length);
    if (!nearest) return { side, ...headOf(task), differs: [] };
    const { differences } = nearest;
    return {
      side,
      ...headOf(task),
      differs: differences.length > 0
        ? differences.map(({ what, here, there }) => `${what} ${here}, not ${there}`)
        // Equal in all that is said of it, and yet another exam: the way it was frozen has changed.
        : ["its content"],
      nearest: headOf(nearest.task),
      differences,
    };
  });
}

function headOf({ fingerprint, protocol, dataset }: LeaderboardTask) {
  return { fingerprint, protocol, dataset };
}

function differencesOf(
  task: LeaderboardTask,
  other: LeaderboardTask,
  protocols: Protocols,
): TaskDifference[] {
  const found: TaskDifference[] = [];
  const say = (what: string, here: string | number, there: string | number) => {
    if (here !== there) found.push({ what, here, there });
  };
  const sayAll = <T extends string | number>(
    here: Readonly<Record<string, T>>,
    there: Readonly<Record<string, T>>,
  ) => {
    for (const name of new Set([...Object.keys(here), ...Object.keys(there)])) {
      say(name, here[name] ?? "–", there[name] ?? "–");
    }
  };
  const { protocol, dataset } = task;
  say("protocol", protocol.id, other.protocol.id);
  say("protocol version", protocol.version, other.protocol.version);
  say("arm", protocol.arm ?? "none", other.protocol.arm ?? "none");
  say("protocol SHA-256", protocol.sha256.slice(0, 8), other.protocol.sha256.slice(0, 8));
  say("protocol seed", task.protocolSeed, other.protocolSeed);
  const here = protocols.get(protocol.sha256), there = protocols.get(other.protocol.sha256);
  if (here && there) sayAll(here, there);
  else say("metrics", task.metrics.join(", "), other.metrics.join(", "));
  say("dataset", dataset.id, other.dataset.id);
  say("dataset SHA-256", dataset.sha256.slice(0, 8), other.dataset.sha256.slice(0, 8));
  for (const part of ["users", "items", "events"] as const) {
    say(`${part} of the data`, dataset[part], other.dataset[part]);
  }
  say("domains", dataset.domains.join(", "), other.dataset.domains.join(", "));
  sayAll(task.counts, other.counts);
  return found;
}
