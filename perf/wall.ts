/**
 * What the wall costs: the same runs in-process and through it, in turn, on amazon5.
 *
 * @module
 */
import { join } from "node:path";
import { ingest } from "../datasets/ingest.ts";
import { limits } from "../plugins/limits.ts";
import { freeze } from "../protocols/freeze.ts";
import { loadProtocol } from "../protocols/load_protocol.ts";
import { CheckpointFile } from "../runs/checkpoint_file.ts";
import { clock } from "../runs/clock.ts";
import { gatherExaminees } from "../runs/gather_examinees.ts";
import { planRuns } from "../runs/plan_runs.ts";
import { sitExam } from "../runs/sit_exam.ts";
import { amazon5 } from "./_amazon5.ts";

const ROUNDS = 3, METHODS = ["popularity", "markov", "item_knn", "sasrec"];

const task = freeze(await ingest(amazon5()), await loadProtocol("leave-one-out-99@1"));
const { signal } = new AbortController();
const shared = { device: "wasm", kernels: "relaxed", limits: limits(), signal } as const;
const { examinees } = await gatherExaminees(
  { methods: METHODS, plugins: [], config: { sasrec: { epochs: 2 } } },
  { ...shared, inProcess: false },
);
const runs = planRuns(
  task,
  examinees.filter(({ about }) => METHODS.includes(about.id)),
  { seeds: [1], ...shared, inProcess: false },
);
const folder = await Deno.makeTempDir();
const figures: Record<string, unknown> = {};
for (const run of runs) {
  const seconds = { inProcess: [] as number[], wall: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, inProcess] of [["inProcess", true], ["wall", false]] as const) {
      const start = clock();
      await sitExam(run, {
        task,
        ...shared,
        inProcess,
        freezeSeconds: 0,
        out: "",
        onProgress: () => {},
      }, new CheckpointFile(join(folder, "none")));
      seconds[name].push(clock() - start);
    }
  }
  const median = (values: number[]): number => values.toSorted((a, b) => a - b)[ROUNDS >> 1];
  const [bare, walled] = [median(seconds.inProcess), median(seconds.wall)];
  figures[run.examinee.about.id] = {
    inProcessSeconds: bare,
    wallSeconds: walled,
    overheadSeconds: walled - bare,
    withinTenPercentAndASecond: walled <= 1.1 * bare + 1,
  };
}
await Deno.remove(folder, { recursive: true });
console.log(JSON.stringify(figures));
