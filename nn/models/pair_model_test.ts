import { assert, assertEquals, assertGreater, assertNotEquals } from "@std/assert";
import type { Scorer } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { batchNorm, batchNormParameters, batchNormStatistics } from "../layers/batch_norm.ts";
import { dropout } from "../layers/dropout.ts";
import { linear, linearParameters } from "../layers/linear.ts";
import { embed } from "../tables/embed.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import type { PairBatch } from "./pair_batch.ts";
import { PairModel } from "./pair_model.ts";
import { trainPairs } from "./train_pairs.ts";

const SIZE = 4, catalogue = buildCatalogue(8, { domains: 2 });
const train = buildTrainView(
  Array.from({ length: 24 }, (_, user) => [0, 1, 2, 3].map((step) => (user + 2 * step) % 8)),
  catalogue,
);
const config = {
  dropout: 0.1,
  negatives: 2,
  learningRate: 0.02,
  weightDecay: 0,
  batchSize: 16,
  epochs: 10,
  patience: 3,
};

/** The last item's vector, through a batch norm and a linear layer, by the target's. */
function lastItemModel(seen: PairBatch[] = []): PairModel {
  return new PairModel(catalogue, {
    size: SIZE,
    length: 3,
    seed: 1,
    network: {
      unseen: true,
      parameters: {
        ...batchNormParameters("norm", { size: SIZE }),
        ...linearParameters("head", { inputs: SIZE, outputs: SIZE, seed: 1 }),
      },
      statistics: batchNormStatistics("norm", { size: SIZE }),
      score: (weights, batch) => {
        seen.push(batch);
        const { history, last, row, target, training } = batch;
        const states = embed(history.reshape([-1, SIZE]), Int32Array.from(last));
        const normal = batchNorm(dropout(states, training?.dropout), weights.within("norm"), {
          training: training !== undefined,
        });
        const queries = embed(linear(normal, weights.within("head")), row);
        const auxiliary = training?.unseen?.square().mean();
        return { logits: queries.mul(target).sum(-1), ...auxiliary && { auxiliary } };
      },
    },
  });
}

async function fit(model: PairModel): Promise<{ scorer: Scorer; losses: number[] }> {
  const losses: number[] = [];
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "wasm" });
  const told = {
    ...context,
    progress: ({ loss }: { loss?: number }) => void losses.push(loss ?? NaN),
  };
  await trainPairs(model, { train, config, context: told });
  return { scorer: model.scorer(), losses };
}

function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

const all = [...catalogue.domains[0].pool];
const queries = [[], [0], [2, 4], [1, 3, 5, 7]].map((history, user) => ({
  ...{ user, domain: 0, history, candidates: all },
}));

onWasm(
  "a PairModel learns, moves its statistics, and scores a pair alike in any batch",
  async () => {
    const model = lastItemModel(), { scorer, losses } = await fit(model);
    assertGreater(losses[0], losses[9]);
    assertNotEquals([...model.network.statistics?.["norm.mean"].values ?? []], [0, 0, 0, 0]);
    const together = await scorer.score(buildQueryBatch(queries, train));
    for (const [at, query] of queries.entries()) {
      const alone = await scorer.score(buildQueryBatch([query], train));
      assertEquals(alone, together.slice(at * all.length, (at + 1) * all.length));
    }
  },
);

onWasm("a PairModel scores many pairs in pieces, and whole pools", async () => {
  const { scorer } = await fit(lastItemModel());
  const many = Array.from({ length: 1200 }, (_, i) => ({ ...queries[i % 4], user: -1 }));
  const scores = await scorer.score(buildQueryBatch(many, train));
  const few = await scorer.score(buildQueryBatch(queries, train));
  assertEquals(scores.slice(4 * all.length * 299), few);
  const batch = buildQueryBatch(queries, train);
  assertEquals(await scorer.score({ ...batch, candidates: { kind: "domain" } }), few);
});

onWasm("a PairModel restores what it saved, statistics too", async () => {
  const { scorer } = await fit(lastItemModel()), weights = await scorer.save?.();
  assert(weights !== undefined);
  const other = lastItemModel();
  other.restore(weights);
  const batch = buildQueryBatch(queries, train);
  assertEquals(await other.scorer().score(batch), await scorer.score(batch));
});

onWasm(
  "trainPairs() shows a network each target before its negatives, and unseen items",
  async () => {
    const seen: PairBatch[] = [], model = lastItemModel(seen);
    const checked: string[] = [];
    const { score } = model.network;
    await fit(
      new PairModel(catalogue, {
        size: SIZE,
        length: 3,
        seed: 1,
        network: {
          ...model.network,
          score: (weights, batch) => {
            if (batch.training) {
              checked.push(`${batch.row.subarray(0, 6)}`);
              assertEquals(batch.target.shape, [batch.row.length, SIZE]);
              assertEquals(batch.training.unseen?.shape, batch.history.shape);
              assertEquals([batch.now.length, batch.time.length], [
                batch.size,
                batch.present.length,
              ]);
            }
            return score(weights, batch);
          },
        },
      }),
    );
    assert(checked.every((row) => row === "0,0,0,1,1,1"), `${checked}`);
  },
);
