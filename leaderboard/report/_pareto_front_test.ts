import { assertEquals } from "@std/assert";
import { paretoFront } from "./_pareto_front.ts";

const at = (cost: number, worth: number) => ({ cost, worth });

Deno.test("paretoFront() is who nobody beats at that cost or below, the cheapest first", () => {
  const rows = [at(9, 0.9), at(1, 0.2), at(5, 0.1), at(3, 0.5), at(4, 0.5), at(3, 0.4)];
  assertEquals(paretoFront(rows), [at(1, 0.2), at(3, 0.5), at(9, 0.9)]);
});

Deno.test("paretoFront() keeps one of equals, and marks below 0", () => {
  assertEquals(paretoFront([at(2, -1), at(2, -1), at(1, -3)]), [at(1, -3), at(2, -1)]);
  assertEquals(paretoFront([]), []);
});
