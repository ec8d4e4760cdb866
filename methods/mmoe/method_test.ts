import { assert, assertEquals, assertGreater, assertNotEquals, assertRejects } from "@std/assert";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import mmoe, { type MmoeConfig } from "./method.ts";

// Behind 8 comes 0 or 2 of domain 0, or 1 or 3 of domain 1: which, tells where the walk began.
const catalogue = buildCatalogue(10, { domains: 2 });
const train = buildTrainView(
  Array.from(
    { length: 48 },
    (_, user) => [[4, 8, 0], [6, 8, 2], [4, 8, 1], [6, 8, 3], [0, 1], [3, 2]][user % 6],
  ),
  catalogue,
);
const small: MmoeConfig = {
  ...mmoe.defaults,
  ...{ embeddingSize: 8, maximumLength: 6, experts: 2, blocks: 1, batchSize: 16, epochs: 3 },
  dropout: 0,
};

async function fit(config: Partial<MmoeConfig> = {}, seed = 1) {
  const losses: number[] = [];
  const scorer = await mmoe.fit(train, { ...small, ...config }, {
    ...fitContext({ train, validation: [], answers: [] }, { seed, device: "wasm" }),
    progress: ({ loss }) => void losses.push(loss ?? NaN),
  });
  return { scorer, losses };
}

/** A test on the device that runs use by default; nn's own tests show that the others agree. */
function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

onWasm("mmoe tells what follows in each domain from more than the last item", async () => {
  const { scorer, losses } = await fit({ epochs: 60, learningRate: 0.02 });
  assertGreater(losses[0], 2 * losses[59]);
  const asked = [[4, 8], [6, 8]].flatMap((history) =>
    [0, 1].map((domain) => ({ user: -1, domain, history, candidates: [domain, domain + 2] }))
  );
  const scores = await scorer.score(buildQueryBatch(asked, train));
  const right = [scores[0] > scores[1], scores[2] > scores[3]]
    .concat(scores[5] > scores[4], scores[7] > scores[6]);
  assert(right.every((each) => each), `${scores}`);
});

onWasm("mmoe loads what it saved, and names a tensor that does not fit", async () => {
  const { scorer } = await fit({ epochs: 1 }), weights = await scorer.save?.();
  assert(weights !== undefined);
  const names = Object.keys(readCheckpoint(weights));
  for (const name of ["experts.1.blocks.0.attention.query.weight", "tasks.1.gate.weight"]) {
    assert(names.includes(name), name);
  }
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 5, device: "wasm" });
  const loaded = await mmoe.load?.(weights, catalogue, small, context);
  assertEquals(await loaded?.save?.(), weights);
  await assertRejects(
    async () => await mmoe.load?.(weights, catalogue, { ...small, experts: 3 }, context),
    TypeError,
    "Cannot restore tensor",
  );
});

onWasm("mmoe with the same seed gives the same weights, with another one others", async () => {
  const weights = async (seed: number) =>
    await (await fit({ dropout: 0.2, epochs: 1 }, seed)).scorer.save?.();
  assertEquals(await weights(7), await weights(7));
  assertNotEquals(await weights(7), await weights(8));
});

onWasm("mmoe refuses a config that it cannot train with", async () => {
  for (
    const [config, message] of [
      [{ experts: 0 }, "experts 0: expected a whole number above 0"],
      [{ heads: 3 }, "heads 3: expected a divisor of 8"],
      [{ dropout: 1 }, "dropout 1: expected at least 0 and below 1"],
      [{ epochs: 501 }, "epochs 501: expected at most 500"],
    ] as const
  ) {
    await assertRejects(() => fit(config), RangeError, `Cannot train MMoE with ${message}`);
  }
});
