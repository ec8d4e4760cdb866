import { assertEquals } from "@std/assert";
import { Ajv2020 } from "ajv/dist/2020.js";
import { aggregate } from "../aggregate.ts";
import { sampleRun } from "../_sample.ts";
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
