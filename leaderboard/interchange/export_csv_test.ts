import { assert, assertEquals } from "@std/assert";
import { sampleRun } from "../_sample.ts";
import { aggregate } from "../aggregate.ts";
import type { StoredRun } from "../stored_run.ts";
import { exportCsv } from "./export_csv.ts";
import { trecRuns } from "./testing/trec_runs.ts";

type Line = Record<string, string | number | null>;

/** Lines by path, by the names of their columns. */
async function exported(runs: readonly StoredRun[]): Promise<Map<string, Line[]>> {
  const files = new Map<string, Line[]>();
  const board = await aggregate(runs.filter(({ record }) => record.result.full !== undefined));
  for await (const file of exportCsv(board, runs)) {
    assert("rows" in file);
    const rows = await Array.fromAsync(file.rows);
    assertEquals(new Set(file.columns).size, file.columns.length);
    for (const row of rows) assertEquals(row.length, file.columns.length);
    files.set(
      file.path,
      rows.map((row) => Object.fromEntries(row.map((field, i) => [file.columns[i], field]))),
    );
  }
  return files;
}

Deno.test("exportCsv() has a line per row, scope and metric, with the leaderboard's numbers", async () => {
  const runs = [1, 2].map((seed) => sampleRun({ seed, skill: 0.4 }));
  const board = await aggregate([
    ...runs,
    sampleRun({ method: "other", notComparable: ["stateful"] }),
  ]);
  const [file] = await Array.fromAsync(exportCsv(board, runs));
  assert("rows" in file);
  const lines = (await Array.fromAsync(file.rows))
    .map((row): Line => Object.fromEntries(row.map((field, i) => [file.columns[i], field])));
  // Headline, macro, two domains and three slices, each by three metrics.
  assertEquals(lines.length, 2 * 7 * 3);
  const [task] = board.tasks, [row] = task.rows;
  const line = lines.find(({ row: id, scope, name, metric }) =>
    id === row.id && scope === "domain" && name === "music" && metric === "MRR"
  );
  const { mean, deviation, optimistic, pessimistic, interval } = row.domains.music.metrics.MRR;
  assertEquals(line, {
    fingerprint: task.fingerprint,
    protocol: "leave-one-out-9",
    version: 1,
    arm: null,
    dataset: "tiny",
    row: row.id,
    method: "sample",
    method_version: "1.0.0",
    variant: "original",
    config_sha256: row.configSha256,
    device: "cpu",
    kernels: "stock",
    comparable: 1,
    seeds: 2,
    scope: "domain",
    name: "music",
    cases: row.domains.music.cases,
    metric: "MRR",
    ...{ mean, deviation, optimistic, pessimistic },
    interval_low: interval?.[0] ?? null,
    interval_high: interval?.[1] ?? null,
  });
  const strange = lines.filter(({ method }) => method === "other");
  assert(strange.every(({ comparable, deviation }) => comparable === 0 && deviation === null));
});

Deno.test("exportCsv() has a line per run and case with the rank, or the click", async () => {
  const runs = trecRuns(), files = await exported(runs);
  for (const { record: { result }, outcomes } of runs) {
    const { length, user, domain, domains, headline, slices, ...of } = await outcomes();
    const lines = files.get(`ranks/${result.task.fingerprint.slice(0, 12)}.csv`)
      ?.filter(({ method, seed }) => method === result.method.id && seed === result.seed) ?? [];
    assertEquals(lines.map((line) => line.case), Array.from({ length }, (_, at) => at));
    lines.forEach((line, at) => {
      assertEquals(
        [line.user, line.domain, line.headline, line.slice_cold, line["slice_time-tied"]],
        [user[at], domains[domain[at]], headline[at], slices.cold[at], slices["time-tied"][at]],
      );
      if (of.answers.kind === "click") {
        const score = of.answers.score[at];
        assertEquals(line.score, Number.isNaN(score) ? null : score);
        assertEquals([line.label, "greater" in line], [of.answers.label[at], false]);
        return;
      }
      const rank = [of.greater[at], of.tied[at], of.ranked[at]];
      assertEquals([line.greater, line.tied, line.ranked, "score" in line], [...rank, false]);
      assertEquals(line.whole_ranked, of.answers.kind === "sampled" ? null : undefined);
    });
  }
});

Deno.test("exportCsv() tells ranks among whole pools where they were taken", async () => {
  const run = sampleRun({ cases: 3 }), outcomes = await run.outcomes();
  const whole = {
    greater: Uint32Array.of(7, 0, 0),
    tied: Uint32Array.of(2, 0, 1),
    ranked: Uint32Array.of(30, 0, 30),
  };
  const files = await exported([{
    ...run,
    outcomes: () => Promise.resolve({ ...outcomes, whole }),
  }]);
  const lines = files.get(`ranks/${run.record.result.task.fingerprint.slice(0, 12)}.csv`) ?? [];
  assertEquals(
    lines.map((line) => [line.whole_greater, line.whole_tied, line.whole_ranked]),
    [[7, 2, 30], [null, null, null], [0, 1, 30]],
  );
});
