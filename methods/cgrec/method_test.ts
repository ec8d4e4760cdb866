import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { RandomStream } from "../../core/random_stream.ts";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { Scorer, TrainView } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { smallTask } from "../../plugins/conformance/small_task.ts";
import cgrec, { type CgrecConfig } from "./method.ts";

// Which item follows 6 hangs on where the walk began; short walks tell the beginnings apart.
const catalogue = buildCatalogue(8, { domains: 2 });
const train = buildTrainView(
  Array.from({ length: 40 }, (_, user) => [[0, 2, 6, 1], [4, 2, 6, 3], [0, 1], [4, 3]][user % 4]),
  catalogue,
);
const small: CgrecConfig = {
  ...cgrec.defaults,
  ...{ embeddingSize: 8, maximumLength: 6, blocks: 1, batchSize: 16, dropout: 0, epochs: 3 },
};

async function fit(config: Partial<CgrecConfig> = {}, seed = 1, view: TrainView = train) {
  const losses: number[] = [];
  const scorer = await cgrec.fit(view, { ...small, ...config }, {
    ...fitContext({ train: view, validation: [], answers: [] }, { seed, device: "wasm" }),
    progress: ({ loss }) => void losses.push(loss ?? NaN),
  });
  return { scorer, losses };
}

async function weightsOf(scorer: Scorer): Promise<Uint8Array> {
  const weights = await scorer.save?.();
  assert(weights !== undefined);
  return weights;
}

/** A test on the device that runs use by default; nn's own tests show that the others agree. */
function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

for (const hierarchical of [true, false]) {
  const kind = hierarchical ? "with" : "without";
  onWasm(`cgrec ${kind} the level of domains learns more than the last item`, async () => {
    const { scorer, losses } = await fit({ hierarchical, epochs: 60, learningRate: 0.02 });
    assertGreater(losses[0], 2 * losses[59]);
    const asked = [[0, 2, 6], [4, 2, 6]].map((history) => ({
      ...{ user: -1, domain: 1, history, candidates: [1, 3] },
    }));
    const [one, three, other, another] = await scorer.score(buildQueryBatch(asked, train));
    assert(one > three && another > other, `${[one, three, other, another]}`);
  });
}

/**
 * Users who walk round a ring of twelve places, each step in a domain of three at random, where an
 * item stands for each place. If domain 2 is not related, its items are any: they tell nothing, and
 * nothing tells them.
 */
function rings(isRelated: boolean): TrainView {
  const random = RandomStream.from(3, "rings"), side = 12;
  const sequences = Array.from({ length: 120 }, () => {
    const from = random.below(side);
    return Array.from({ length: 9 }, (_, step) => {
      const domain = random.below(3), any = random.below(side);
      return 3 * (domain < 2 || isRelated ? (from + step) % side : any) + domain;
    });
  });
  return buildTrainView(sequences, buildCatalogue(3 * side, { domains: 3 }));
}

onWasm("cgrec lets a domain that tells the others nothing weigh less", async () => {
  const shares = async (isRelated: boolean) => {
    const config = { epochs: 12, learningRate: 0.01, maximumLength: 9, batchSize: 30 };
    const { scorer } = await fit(config, 1, rings(isRelated));
    return [...readCheckpoint(await weightsOf(scorer))["lambda.weights"].values];
  };
  const related = await shares(true), [one, two, unrelated] = await shares(false);
  assertLess(unrelated, 0.5 * Math.min(one, two));
  assertGreater(Math.min(...related), 2 * unrelated);
});

onWasm("cgrec goes on from a checkpoint to the same weights, λ among them", async () => {
  const task = smallTask(3), config = { ...small, dropout: 0.2, epochs: 4 };
  const run = async (resume?: Uint8Array) => {
    const context = fitContext(task, { seed: 1, device: "wasm", ...resume && { resume } });
    const weights = await weightsOf(await cgrec.fit(task.train, config, context));
    return { weights, checkpoints: context.checkpoints };
  };
  const { weights, checkpoints } = await run();
  assertEquals(checkpoints.length, 4);
  for (const resume of checkpoints) assertEquals((await run(resume)).weights, weights);
  const { values } = readCheckpoint(weights)["lambda.weights"];
  assertNotEquals([...values], [...new Float32Array(3).fill(1 / 3)]);
});

onWasm("cgrec loads what it saved", async () => {
  const { scorer } = await fit({ epochs: 1 }), weights = await weightsOf(scorer);
  const names = Object.keys(readCheckpoint(weights));
  for (const name of ["domain.weight", "lambda.alpha", "lambda.weights"]) {
    assert(names.includes(name), name);
  }
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 5, device: "wasm" });
  const loaded = await cgrec.load?.(weights, catalogue, { ...small, epochs: 1 }, context);
  assert(loaded !== undefined);
  assertEquals(await weightsOf(loaded), weights);
});

onWasm("cgrec of a single domain is the same with and without the level of domains", async () => {
  const view = { ...train, catalogue: buildCatalogue(8, { domains: 1 }) };
  const weights = async (hierarchical: boolean) =>
    await weightsOf((await fit({ hierarchical, dropout: 0.2 }, 1, view)).scorer);
  assertEquals(await weights(true), await weights(false));
});

onWasm("cgrec with the same seed gives the same weights, with another one others", async () => {
  const weights = async (seed: number) =>
    await weightsOf((await fit({ dropout: 0.2, epochs: 1 }, seed)).scorer);
  assertEquals(await weights(7), await weights(7));
  assertNotEquals(await weights(7), await weights(8));
});

onWasm("cgrec refuses a config, and more domains, than it can train with", async () => {
  for (
    const [config, message] of [
      [{ blocks: 0 }, "blocks 0: expected a whole number above 0"],
      [{ heads: 3 }, "heads 3: expected a divisor of 8"],
      [{ temperature: 0 }, "temperature 0: expected a number above 0"],
      [{ epochs: 501 }, "epochs 501: expected at most 500"],
    ] as const
  ) {
    await assertRejects(() => fit(config), RangeError, `Cannot train CGRec with ${message}`);
  }
  assertEquals(cgrec.meta.domains.max, 8);
  await assertRejects(
    () => fit({}, 1, { ...train, catalogue: buildCatalogue(9, { domains: 9 }) }),
    RangeError,
    "Cannot train CGRec on 9 domains: 512 passes a step, expected at most 8 domains",
  );
});
