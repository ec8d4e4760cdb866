import { assertEquals } from "@std/assert";
import { count, duration, mark, memory, short } from "./_format.ts";

Deno.test("mark() has five characters, a sign aside", () => {
  const marks = [0, 0.1234499, 0.99996, 1, -0.05].map(mark);
  assertEquals(marks, [".0000", ".1234", "1.000", "1.000", "−.0500"]);
});

Deno.test("count(), duration(), memory() and short() read well", () => {
  assertEquals([0, 999, 1000, 1234567].map(count), ["0", "999", "1,000", "1,234,567"]);
  assertEquals([0.04, 99.9, 100, 5990, 7200].map(duration), [
    "0.0 s",
    "99.9 s",
    "1.7 min",
    "99.8 min",
    "2.0 h",
  ]);
  assertEquals(memory(1536 * 1048576), "1,536 MiB");
  assertEquals(short("Clothing_Shoes_and_Jewelry"), "Clothing_Shoes_an…");
});
