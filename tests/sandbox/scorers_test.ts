import { CPU, type EndRow, EXIT, SLEEP, testEnds, WALL } from "./_end_rows.ts";
import { FORGE } from "./_forge.ts";
import type { PluginParts } from "./_plugin_source.ts";

/** A plugin whose adapt has this body. */
function adapt(body: string, top = ""): PluginParts {
  return { top, scorer: `async adapt(target, context) { ${body} }` };
}

/** A plugin whose save has this body. */
function save(body: string, top = ""): PluginParts {
  return { top, scorer: `async save() { ${body} }` };
}

/** A plugin whose load has this body. */
function load(body: string): PluginParts {
  return { fields: `async load(weights, catalogue, config, context) { ${body} }` };
}

const ROWS: readonly EndRow[] = [
  [
    "a crash in adapt",
    adapt("null.x;"),
    {
      code: "crash",
      message:
        /^Cannot adapt "fixture": it threw "TypeError: .*" at method.js:\d+:\d+, expected a scorer$/,
    },
  ],
  [
    "an adapt without a scorer",
    adapt("return {};"),
    {
      code: "contract",
      message: /^Cannot adapt "fixture": its adapt gave no scorer, expected one with score\(\)$/,
    },
  ],
  [
    "an adapt that returns before its validation is over",
    adapt("context.validate(scorer); return scorer;"),
    {
      code: "contract",
      message: /its adapt returned while validate\(\) or checkpoint\(\) still ran/,
    },
  ],
  [
    "one validation too many while it adapts",
    adapt("for (;;) await context.validate(scorer);"),
    {
      code: "validations",
      message: /^Cannot adapt "fixture": it called validate\(\) 4 times, expected at most 3$/,
      limits: { validations: 3 },
    },
  ],
  [
    "a validation of an adapt by the context of its fit",
    { ...adapt("await kept.validate(scorer);"), fit: "globalThis.kept = context; return scorer;" },
    {
      code: "crash",
      message: /it threw "Error: Cannot validate: fit has ended, expected a call before that"/,
    },
  ],
  [
    "a validation after the adapt",
    adapt(`globalThis.kept = context;
      return { async score(batch) { await kept.validate(scorer); } };`),
    {
      code: "crash",
      message: /it threw "Error: Cannot validate: adapt has ended, expected a call before that"/,
    },
  ],
  [
    "Infinity among the scores of an adapted scorer",
    adapt("return { async score() { return new Float32Array(5).fill(1 / 0); } };"),
    { code: "scores", message: /^Cannot take the scores of "fixture": Infinity for candidate 0/ },
  ],
  [
    "too many scores of an adapted scorer",
    adapt("return { async score() { return new Float32Array(6); } };"),
    { code: "scores", message: /: 6 numbers, expected 5, one per candidate$/ },
  ],
  [
    "a second end of an adapt",
    adapt('forgeHead("adapted"); return scorer;', FORGE),
    { code: "protocol", message: /: a frame "adapted" that nobody asked for, expected "scores"$/ },
  ],
  [
    "the end of a fit in place of an adapt's",
    adapt('forgeHead("fitted"); return scorer;', FORGE),
    {
      code: "protocol",
      message: /: a frame "fitted" that nobody asked for, expected "progress" or /,
    },
  ],
  [
    "a flood of progress while it adapts",
    adapt("for (let done = 0;; done++) context.progress({ done });"),
    { code: "output", message: /too much on stdout/, limits: { outputBytes: 100_000 } },
  ],
  ["an exit in adapt", adapt("Deno.exit(0);"), EXIT],
  ["a sleep in adapt", adapt(SLEEP), WALL],
  ["an endless loop in adapt", adapt("for (;;);"), CPU],

  [
    "weights that are no bytes",
    save("return new Float32Array(3);"),
    {
      code: "contract",
      message:
        /^Cannot save "fixture": its weights are of type Float32Array, expected a Uint8Array$/,
    },
  ],
  [
    "weights over the limit",
    save("return new Uint8Array(5e6);"),
    { code: "output", message: /: a message of 5000000 bytes, expected at most \d+$/ },
  ],
  [
    "weights as a column of f32",
    save('forgeHead("weights", { id: 5 }, [["weights", "f32", 0]]);', FORGE),
    {
      code: "protocol",
      message: /: a frame "weights" without weights, expected them as Uint8Array$/,
    },
  ],
  [
    "a crash in save",
    save('throw "tantrum";'),
    { code: "crash", message: /^Cannot save "fixture": it threw "Error: it threw tantrum"/ },
  ],
  ["an exit in save", save("Deno.exit(0);"), EXIT],
  ["a sleep in save", save(SLEEP), WALL],

  [
    "a crash in load",
    load("null.x;"),
    {
      code: "crash",
      message: /^Cannot load the weights of "fixture": it threw "TypeError: .*, expected a scorer$/,
    },
  ],
  [
    "a load without a scorer",
    load(""),
    { code: "contract", message: /: its load gave no scorer, expected one with score\(\)$/ },
  ],
  ["an exit in load", load("Deno.exit(0);"), EXIT],
  ["a sleep in load", load(SLEEP), WALL],
  ["an endless loop in load", load("for (;;);"), CPU],
];

testEnds(ROWS);
