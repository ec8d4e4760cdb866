import { assertEquals, assertThrows } from "@std/assert";
import type { AnySchemaObject } from "ajv/dist/2020.js";
import { canonicalJson } from "../../core/canonical_json.ts";
import { UserError } from "../../core/user_error.ts";
import { sampleRun } from "../_sample.ts";
import { parserBy } from "./_parse_by.ts";
import type { Leaderboard } from "./leaderboard.ts";
import boardSchema from "./leaderboard.schema.json" with { type: "json" };
import type { Migration } from "./migration.ts";
import { migrations } from "./migrations.ts";
import paperSchema from "./paper.schema.json" with { type: "json" };
import recordSchema from "./record.schema.json" with { type: "json" };
import timingSchema from "./leaderboard_timing.schema.json" with { type: "json" };
import type { RunRecord } from "./run_record.ts";

/** A version 0 of a record as there never was one: it called the run seed "draw". */
const [{ from: version0, step }]: [Migration] = [{
  from: {
    type: "object",
    properties: {
      schema: { const: "permafrost/record@0" },
      result: { type: "object", required: ["draw"], properties: { draw: { type: "integer" } } },
    },
    required: ["schema", "result"],
  },
  step({ result, ...rest }) {
    if (typeof result !== "object" || result === null || !("draw" in result)) {
      throw new TypeError("Cannot migrate: no result, expected what the schema asks");
    }
    const { draw, ...others } = result;
    return { ...rest, result: { ...others, seed: draw } };
  },
}];
const read = parserBy<RunRecord>(recordSchema, {
  what: "record",
  older: [{ from: version0, step }],
});

const { record } = sampleRun({ seed: 3 });

function oldText(change: (document: Record<string, unknown>) => void = () => {}): string {
  const { result: { seed: draw, ...result }, ...rest } = record;
  const document = { ...rest, schema: "permafrost/record@0", result: { ...result, draw } };
  change(document);
  return JSON.stringify(document);
}

Deno.test("a record of an older version is read as one of the newest", () => {
  assertEquals(read(oldText()), record);
  assertEquals(read(JSON.stringify(record)), record);
});

Deno.test("a document goes through every step from its own version on", () => {
  const version = (n: number) => ({
    type: "object",
    properties: { schema: { const: `permafrost/leaderboard@${n}` } },
    required: ["schema"],
  });
  const steps: number[] = [];
  const older = [-2, -1, 0].map((n): Migration => ({
    from: version(n + 2),
    step: (document) => {
      steps.push(n + 2);
      assertEquals(document.schema, `permafrost/leaderboard@${n + 2}`);
      return { ...document, tasks: [], extra: undefined };
    },
  }));
  const newest = {
    ...boardSchema,
    properties: {
      ...boardSchema.properties,
      schema: { const: "permafrost/leaderboard@3" },
      extra: {},
    },
  };
  const read = parserBy<Leaderboard>(newest, { what: "leaderboard", older });
  const { schema, tasks } = read('{"schema":"permafrost/leaderboard@1"}');
  assertEquals([String(schema), tasks, steps], ["permafrost/leaderboard@3", [], [1, 2]]);
});

Deno.test("a document is checked in its own version, and in the one that it becomes", () => {
  const refuses = (text: string, message: string) =>
    assertThrows(() => read(text), UserError, `Cannot read the record: ${message}`);
  refuses(
    oldText((document) => document.result = {}),
    '$.result is without "draw", expected one',
  );
  refuses(oldText((document) => document.result = 5), "$.result is 5, expected object");
  refuses(oldText((document) => document.result = { draw: 3 }), "$.result is without ");
  refuses(oldText((document) => document.key = 1), "$.key is 1, expected string");
});

Deno.test("a version that is not read gets one line that says what it is and which are read", () => {
  const refuses = (schema: unknown, message: string) =>
    assertThrows(
      () => read(oldText((document) => document.schema = schema)),
      UserError,
      `Cannot read the record: $.schema is ${message}`,
    );
  const known = 'expected "permafrost/record@0" or "permafrost/record@1"';
  refuses("permafrost/record@2", `"permafrost/record@2", newer than this program, ${known}`);
  refuses("permafrost/record@10", `"permafrost/record@10", newer than this program, ${known}`);
  refuses("permafrost/record@01", `"permafrost/record@01", a version that is not read, ${known}`);
  refuses("permafrost/record@-1", `"permafrost/record@-1", another kind of document, ${known}`);
  refuses("permafrost/paper@1", `"permafrost/paper@1", another kind of document, ${known}`);
  refuses("", `"", another kind of document, ${known}`);
  refuses(7, "7, expected equal to constant");
  assertThrows(() => read("{}"), UserError, 'Cannot read the record: $ is without "schema"');
  assertThrows(() => read("[0]"), UserError, "Cannot read the record: $ is [0], expected object");
});

Deno.test("a published schema bears the name of the documents that it describes", () => {
  for (const schema of [recordSchema, boardSchema, timingSchema, paperSchema]) {
    assertEquals(schema.$id, `urn:${schema.properties.schema.const.replace("/", ":")}`);
  }
});

Deno.test("a step does not change the document that it is given", () => {
  const document = JSON.parse(oldText()), before = canonicalJson(document);
  step(document);
  assertEquals(canonicalJson(document), before);
});

Deno.test("each kind's older versions follow one another, up to the one before the newest", () => {
  const newest = {
    record: recordSchema,
    leaderboard: boardSchema,
    timing: timingSchema,
    paper: paperSchema,
  };
  const version = (schema: AnySchemaObject) =>
    Number(schema.properties.schema.const.split("@").at(-1));
  for (const kind of ["record", "leaderboard", "timing", "paper"] as const) {
    const versions = [...migrations[kind].map(({ from }) => from), newest[kind]].map(version);
    assertEquals(versions, versions.map((_, i) => versions[0] + i));
  }
});
