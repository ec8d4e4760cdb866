import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../core/user_error.ts";
import { parseBytes } from "./parse_bytes.ts";

for (
  const [text, bytes] of [
    ["1", 1],
    ["8GB", 8e9],
    ["8 gb", 8e9],
    ["1.5GB", 1.5e9],
    ["700MB", 7e8],
    ["64KiB", 65536],
    ["2GiB", 2 ** 31],
    ["3TB", 3e12],
    ["12B", 12],
  ] as const
) {
  Deno.test(`parseBytes() reads "${text}"`, () => assertEquals(parseBytes(text), bytes));
}

for (const text of ["", "GB", "0", "-1GB", "8XB", "8GB2", "1e9", "NaN", "99999999TB", "0.1"]) {
  Deno.test(`parseBytes() refuses "${text}"`, () => {
    assertThrows(
      () => parseBytes(text),
      UserError,
      `Cannot read size "${text}": no size, expected one like "8GB" or "512MiB"`,
    );
  });
}
