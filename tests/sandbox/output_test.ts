import { assertEquals, assertStringIncludes } from "@std/assert";
import { Folder } from "./_fixture.ts";
import { FORGE } from "./_forge.ts";
import { assertPartsEnd, sit } from "./_sit.ts";

Deno.test("what a plugin prints goes to stderr, and is kept", async () => {
  await using folder = new Folder();
  const plugin = await folder.plugin({
    fit: `console.log("one", { two: 2 }); console.table([[3]]); console.group("four");
      console.count("five"); console.clear(); console.dir({ six: 6 }); console.error("seven");
      return scorer;`,
  });
  const { stderrTail } = (await sit(plugin)).usage;
  for (const word of ["one { two: 2 }", "3", "four", "five", "six: 6", "seven"]) {
    assertStringIncludes(stderrTail, word);
  }
});

Deno.test("of what a plugin prints, the last 4 KiB are kept", async () => {
  await using folder = new Folder();
  const plugin = await folder.plugin({
    fit: 'for (let i = 0; i < 1000; i++) console.log("line " + i); return scorer;',
  });
  const { stderrTail } = (await sit(plugin)).usage;
  assertEquals(stderrTail.length, 4096);
  assertStringIncludes(stderrTail, "line 999\n");
});

Deno.test("raw writes to stdout end the run", () =>
  assertPartsEnd({
    fit: 'Deno.stdout.writeSync(new TextEncoder().encode("hello, world")); return scorer;',
  }, {
    code: "output",
    message: /^Cannot read from "fixture": bytes "hello, world", expected a frame$/,
  }));

Deno.test("a flood of raw bytes on stdout ends the run", () =>
  assertPartsEnd({
    fit: "for (const junk = new Uint8Array(1e6).fill(120);;) Deno.stdout.writeSync(junk);",
  }, { code: "output", message: /: bytes "xxxxxxxxxxxx", expected a frame$/ }));

Deno.test("a flood of well-formed frames ends the run", () =>
  assertPartsEnd({ fit: "for (let done = 0;; done++) context.progress({ done });" }, {
    code: "output",
    message: /^Cannot finish "fixture": too much on stdout, expected at most 100000 bytes besides/,
    limits: { outputBytes: 100_000 },
  }));

Deno.test("a flood on stderr ends the run", () =>
  assertPartsEnd({ fit: 'for (;;) console.error("x".repeat(10000));' }, {
    code: "output",
    message: /^Cannot finish "fixture": too much on stderr, expected at most 100000 bytes$/,
    limits: { stderrBytes: 100_000 },
  }));

Deno.test("a frame that claims to be huge ends the run before memory is taken", () =>
  assertPartsEnd({
    top: FORGE,
    fit: 'forgeHead("checkpoint", {}, [["state", "f64", 2 ** 33]]); for (;;);',
  }, { code: "output", message: /: a message of 68719476736 bytes, expected at most \d+$/ }));

Deno.test("a frame with a head that is too long ends the run", () =>
  assertPartsEnd({ top: FORGE, fit: 'forge(1, " ".repeat(2 ** 20 + 1)); for (;;);' }, {
    code: "output",
    message: /: a frame of 1048577 bytes, expected at most 1048576$/,
  }));

Deno.test("a frame of no known kind ends the run", () =>
  assertPartsEnd({ top: FORGE, fit: 'forge(9, "{}"); for (;;);' }, {
    code: "output",
    message: /: a frame of kind 9, expected kind 1$/,
  }));

Deno.test("a head that is no JSON ends the run", () =>
  assertPartsEnd({ top: FORGE, fit: 'forge(1, "{type"); for (;;);' }, {
    code: "output",
    message: /: a head "\{type", expected JSON$/,
  }));

Deno.test("a frame that nobody asked for ends the run", () =>
  assertPartsEnd({ top: FORGE, fit: 'forgeHead("scores"); for (;;);' }, {
    code: "protocol",
    message:
      /^Cannot finish "fixture": a frame "scores" that nobody asked for, expected "progress" or /,
  }));

Deno.test("a late frame ends the run", () =>
  assertPartsEnd({
    top: FORGE,
    // The second answer to the first batch meets the question for the second.
    score: `forgeHead("scores", { id: 2 }, [["scores", "f32", 5]]);
      forge(2, new Uint8Array(20)); return byIndex(batch);`,
  }, {
    code: "protocol",
    message: /: scores of question 2, expected those of 3$/,
  }));

Deno.test("a second end of a fit ends the run", () =>
  assertPartsEnd({ top: FORGE, fit: 'forgeHead("fitted"); return scorer;' }, {
    code: "protocol",
    message: /: a frame "fitted" that nobody asked for, expected "scores"$/,
  }));

Deno.test("half a frame ends the run with the reason of its process's end", () =>
  assertPartsEnd({ fit: "Deno.stdout.writeSync(new Uint8Array(5)); Deno.exit(0);" }, {
    code: "exit",
    message: /its process ended without answering, expected an answer$/,
  }));

Deno.test("a stdin that is closed ends the run", () =>
  assertPartsEnd({ fit: "Deno.stdin.close(); return scorer;" }, {
    code: "crash",
    message: /^Cannot (fit|score with) "fixture": it threw "BadResource: [^"]+", expected/,
  }));
