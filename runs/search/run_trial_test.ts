import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { loadDataset } from "../../datasets/registry.ts";
import { limits } from "../../plugins/limits.ts";
import { freeze } from "../../protocols/freeze.ts";
import { loadProtocol } from "../../protocols/load_protocol.ts";
import { CheckpointFile } from "../checkpoint_file.ts";
import { gatherExaminees } from "../gather_examinees.ts";
import { planSearch } from "./plan_search.ts";
import { runPaths } from "../run_paths.ts";
import { runTrial } from "./run_trial.ts";

const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));

/** Validates well, then badly; goes on with the second if it is resumed. */
const SOURCE = `export default {
  meta: {
    contract: 1, id: "resumer", version: "1.0.0", title: "Resumer", citation: "none",
    variant: "original", domains: { min: 1, max: 255 }, needs: [],
  },
  defaults: { k: 1 },
  space: { k: [1, 2] },
  async fit(train, config, context) {
    const count = new Float64Array(train.catalogue.items);
    for (const item of train.events.item) count[item]++;
    const by = (sign) => ({
      score: ({ candidates: { items } }) =>
        Promise.resolve(Float32Array.from(items, (item) => sign * count[item])),
    });
    if (!context.resume) {
      await context.validate(by(1));
      await context.checkpoint(Uint8Array.of(1));
    }
    await context.validate(by(-1));
    return by(-1);
  },
};
`;

Deno.test("runTrial() goes on from a checkpoint with the best value before it, to the same end", async () => {
  const out = await Deno.makeTempDir(), { signal } = new AbortController();
  try {
    for (const folder of ["trials", "checkpoints", "failures"]) await Deno.mkdir(join(out, folder));
    await Deno.writeTextFile(join(out, "resumer.ts"), SOURCE);
    const how = {
      device: "cpu",
      kernels: "relaxed",
      inProcess: true,
      limits: limits(),
      signal,
    } as const;
    const asked = { methods: [], plugins: [join(out, "resumer.ts")], config: {} };
    const { examinees } = await gatherExaminees(asked, how);
    const resumer = examinees.find(({ about }) => about.id === "resumer");
    assert(resumer);
    const plan = {
      device: "cpu",
      kernels: "stock",
      inProcess: true,
      seeds: [1],
      trials: 2,
    } as const;
    const [run] = planSearch(task, resumer, plan)?.trials ?? [];
    const environment = { task, freezeSeconds: 0, out, ...how, onProgress: () => {} };
    const whole = await runTrial(run, environment, { number: 0, force: true });
    assert(whole.value !== null);

    const paths = runPaths(out, run.key), checkpoint = new CheckpointFile(paths.checkpoint);
    await Deno.remove(paths.trial);
    await checkpoint.write({ state: Uint8Array.of(1), validationCalls: 1, best: whole.value });
    const resumed = await runTrial(run, environment, { number: 0, force: false });
    const { value, validationCalls } = resumed;
    assertEquals([value, validationCalls], [whole.value, 2]);
    assertEquals(await checkpoint.read(), undefined);
    const kept = await runTrial(run, environment, { number: 0, force: false });
    assertEquals(kept, resumed);
  } finally {
    await Deno.remove(out, { recursive: true });
  }
});
