import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../core/user_error.ts";
import { sampleRun } from "../_sample.ts";
import { aggregateTiming } from "../aggregate_timing.ts";
import { parseLeaderboardTiming } from "./parse_leaderboard_timing.ts";
import { serialiseLeaderboard } from "./serialise_leaderboard.ts";

const timing = aggregateTiming([1, 2].map((seed) => sampleRun({ seed })));

Deno.test("parseLeaderboardTiming() gives back what was written", () => {
  assertEquals(parseLeaderboardTiming(serialiseLeaderboard(timing)), timing);
});

Deno.test("parseLeaderboardTiming() says where a timing is of another shape", () => {
  const [row] = timing.rows, [run] = row.runs;
  const refuses = (rows: unknown, message: string) =>
    assertThrows(
      () => parseLeaderboardTiming(JSON.stringify({ ...timing, rows })),
      UserError,
      `Cannot read the timing: ${message}`,
    );
  refuses([{ ...row, id: "../../etc" }], '$.rows.0.id is "../../etc", expected match pattern');
  refuses([{ ...row, runs: {} }], "$.rows.0.runs is {}, expected array");
  const runs = [{ ...run, cpuSeconds: -1 }];
  refuses([{ ...row, runs }], "$.rows.0.runs.0.cpuSeconds is -1, expected >= 0");
});
