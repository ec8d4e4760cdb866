/**
 * A training step of AMID and of MAN against one of the backbone alone, with the same prediction layer,
 * loss and samples (AMID without interests and estimator, MAN's local part): 128 histories of 50
 * positions, 64 numbers per state, on wasm with relaxed kernels. AMID has 128 reference users, of whom a
 * step looks at as many as by default; beside it stands a step that looks at all of them. Every user of
 * AMID's batch has a full history in the other domain, too. Every step stands between a drawn batch and
 * changed weights; they take turns. Times are CPU time of one thread.
 *
 * Beside them the numbers of parameters, with and without item vectors; AMID's paper has 0.193 M for
 * itself on SASRec.
 *
 * @module
 */
import amid from "../methods/amid/method.ts";
import { timedStep as amidStep } from "../methods/amid/timed_step.ts";
import man from "../methods/man/method.ts";
import { timedStep as manStep } from "../methods/man/timed_step.ts";
import { openDevice } from "../nn/mod.ts";
import { nodeModulesWasmPath } from "../nn/testing/node_modules_wasm_path.ts";
import { type Timed, timeSteps } from "./_time_steps.ts";

const ROUNDS = 9, ITEMS = 1000;
const BATCH = 128, LENGTH = 50, SIZE = 64, GROUP = 128;

/** How many times its backbone's step a step may take. */
const TARGETS = { amid: 3, man: 4 };

await openDevice("wasm", { wasmPath: nodeModulesWasmPath() });
const figures: Record<string, unknown> = {};
for (const backbone of ["sasrec", "gru4rec", "bert4rec"] as const) {
  const config = {
    ...amid.defaults,
    backbone,
    embeddingSize: SIZE,
    maximumLength: LENGTH,
    batchSize: BATCH,
    groupSize: GROUP,
  };
  figures[`amid on ${backbone}`] = await measure({
    backbone: amidStep({
      config: { ...config, multiInterest: false, estimator: "none" },
      items: ITEMS,
    }),
    framework: amidStep({ config, items: ITEMS }),
    "framework, the whole group": amidStep({
      config: { ...config, slotsPerStep: GROUP },
      items: ITEMS,
    }),
  }, TARGETS.amid);
}
for (const backbone of ["sasrec", "gru4rec", "surge"] as const) {
  // A state is as wide as an item's vector and its domain's.
  const embeddingSize = SIZE - man.defaults.domainEmbeddingSize;
  const config = {
    ...{ ...man.defaults, backbone, embeddingSize },
    ...{ maximumLength: LENGTH, batchSize: BATCH },
  };
  figures[`man on ${backbone}`] = await measure({
    backbone: manStep({ config: { ...config, parts: "local" }, items: ITEMS }),
    framework: manStep({ config, items: ITEMS }),
  }, TARGETS.man);
}
console.log(JSON.stringify(figures, null, 2));

/** The steps in turns; the target is for the ratio of the first two. */
async function measure(rivals: Readonly<Record<string, Timed>>, target: number): Promise<unknown> {
  const engines = await timeSteps(rivals, { rounds: ROUNDS });
  const ratio = engines.framework.milliseconds / engines.backbone.milliseconds;
  return { engines, ratio, target, met: ratio <= target };
}
