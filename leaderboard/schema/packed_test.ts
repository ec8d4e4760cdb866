import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../core/user_error.ts";
import { sampleRun } from "../_sample.ts";
import { aggregate } from "../aggregate.ts";
import { parseLeaderboard } from "./parse_leaderboard.ts";
import { parseRecord } from "./parse_record.ts";
import type { RunResult } from "./run_record.ts";

const packed = { name: "@you/mine", licence: "MIT", code: "0".repeat(64) };
const { record, ...run } = sampleRun({ method: "mine" });
const withPacked = (given: RunResult["method"]["packed"] | object) => {
  const method = { ...record.result.method, packed: given };
  return { ...record, result: { ...record.result, method } };
};

Deno.test("a record and a leaderboard say who was packed, and need not", async () => {
  const told = parseRecord(JSON.stringify(withPacked(packed)));
  assertEquals(told.result.method.packed, packed);
  assertEquals(parseRecord(JSON.stringify(record)).result.method.packed, undefined);
  const board = await aggregate([{ ...run, record: told }]);
  const [{ rows: [{ method }] }] = parseLeaderboard(JSON.stringify(board)).tasks;
  assertEquals(method.packed, packed);
});

Deno.test("a record that says half of who was packed is refused", () => {
  const { licence: _, ...half } = packed;
  for (const given of [half, { ...packed, code: "ab" }, { ...packed, more: 1 }]) {
    assertThrows(() => parseRecord(JSON.stringify(withPacked(given))), UserError, "packed");
  }
});
