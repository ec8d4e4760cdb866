import { UserError } from "../core/user_error.ts";

const UNITS: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, min: 60, h: 3600, d: 86400 };

/**
 * Seconds of a duration as a person writes it: "1h", "90s", "1.5h", "1h30m", "45".
 *
 * @throws {UserError} if it is no duration over 0
 *
 * @example
 * ```ts
 * import { parseDuration } from "./parse_duration.ts";
 * if (parseDuration("1h30m") !== 5400) throw new Error("not an hour and a half");
 * ```
 */
export function parseDuration(text: string): number {
  const whole = /^\s*(?:\d+(?:\.\d+)?\s*(?:s|m|min|h|d)\s*)+$|^\s*\d+(?:\.\d+)?\s*$/.test(text);
  let seconds = whole ? 0 : NaN;
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*(min|[smhd]|)/g)) {
    seconds += Number(number) * UNITS[unit];
  }
  if (seconds > 0 && Number.isFinite(seconds)) return seconds;
  throw new UserError(
    `Cannot read duration "${text}": no duration, expected one like "1h" or "90s"`,
  );
}
