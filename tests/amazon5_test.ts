import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ingest } from "../datasets/ingest.ts";
import { aggregate } from "../leaderboard/aggregate.ts";
import { readResults } from "../leaderboard/read_results.ts";
import { limits } from "../plugins/limits.ts";
import { freeze } from "../protocols/freeze.ts";
import type { FrozenProtocol } from "../protocols/frozen_protocol.ts";
import { loadProtocol } from "../protocols/load_protocol.ts";
import { gatherExaminees } from "../runs/gather_examinees.ts";
import { planRuns } from "../runs/plan_runs.ts";
import { runBench } from "../runs/run_bench.ts";

const path = fileURLToPath(new URL("../../shared/data/amazon5.csv.gz", import.meta.url));
const ignore = await Deno.stat(path).then(() => false, () => true);
const why = ignore ? " (skipped: ../shared/data/amazon5.csv.gz is not there)" : "";

/** The leaderboard's task of the controls, through the wall, on amazon5. */
async function controls(protocol: FrozenProtocol) {
  const task = freeze(await ingest(path), protocol);
  const out = await Deno.makeTempDir();
  const shared = {
    device: "wasm",
    limits: limits(),
    signal: new AbortController().signal,
    inProcess: false,
  } as const;
  const { examinees } = await gatherExaminees({ methods: [], plugins: [], config: {} }, shared);
  await runBench(
    planRuns(task, examinees, { seeds: [1], device: "wasm", kernels: "relaxed", inProcess: false }),
    { task, freezeSeconds: 0, out: join(out), onProgress: () => {}, ...shared },
    { jobs: 2, force: false },
  );
  const board = await aggregate(await readResults(out));
  await Deno.remove(out, { recursive: true });
  return board.tasks[0];
}

Deno.test({
  name: `amazon5: random is at its expectation, and rarity finds nothing in the headline${why}`,
  ignore,
  async fn() {
    const { rows, counts, verdicts } = await controls(await loadProtocol("leave-one-out-99@1"));
    const hit = (id: string) =>
      rows.find(({ method }) => method.id === id)?.headline.metrics["HR@10"].mean ?? NaN;
    assertEquals([counts.testCases, counts.coldCases], [5000, 3174]);
    const cases = 5000 - 3174;
    assertAlmostEquals(hit("random"), 0.1, 3 * Math.sqrt(0.1 * 0.9 / cases));
    assert(hit("rare_first") < hit("random") && hit("popularity") > hit("random"));
    assertEquals(verdicts.map(({ id, state }) => `${id}: ${state}`), [
      "ids-predict-targets: no",
      "order-leaking: no",
      "pool-leaks: no",
    ]);
  },
});

Deno.test({
  name: `amazon5: with the whole catalogue as pool, rarity tells the answer and is flagged${why}`,
  ignore,
  async fn() {
    const { protocol, sha256 } = await loadProtocol("leave-one-out-99@1");
    const { verdicts } = await controls({
      protocol: { ...protocol, candidates: { kind: "sampled", count: 99, pool: "catalogue" } },
      sha256,
    });
    assertEquals(verdicts.find(({ id }) => id === "pool-leaks")?.state, "yes");
  },
});
