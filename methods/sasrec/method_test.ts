import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { Scorer, TrainView } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch, type Query } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import sasrec, { type SasrecConfig } from "./method.ts";

// Even items are of domain 0, odd ones of domain 1: 48 users walk to the next item but one, or now
// and then into the other domain.
const ITEMS = 16;
const catalogue = buildCatalogue(ITEMS, { domains: 2 });
const train = buildTrainView(
  Array.from(
    { length: 48 },
    (_, user) =>
      Array.from(
        { length: 3 + user % 9 },
        (_, step) => (user * 5 + 2 * step + (step > 4 ? 1 : 0)) % ITEMS,
      ),
  ),
  catalogue,
);
const small: SasrecConfig = {
  ...sasrec.defaults,
  embeddingSize: 8,
  maximumLength: 6,
  batchSize: 16,
  dropout: 0.1,
  epochs: 3,
};

/** A fit whose validation gives these values, then NaN; and what was saved at each. */
async function fit(
  options: { config?: Partial<SasrecConfig>; seed?: number; values?: number[]; view?: TrainView },
): Promise<{ scorer: Scorer; saved: Uint8Array[]; losses: number[] }> {
  const { config, seed = 1, values = [], view = train } = options;
  const saved: Uint8Array[] = [], losses: number[] = [];
  const scorer = await sasrec.fit(view, { ...small, ...config }, {
    ...fitContext({ train: view, validation: [], answers: [] }, { seed, device: "wasm" }),
    async validate(candidate) {
      saved.push(await weightsOf(candidate));
      return { value: values[saved.length - 1] ?? NaN, byDomain: new Float64Array() };
    },
    progress: ({ loss }) => void losses.push(loss ?? NaN),
  });
  return { scorer, saved, losses };
}

async function weightsOf(scorer: Scorer): Promise<Uint8Array> {
  const weights = await scorer.save?.();
  assert(weights !== undefined);
  return weights;
}

/** The candidate of the highest score per query. */
async function best(scorer: Scorer, queries: readonly Query[]): Promise<number[]> {
  const scores = await scorer.score(buildQueryBatch(queries, train));
  let at = 0;
  return queries.map(({ candidates }) => {
    const own = scores.subarray(at, at += candidates.length);
    return candidates[own.indexOf(Math.max(...own))];
  });
}

/** A test on the device that runs use by default; nn's own tests show that cpu agrees. */
function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

const even = [0, 2, 4, 6, 8, 10, 12, 14];
for (const loss of ["bce", "sampled-softmax", "full-softmax"] as const) {
  onWasm(`sasrec learns transitions by ${loss}`, async () => {
    const config = { loss, epochs: 40, learningRate: 0.02, negatives: 2, sharedNegatives: 6 };
    const { scorer, losses } = await fit({ config });
    assertGreater(losses[0], 2 * losses[39]);
    // Without the history, as in every exam: "bce" never draws an item of the user's as a negative.
    const queries = even.map((item) => {
      const before = (item + 14) % 16, candidates = even.filter((each) => each !== before);
      return { user: -1, domain: 0, history: [before], candidates };
    });
    assertEquals(await best(scorer, queries), even);
  });
}

onWasm(
  "sasrec with the same seed gives the same weights, with another one others",
  async () => {
    for (const loss of ["bce", "sampled-softmax"] as const) {
      const weights = async (seed: number) => {
        const { scorer } = await fit({ seed, config: { loss } });
        return await weightsOf(scorer);
      };
      assertEquals(await weights(7), await weights(7));
      assertNotEquals(await weights(7), await weights(8));
    }
  },
);

onWasm("sasrec scores by the weights of the best validation", async () => {
  const { scorer, saved } = await fit({ values: [0.1, 0.4, 0.3, 0.2, 0.5], config: { epochs: 4 } });
  assertEquals(saved.length, 4);
  assertNotEquals(saved[1], saved[3]);
  assertEquals(await weightsOf(scorer), saved[1]);
});

onWasm("sasrec stops after `patience` epochs without a better value", async () => {
  const values = [0.1, 0.3, 0.3, 0.2, 0.4, 0.5], config = { epochs: 6, patience: 2 };
  const { scorer, saved } = await fit({ values, config });
  assertEquals(saved.length, 4);
  assertEquals(await weightsOf(scorer), saved[1]);
});

onWasm("sasrec without validation cases trains to the end", async () => {
  const { scorer, saved } = await fit({ config: { epochs: 5, patience: 1 } });
  assertEquals(saved.length, 5);
  assertEquals(await weightsOf(scorer), saved[4]);
});

