import type { TrustLine } from "./trust_line.ts";
import type { LeaderboardTask } from "../schema/leaderboard.ts";

/** The worst of it in a word, for the head of the task. */
export function trustWord(
  { verdicts }: LeaderboardTask,
  lines: readonly TrustLine[] | undefined,
): { readonly state: TrustLine["state"]; readonly text: string } {
  const faults = (lines ?? []).filter(({ state }) => state === "fault").length;
  const leaks = verdicts.filter(({ state }) => state === "yes").length;
  const notices = (lines ?? []).filter(({ state }) => state === "notice").length;
  if (faults > 0) return { state: "fault", text: several(faults, "fault") };
  if (leaks > 0) return { state: "fault", text: several(leaks, "leak") };
  if (lines === undefined) return { state: "unknown", text: "checks not known" };
  if (notices > 0) return { state: "notice", text: `no fault, ${several(notices, "notice")}` };
  return { state: "clear", text: "no fault" };
}

function several(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
