import { assertEquals } from "@std/assert";
import { limits } from "./limits.ts";

Deno.test("limits() are 4 GB, an hour of CPU time and 500 validations unless told otherwise", () => {
  const { memoryBytes, cpuSeconds, wallSeconds, validations } = limits();
  assertEquals([memoryBytes, cpuSeconds, wallSeconds, validations], [4e9, 3600, 14400, 500]);
});

Deno.test("limits() keep what is chosen", () => {
  const chosen = limits({ memoryBytes: 1, cpuSeconds: 2, wallSeconds: 3, validations: 0 });
  assertEquals(chosen, {
    ...limits(),
    memoryBytes: 1,
    cpuSeconds: 2,
    wallSeconds: 3,
    validations: 0,
    outputBytes: 1,
  });
});
