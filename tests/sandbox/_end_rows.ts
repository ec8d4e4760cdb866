import type { PluginParts } from "./_plugin_source.ts";
import { assertPartsEnd, type Expected, NO_WALL } from "./_sit.ts";

/** One way to end a run early: what a plugin does, its parts, how the run is to end. */
export type EndRow = readonly [what: string, parts: PluginParts, expected: Expected];

/** What never comes. */
export const SLEEP = "await new Promise((done) => setTimeout(done, 9e5));";

/** The end of a sleep. */
export const WALL: Expected = {
  code: "wall-time",
  message: /no answer in time/,
  limits: { wallSeconds: 1 },
};

/** The end of an endless loop. */
export const CPU: Expected = {
  code: "cpu-time",
  message: /its process ran out of CPU time, expected at most 1 s$/,
  limits: { cpuSeconds: 1 },
};

/** The end of a process that exits with 0. */
export const EXIT: Expected = { code: "exit", message: /its process ended without answering/ };

/** A test per row. CPU time is the kernel's to limit: rows that need it are skipped elsewhere. */
export function testEnds(rows: readonly EndRow[]): void {
  for (const [what, parts, expected] of rows) {
    const ignore = expected === CPU && NO_WALL !== null;
    const reason = ignore ? ` (no kernel limits here: ${NO_WALL})` : "";
    Deno.test(`${what} ends the run${reason}`, { ignore }, () => assertPartsEnd(parts, expected));
  }
}
