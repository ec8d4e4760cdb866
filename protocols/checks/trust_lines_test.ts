import { assertEquals } from "@std/assert";
import { trustLines } from "./trust_lines.ts";

Deno.test("trustLines() aligns titles and marks, faults loudest", () => {
  const lines = trustLines([
    { title: "time ties", state: "notice", text: "1 of 2" },
    { title: "boundary", state: "fault", text: "1 of 9" },
    { title: "repeats", state: "clear", text: "0 of 9" },
    { title: "users apart", state: "unknown", text: "not checked" },
  ]);
  assertEquals(lines.slice(1), [
    "time ties    !      1 of 2",
    "boundary     FAULT  1 of 9",
    "repeats      ok     0 of 9",
    "users apart  –      not checked",
  ]);
});
