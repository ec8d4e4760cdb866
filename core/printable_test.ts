import { assertEquals } from "@std/assert";
import { printable } from "./printable.ts";

Deno.test("printable() keeps what can be shown", () => {
  const text = 'Cannot fit "mine": naïve – 日本語 🙂 {"k": 1},  expected 1 ≤ k';
  assertEquals(printable(text), text);
});

Deno.test("printable() gives one line without escapes, controls or turned text", () => {
  assertEquals(printable("a\x1b[2J\x9b1mb\x00\x7f"), "a\ufffd[2J\ufffd1mb\ufffd\ufffd");
  assertEquals(printable("a\r\nb\tc\u2028d"), "a b c d");
  assertEquals(printable("a\u202eb\u200bc\ufeff"), "a\ufffdb\ufffdc\ufffd");
});

Deno.test("printable() gives well-formed text, also where it cuts", () => {
  assertEquals(printable("a\ud83d"), "a\ufffd");
  assertEquals(printable("🙂🙂🙂", 4), "🙂\ufffd…");
  assertEquals(printable("x".repeat(9), 5), "xxxx…");
});
