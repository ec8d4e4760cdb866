/**
 * A training step of SyNCRec with five domains against one of SASRec of the same width on the same
 * sequences: 32 of 128 positions, 64 numbers per state, K = 4 experts; and how a step of SyNCRec and one
 * of CGRec grow with the number of domains, 2, 4 and 8, of sequences of 40. Item i is of domain i mod n,
 * so that every user is in all of them. On wasm with relaxed kernels; the steps take turns. Times are CPU
 * time of one thread.
 *
 * @module
 */
import cgrec from "../methods/cgrec/method.ts";
import { timedStep as cgrecStep } from "../methods/cgrec/timed_step.ts";
import syncrec from "../methods/syncrec/method.ts";
import { timedStep as syncrecStep } from "../methods/syncrec/timed_step.ts";
import {
  NegativeSampler,
  NextItemModel,
  nextItemStep,
  openDevice,
  sasrecEncoder,
  sasrecEncoderParameters,
  sequenceBatches,
  sequenceWindows,
} from "../nn/mod.ts";
import { nodeModulesWasmPath } from "../nn/testing/node_modules_wasm_path.ts";
import type { TrainView } from "../plugins/contract/mod.ts";
import { manyDomains } from "./_many_domains.ts";
import { type Timed, timeSteps } from "./_time_steps.ts";

const ROUNDS = 7, BATCH = 32, SIZE = 64, LENGTH = 128, ITEMS = 200;

/** How many times SASRec's step a step of SyNCRec may take. */
const TARGET = 10;

await openDevice("wasm", { wasmPath: nodeModulesWasmPath() });
const config = {
  ...syncrec.defaults,
  ...{ embeddingSize: SIZE, maximumLength: LENGTH, batchSize: BATCH },
  ...{ experts: 4, crossExperts: 2 },
};
const view = manyDomains({ domains: 5, items: ITEMS, users: BATCH, length: LENGTH });
const five = await timeSteps(
  { sasrec: sasrecStep(view), syncrec: syncrecStep(view, config) },
  { rounds: ROUNDS },
);
const ratio = five.syncrec.milliseconds / five.sasrec.milliseconds;

const short = { embeddingSize: 32, maximumLength: 40, batchSize: BATCH };
const grown: Record<string, Timed> = {};
for (const domains of [2, 4, 8]) {
  const many = manyDomains({ domains, items: ITEMS, users: BATCH, length: short.maximumLength });
  grown[`syncrec, ${domains} domains`] = syncrecStep(many, { ...syncrec.defaults, ...short });
  grown[`cgrec, ${domains} domains`] = cgrecStep(many, { ...cgrec.defaults, ...short });
}
const domains = await timeSteps(grown, { rounds: 3 });
console.log(
  JSON.stringify({ five, ratio, target: TARGET, met: ratio <= TARGET, domains }, null, 2),
);

function sasrecStep(view: TrainView): Timed {
  const shape = { size: SIZE, length: LENGTH, seed: 1 }, blocks = syncrec.defaults.blocks;
  const model = new NextItemModel(view.catalogue, {
    ...shape,
    encoder: (x, weights, { present: _, ...options }) =>
      sasrecEncoder(x, weights, { blocks, heads: 1, ...options }),
    parameters: sasrecEncoderParameters("encoder", { ...shape, blocks }),
  });
  const windows = sequenceWindows(view, { length: LENGTH, keep: "all" });
  const [batch] = sequenceBatches(view, {
    ...{ windows, batchSize: BATCH, seed: 1, epoch: 0, start: model.start },
  });
  const step = nextItemStep(model, batch, {
    ...{ dropout: config.dropout, loss: "bce", negatives: 1, sharedNegatives: 1 },
    sampler: new NegativeSampler(view),
  });
  return { parameters: model.parameters, step };
}
