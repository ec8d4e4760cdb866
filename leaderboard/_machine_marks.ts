import type { LeaderboardRow } from "./schema/leaderboard.ts";

type Row = Pick<LeaderboardRow, "device" | "kernels">;

/** What tells rows of one method on several machines from each other. */
export interface MachineMarks {
  /** Stands behind the name of a row; empty if there is nothing to tell. */
  of(row: Row): string;
  /** What the marks mean, a line each. */
  readonly lines: readonly string[];
}

const DIGITS = [..."⁰¹²³⁴⁵⁶⁷⁸⁹"];

/** The marks of some rows: none where all computed on the same. A control on the host never has one. */
export function machineMarks(rows: readonly Row[]): MachineMarks {
  const names = [...new Set(rows.filter(isMarked).map(nameOf))].sort();
  if (names.length < 2) return { of: () => "", lines: [] };
  const mark = (name: string) =>
    String(names.indexOf(name) + 1).replaceAll(/\d/g, (digit) => DIGITS[Number(digit)]);
  return {
    of: (row) => isMarked(row) ? mark(nameOf(row)) : "",
    lines: names.map((name) => `${mark(name)} ${name}`),
  };
}

function isMarked({ device }: Row): boolean {
  return device !== "host";
}

function nameOf({ device, kernels }: Row): string {
  return `on ${device}, kernels: ${kernels}`;
}
