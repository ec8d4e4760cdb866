import { assertEquals } from "@std/assert";
import { linesOf } from "./_lines_of.ts";

Deno.test("linesOf() cuts a stream at its line ends, not where its parts end", async () => {
  const bytes = new TextEncoder().encode("ein\nzwö\n\ndrei");
  // The fifth byte of "zwö\n" would be cut in the middle of a letter.
  const stream = ReadableStream.from([bytes.slice(0, 2), bytes.slice(2, 7), bytes.slice(7)]);
  assertEquals(await Array.fromAsync(linesOf(stream)), ["ein", "zwö", "", "drei"]);
});

Deno.test("linesOf() of nothing is no line", async () => {
  assertEquals(await Array.fromAsync(linesOf(ReadableStream.from([]))), []);
});
