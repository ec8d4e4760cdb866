import { assertEquals } from "@std/assert";
import { sampleRun } from "./_sample.ts";
import { aggregate } from "./aggregate.ts";
import { aggregateTiming } from "./aggregate_timing.ts";

const runs = [
  sampleRun({ method: "sasrec", seed: 2 }),
  sampleRun({ method: "random" }),
  sampleRun({ method: "sasrec", seed: 1 }),
];

Deno.test("aggregateTiming() lists the runs of every row of the leaderboard by seed", async () => {
  const { rows } = aggregateTiming(runs), [{ rows: [...board] }] = (await aggregate(runs)).tasks;
  assertEquals(rows.map(({ method }) => method), ["random", "sasrec"]);
  assertEquals(rows.map(({ id }) => id).sort(), board.map(({ id }) => id).sort());
  assertEquals(
    rows[1].runs,
    [1, 2].map((seed) => ({
      seed,
      seconds: { freeze: 0.5, fit: 90 + seed, validate: 0.25, score: 2.5, total: 95 + seed },
      cpuSeconds: 120.5,
      peakMemoryBytes: 300000000,
    })),
  );
});

Deno.test("aggregateTiming() is the same for any order of the runs", () => {
  assertEquals(aggregateTiming(runs.toReversed()), aggregateTiming(runs));
});
