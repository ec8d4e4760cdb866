import { assertEquals } from "@std/assert";
import { formatBytes } from "./format_bytes.ts";

Deno.test("formatBytes() uses the unit that a person would", () => {
  assertEquals([4e9, 12.34e9, 7e8, 1e6, 12_000, 999, 0].map(formatBytes), [
    "4.0 GB",
    "12.3 GB",
    "700 MB",
    "1 MB",
    "12 kB",
    "999 B",
    "0 B",
  ]);
});
