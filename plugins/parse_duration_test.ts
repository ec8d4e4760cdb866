import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../core/user_error.ts";
import { parseDuration } from "./parse_duration.ts";

for (
  const [text, seconds] of [
    ["45", 45],
    ["90s", 90],
    ["15m", 900],
    ["15min", 900],
    ["1h", 3600],
    ["1.5h", 5400],
    ["1h30m", 5400],
    ["1h 30m", 5400],
    ["2d", 172800],
  ] as const
) {
  Deno.test(`parseDuration() reads "${text}"`, () => assertEquals(parseDuration(text), seconds));
}

for (const text of ["", "h", "0", "0s", "-1h", "1y", "1h30", "30 40", "1e3", "NaN", "1 h x"]) {
  Deno.test(`parseDuration() refuses "${text}"`, () => {
    assertThrows(
      () => parseDuration(text),
      UserError,
      `Cannot read duration "${text}": no duration, expected one like "1h" or "90s"`,
    );
  });
}