onWasm("sasrec answers an empty history by what users begin with", async () => {
  // Three of four users begin with item 4, the others with item 2; item 6 is met most often.
  const view = buildTrainView(
    Array.from({ length: 40 }, (_, user) => [user % 4 ? 4 : 2, 6, 6, 6]),
    catalogue,
  );
  const { scorer } = await fit({ view, config: { epochs: 30, learningRate: 0.02 } });
  const query = { user: 0, domain: 0, history: [], candidates: [2, 4, 6] };
  const [two, four, six] = await scorer.score(buildQueryBatch([query], view));
  assert(four > two && two > six, `${[two, four, six]}`);
});

onWasm("sasrec learns nothing from events that are not trainable", async () => {
  const none = { ...train, trainable: new Uint8Array(train.trainable.length) };
  const { saved } = await fit({ view: none, config: { epochs: 2 } });
  assertEquals(saved[0], saved[1]);
  // A target of the last event alone: the other items' own order must not count.
  const item = train.events.item.slice(), last = train.events.offsets[1] - 1;
  const trainable = new Uint8Array(train.trainable.length);
  trainable[last >> 3] = 1 << (last & 7);
  const only = { ...train, trainable, events: { ...train.events, item } };
  const before = await fit({ view: only });
  item[item.length - 1] = (item[item.length - 1] + 2) % ITEMS;
  const after = await fit({ view: only });
  assertEquals(await weightsOf(after.scorer), await weightsOf(before.scorer));
});

onWasm("sasrec forgets what is older than its positions", async () => {
  const { scorer } = await fit({});
  const tail = [0, 2, 4, 6, 8, 10];
  const ask = (history: number[]) => {
    const query = { user: -1, domain: 0, history, candidates: even };
    return scorer.score(buildQueryBatch([query], train));
  };
  assertEquals(await ask([1, 3, 5, ...tail]), await ask([9, ...tail]));
  assertNotEquals(await ask([...tail]), await ask([12, ...tail.slice(1)]));
});

onWasm("sasrec loads what it saved, and names a tensor that does not fit", async () => {
  const { scorer } = await fit({}), weights = await weightsOf(scorer);
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 5, device: "wasm" });
  const loaded = await sasrec.load?.(weights, catalogue, small, context);
  assert(loaded !== undefined);
  assertEquals(await weightsOf(loaded), weights);
  assertEquals(readCheckpoint(weights)["item.weight"].shape, [ITEMS + 1, 8]);
  const other = { ...small, embeddingSize: 16 };
  await assertRejects(
    async () => await sasrec.load?.(weights, catalogue, other, context),
    TypeError,
    "Cannot restore tensor",
  );
});

onWasm("sasrec fits a view without events, and scores finite numbers", async () => {
  const view = buildTrainView([[], []], catalogue);
  const { scorer } = await fit({ view });
  const query = { user: -1, domain: 1, history: [3], candidates: [1, 5] };
  const scores = await scorer.score(buildQueryBatch([query], view));
  assert(scores.every(Number.isFinite));
});

onWasm("sasrec's vectors are finite and give its scores", async () => {
  const { scorer } = await fit({});
  const query = { user: 3, domain: 1, history: [1, 2], candidates: [...catalogue.domains[1].pool] };
  const batch = buildQueryBatch([query], train), scores = await scorer.score(batch);
  assert(scorer.vectors !== undefined);
  const state = await scorer.vectors.queries(batch);
  const { vectors, bias } = await scorer.vectors.items(1, 0);
  scores.forEach((score, i) => {
    const product = state.reduce((sum, each, at) => sum + each * vectors[i * state.length + at], 0);
    assertAlmostEquals(product + bias[i], score, 1e-5);
  });
});

onWasm("sasrec stops when the host gives up", async () => {
  const controller = new AbortController();
  const fitted = sasrec.fit(train, small, {
    ...fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "wasm" }),
    signal: controller.signal,
    progress: () => controller.abort(new Error("given up")),
  });
  await assertRejects(() => fitted, Error, "given up");
});

onWasm("sasrec refuses a config that it cannot train with", async () => {
  for (
    const [config, message] of [
      [{ embeddingSize: 0 }, "embeddingSize 0: expected a whole number above 0"],
      [{ heads: 3 }, "heads 3: expected a divisor of 8"],
      [{ dropout: 1 }, "dropout 1: expected at least 0 and below 1"],
      [{ learningRate: 0 }, "learningRate 0: expected a number above 0"],
      [{ epochs: 501 }, "epochs 501: expected at most 500"],
      [{ batchSize: 1.5 }, "batchSize 1.5: expected a whole number above 0"],
    ] as const
  ) {
    await assertRejects(() => fit({ config }), RangeError, `Cannot train SASRec with ${message}`);
  }
  // As a JSON file may have it.
  const file: object = { ...small, loss: "hinge" };
  const config: SasrecConfig = Object.assign({ ...small }, file);
  await assertRejects(() => fit({ config }), RangeError, 'loss "hinge": expected one of "bce"');
});
