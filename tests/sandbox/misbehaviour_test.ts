import { assertPartsEnd, assertUninspectedEnds } from "./_sit.ts";

Deno.test("a crash in fit ends the run, and says where", () =>
  assertPartsEnd({ fit: "null.x;" }, {
    code: "crash",
    message:
      /^Cannot fit "fixture": it threw "TypeError: .*null.*" at method.js:\d+:\d+, expected a scorer$/,
  }));

Deno.test("a crash in score ends the run", () =>
  assertPartsEnd({ score: 'throw new RangeError("boom");' }, {
    code: "crash",
    message:
      /^Cannot score with "fixture": it threw "RangeError: boom" at method.js:\d+:\d+, expected scores$/,
  }));

Deno.test("a crash while it is imported ends the run", () =>
  assertPartsEnd({ top: 'throw "tantrum";' }, {
    code: "crash",
    message: /^Cannot use "fixture": it threw "Error: it threw tantrum", expected a method$/,
  }));

Deno.test("a crash of a promise that nobody awaits ends the run", () =>
  assertPartsEnd({
    fit: 'Promise.reject(new Error("lost")); await new Promise((r) => setTimeout(r, 9e5));',
  }, {
    code: "crash",
    message:
      /its process ended with exit code 1 \("Uncaught \(in promise\) Error: lost"\), expected an answer/,
  }));

Deno.test("an exit with 0 without answering ends the run", () =>
  assertPartsEnd({ fit: "Deno.exit(0);" }, {
    code: "exit",
    message: /^Cannot finish "fixture": its process ended without answering, expected an answer$/,
  }));

Deno.test("an exit with another code ends the run", () =>
  assertPartsEnd({ score: "Deno.exit(7);" }, {
    code: "crash",
    message: /its process ended with exit code 7, expected an answer$/,
  }));

Deno.test("an abort of its own process ends the run", () =>
  assertUninspectedEnds({ fit: 'Deno.kill(Deno.pid, "SIGKILL"); for (;;);' }, {
    code: "crash",
    message: /its process ended by SIGKILL, expected an answer$/,
  }));

Deno.test("too few scores end the run", () =>
  assertPartsEnd({ score: "return new Float32Array(4);" }, {
    code: "scores",
    message: /^Cannot take the scores of "fixture": 4 numbers, expected 5, one per candidate$/,
  }));

Deno.test("too many scores end the run", () =>
  assertPartsEnd({ score: "return new Float32Array(6);" }, {
    code: "scores",
    message: /: 6 numbers, expected 5/,
  }));

Deno.test("an endless lot of scores ends the run before it is taken", () =>
  assertPartsEnd({ score: "return new Float32Array(3e7);" }, {
    code: "output",
    message: /^Cannot read from "fixture": a message of 120000000 bytes, expected at most \d+$/,
  }));

Deno.test("Infinity among the scores ends the run", () =>
  assertPartsEnd({ score: "return Float32Array.of(0, 1, NaN, Infinity, 2);" }, {
    code: "scores",
    message: /: Infinity for candidate 3, expected a finite number or NaN$/,
  }));

Deno.test("-Infinity among the scores ends the run", () =>
  assertPartsEnd({ score: "return new Float32Array(5).fill(-Infinity);" }, {
    code: "scores",
    message: /: -Infinity for candidate 0/,
  }));

Deno.test("scores that are no Float32Array end the run", () =>
  assertPartsEnd({ score: "return [1, 2, 3, 4, 5];" }, {
    code: "scores",
    message: /^Cannot score with "fixture": they are of type Array, expected a Float32Array$/,
  }));

Deno.test("a fit without a scorer ends the run", () =>
  assertPartsEnd({ fit: "return {};" }, {
    code: "contract",
    message: /^Cannot fit "fixture": its fit gave no scorer, expected one with score\(\)$/,
  }));

Deno.test("a module without a method ends the run", () =>
  assertUninspectedEnds({ fields: "fit: 3" }, {
    code: "contract",
    message: /^Cannot use "fixture": its method has no function fit or no defaults, expected both$/,
  }));

Deno.test("a method of another contract ends the run", () =>
  assertPartsEnd({ fields: "meta: { contract: 2 }" }, {
    code: "contract",
    message: /^Cannot use "fixture": its contract is 2, expected contract 1$/,
  }));

Deno.test("defaults that are not plain JSON end the run", () =>
  assertPartsEnd({ fields: "defaults: { layers: [1, { act: () => 1 }] }" }, {
    code: "contract",
    message: /: its defaults.layers\[1\].act is of type function, expected plain JSON$/,
  }));

Deno.test("a meta that does not hold what it must ends the run", () =>
  assertPartsEnd({ fields: 'meta: { contract: 1, id: "Mine!", needs: [], variant: "paper" }' }, {
    code: "contract",
    message:
      /^Cannot use "fixture": its meta.id is "Mine!", expected lower-case letters, digits and _$/,
  }));

Deno.test("one validation too many ends the run", () =>
  assertPartsEnd({ fit: "for (;;) await context.validate(scorer);" }, {
    code: "validations",
    message: /^Cannot fit "fixture": it called validate\(\) 4 times, expected at most 3$/,
    limits: { validations: 3 },
  }));

Deno.test("a crash of the scorer that is validated ends the run, even if the method would go on", () =>
  assertPartsEnd({
    fit: `for (;;) try {
      await context.validate({ score() { throw new Error("half-baked"); } });
    } catch {}`,
  }, {
    code: "crash",
    message: /^Cannot score with "fixture": it threw "Error: half-baked"/,
  }));

Deno.test("a fit that returns before its validation is over ends the run", () =>
  assertPartsEnd({ fit: "context.validate(scorer); return scorer;" }, {
    code: "contract",
    message:
      /its fit returned while validate\(\) or checkpoint\(\) still ran, expected them awaited$/,
  }));

Deno.test("a validation after the fit ends the run", () =>
  assertPartsEnd({
    fit: "globalThis.kept = context; return scorer;",
    score: "await kept.validate(scorer); return byIndex(batch);",
  }, {
    code: "crash",
    message: /it threw "Error: Cannot validate: fit has ended, expected a call before that"/,
  }));
