import { assertEquals } from "@std/assert";
import { dirname } from "node:path";
import plugin from "./lint_determinism.ts";

const root = dirname(import.meta.dirname ?? "");

/** The rules that a line breaks in a file of this repository. */
function broken(file: string, line: string): string[] {
  return Deno.lint.runPlugin(plugin, `${root}/${file}`, line).map(({ id }) => id);
}

Deno.test("chance and the clock are read only where they may be", () => {
  const lines = [
    "Math.random();",
    "const now = Date.now;",
    "performance.now();",
    "globalThis.performance.now();",
    "new Date();",
    "Temporal.Now.instant();",
  ];
  for (const line of lines) {
    assertEquals(broken("core/a.ts", line), ["determinism/ambient"], line);
    assertEquals(broken("runs/run.ts", line), ["determinism/ambient"], line);
    for (const file of ["cli/a.ts", "perf/a.ts", "runs/clock.ts", "tests/a.ts", "core/a_test.ts"]) {
      assertEquals(broken(file, line), [], `${file}: ${line}`);
    }
  }
  assertEquals(
    broken("core/a.ts", "new Date(seconds * 1000); Math.round(1); stream.random();"),
    [],
  );
});

Deno.test("nothing depends on the machine's language", () => {
  const lines = ["a.localeCompare(b);", "n.toLocaleString();", 'new Intl.Collator("en");'];
  for (const line of lines) {
    assertEquals(broken("cli/a.ts", line), ["determinism/locale"], line);
  }
  assertEquals(broken("cli/a.ts", "a < b; n.toString();"), []);
});

Deno.test("only commands, measurements, tools and tests print", () => {
  assertEquals(broken("core/a.ts", 'console.log("x");'), ["determinism/print"]);
  assertEquals(broken("plugins/a.ts", 'console.error("x");'), ["determinism/print"]);
  assertEquals(broken("plugins/runner.ts", "console.log = toStderr;"), []);
  for (const file of ["cli/a.ts", "perf/a.ts", "tools/a.ts", "tests/a.ts", "core/a_test.ts"]) {
    assertEquals(broken(file, 'console.log("x");'), [], file);
  }
});
