import { assertEquals } from "@std/assert";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { aggregate } from "../aggregate.ts";
import { sampleRun } from "../_sample.ts";
import { schemaProblem } from "./_schema_problem.ts";
import leaderboardSchema from "./leaderboard.schema.json" with { type: "json" };
import recordExample from "./record.example.json" with { type: "json" };
import recordSchema from "./record.schema.json" with { type: "json" };
import { sealRecord } from "./seal_record.ts";
import { parseRecord } from "./parse_record.ts";

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
const isRecord = ajv.compile(recordSchema), isLeaderboard = ajv.compile(leaderboardSchema);
const runs = ["random", "popularity", "next_id", "rare_first", "sasrec"].flatMap((method) =>
  [1, 2].map((seed) => sampleRun({ method, seed, skill: method.length / 20 }))
);
const board = await aggregate([...runs, sampleRun({ task: "none", cases: 7 })]);

/** A copy of plain data with the value at a place put in, or taken out if it is undefined. */
function edited(whole: unknown, place: number, value: unknown): unknown {
  const copy = structuredClone(whole), places: { at: object; key: string }[] = [];
  const walk = (at: unknown): void => {
    if (typeof at !== "object" || at === null) return;
    for (const key of Object.keys(at)) {
      places.push({ at, key });
      walk(Reflect.get(at, key));
    }
  };
  walk(copy);
  const { at, key } = places[place % places.length];
  if (value === undefined) Reflect.deleteProperty(at, key);
  else Reflect.set(at, key, value);
  return copy;
}

Deno.test("a record is valid by record.schema.json", () => {
  for (const { record } of runs) {
    isRecord(record);
    assertEquals(isRecord.errors, null);
  }
});

Deno.test("a leaderboard is valid by leaderboard.schema.json", () => {
  isLeaderboard(board);
  assertEquals(isLeaderboard.errors, null);
});

Deno.test("the published example is a valid record, sealed", () => {
  isRecord(recordExample);
  assertEquals(isRecord.errors, null);
  const record = parseRecord(JSON.stringify(recordExample));
  const { digests, key } = sealRecord(record, new Uint8Array(0));
  assertEquals(key, record.key);
  assertEquals(digests.result, record.digests.result);
});

Deno.test("reading goes by the published schemas: what ajv refuses is refused, and nothing else", () => {
  const value = fc.constantFrom<unknown>(
    ...[undefined, null, true, -1, 0, 0.5, 1e10, "", "yes", "method", "a".repeat(64)],
    ...[[], [1, 1], ["stateful"], [0.1, 0.2], {}, { cases: 0, metrics: {} }],
  );
  const cases = [
    { whole: runs[0].record, schema: recordSchema, isValid: isRecord },
    { whole: board, schema: leaderboardSchema, isValid: isLeaderboard },
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...cases),
      fc.nat(),
      value,
      ({ whole, schema, isValid }, at, value) => {
        const changed = edited(whole, at, value);
        assertEquals(schemaProblem(changed, schema) === undefined, isValid(changed));
      },
    ),
    { numRuns: 500 },
  );
});
