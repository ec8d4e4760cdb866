import type { TrustVerdict } from "./trust_verdicts.ts";

const MARKS = { fault: "FAULT", notice: "!", clear: "ok", unknown: "–" } as const;

/**
 * The verdicts of trust checks as a person reads them, one a line under a heading.
 *
 * @example
 * ```ts
 * import { trustLines } from "./trust_lines.ts";
 * const [heading, line] = trustLines([{ title: "repeats", state: "clear", text: "none" }]);
 * if (!heading.startsWith("Trust checks") || !line.endsWith("ok     none")) throw new Error("off");
 * ```
 */
export function trustLines(verdicts: readonly TrustVerdict[]): string[] {
  const width = Math.max(0, ...verdicts.map(({ title }) => title.length));
  return [
    "Trust checks (! = to be known, FAULT = the task is wrong)",
    ...verdicts.map(({ title, state, text }) =>
      `${title.padEnd(width)}  ${MARKS[state].padEnd(5)}  ${text}`
    ),
  ];
}
