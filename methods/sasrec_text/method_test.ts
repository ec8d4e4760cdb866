import { assert, assertEquals, assertGreater, assertNotEquals, assertRejects } from "@std/assert";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { Scorer, TrainView } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch, type Query } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import sasrecText, { type SasrecTextConfig } from "./method.ts";

// Two domains of 24 items around one circle, a little apart; their texts say where. Users walk round
// the first; nobody ever had an item of the second.
const AROUND = 24;
const catalogue = buildCatalogue(2 * AROUND, {
  domains: 2,
  domainOf: (item) => Math.floor(item / AROUND),
  textOf: (item) => {
    const angle = 2 * Math.PI * (item % AROUND + item / AROUND / 9) / AROUND;
    return [1, 2, 3, 4].flatMap((k) => [Math.cos(k * angle) / 2, Math.sin(k * angle) / 2]);
  },
});
const train = buildTrainView(
  Array.from({ length: 72 }, (_, user) => [0, 1, 2, 3].map((step) => (user + step) % AROUND)),
  catalogue,
);
const small: SasrecTextConfig = {
  ...sasrecText.defaults,
  embeddingSize: 8,
  maximumLength: 6,
  batchSize: 16,
  epochs: 2,
};

/** A fit whose validation gives these values, then NaN; and what was saved at each. */
async function fit(
  { config, seed = 1, values = [], view = train, resume }: {
    config?: Partial<SasrecTextConfig>;
    seed?: number;
    values?: number[];
    view?: TrainView;
    resume?: Uint8Array;
  } = {},
) {
  const saved: Uint8Array[] = [], losses: number[] = [];
  const lent = fitContext({ train: view, validation: [], answers: [] }, { seed, device: "wasm" });
  const scorer = await sasrecText.fit(view, { ...small, ...config }, {
    ...lent,
    ...resume && { resume },
    async validate(candidate) {
      saved.push(await weightsOf(candidate));
      return { value: values[saved.length - 1] ?? NaN, byDomain: new Float64Array() };
    },
    progress: ({ loss }) => void losses.push(loss ?? NaN),
  });
  return { scorer, saved, losses, checkpoints: lent.checkpoints };
}

async function weightsOf(scorer: Scorer): Promise<Uint8Array> {
  const weights = await scorer.save?.();
  assert(weights !== undefined);
  return weights;
}

/** Of a domain's items, the share whose follower comes first. */
async function shareRight(scorer: Scorer, domain: number): Promise<number> {
  const pool = [...catalogue.domains[domain].pool];
  const queries = pool.map((item): Query => ({
    ...{ user: -1, domain, history: [item], candidates: pool },
  }));
  const scores = await scorer.score(buildQueryBatch(queries, train, { pools: true }));
  return pool.filter((_, at) => {
    const own = scores.subarray(at * AROUND, (at + 1) * AROUND);
    return own.indexOf(Math.max(...own)) === (at + 1) % AROUND;
  }).length / AROUND;
}

function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

for (const loss of ["sampled-softmax", "full-softmax"] as const) {
  onWasm(`sasrec_text by ${loss} tells by text what nobody ever had`, async () => {
    const config = { loss, sharedNegatives: 12, embeddingSize: 16, dropout: 0.1 };
    const { scorer, losses } = await fit({ config: { ...config, learningRate: 0.01, epochs: 25 } });
    assertGreater(losses[0], 2 * losses[24]);
    assertGreater(await shareRight(scorer, 0), 0.95);
    assertGreater(await shareRight(scorer, 1), 0.9);
  });
}

onWasm("sasrec_text has no numbers of an item's own, and does not adapt", async () => {
  const { scorer } = await fit(), names = Object.keys(readCheckpoint(await weightsOf(scorer)));
  const others = names.filter((name) => !name.startsWith("encoder."));
  assertEquals(others.sort(), ["start.vector", "text.bias", "text.weight"]);
  assertEquals(scorer.adapt, undefined);
});

onWasm("sasrec_text with the same seed gives the same weights, with another others", async () => {
  const weights = async (seed: number) => await weightsOf((await fit({ seed })).scorer);
  assertEquals(await weights(7), await weights(7));
  assertNotEquals(await weights(7), await weights(8));
});

onWasm("sasrec_text scores by the weights of the best validation", async () => {
  const { scorer, saved } = await fit({ values: [0.1, 0.4, 0.3, 0.2], config: { epochs: 4 } });
  assertNotEquals(saved[1], saved[3]);
  assertEquals(await weightsOf(scorer), saved[1]);
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 5, device: "wasm" });
  const config = { ...small, epochs: 4 };
  const loaded = await sasrecText.load?.(saved[1], catalogue, config, context);
  assert(loaded !== undefined);
  const query = { user: 3, domain: 1, history: [3, 30], candidates: [25, 31] };
  const batch = buildQueryBatch([query], train);
  assertEquals(await loaded.score(batch), await scorer.score(batch));
  await assertRejects(
    async () => await sasrecText.load?.(saved[1], catalogue, { ...config, blocks: 1 }, context),
    TypeError,
    "Cannot restore tensor",
  );
});

onWasm(
  "sasrec_text goes on from a checkpoint to the same bytes, of this config alone",
  async () => {
    const { scorer, checkpoints: [resume] } = await fit({ config: { epochs: 3 } });
    const again = await fit({ config: { epochs: 3 }, resume });
    assertEquals(await weightsOf(again.scorer), await weightsOf(scorer));
    await assertRejects(
      () => fit({ config: { epochs: 3, dropout: 0.25 }, resume }),
      TypeError,
      'Cannot resume training: its "dropout"',
    );
  },
);

onWasm("sasrec_text fits a view without events, and scores finite numbers", async () => {
  const { scorer } = await fit({ view: buildTrainView([[], []], catalogue) });
  const query = { user: -1, domain: 1, history: [], candidates: [25, 31] };
  assert((await scorer.score(buildQueryBatch([query], train))).every(Number.isFinite));
});

onWasm("sasrec_text refuses a catalogue without text", async () => {
  const { itemText: _, ...rest } = catalogue;
  await assertRejects(
    () => fit({ view: { ...train, catalogue: { ...rest, itemTextSize: 0 } } }),
    TypeError,
    "Cannot make SASRec on text of a catalogue without text: expected a text vector per item",
  );
});

onWasm("sasrec_text refuses a config that it cannot train with", async () => {
  for (
    const [config, message] of [
      [{ embeddingSize: 0 }, "embeddingSize 0: expected a whole number above 0"],
      [{ heads: 3 }, "heads 3: expected a divisor of 8"],
      [{ dropout: 1 }, "dropout 1: expected at least 0 and below 1"],
      [{ sharedNegatives: 0 }, "sharedNegatives 0: expected a whole number above 0"],
      [{ epochs: 501 }, "epochs 501: expected at most 500"],
    ] as const
  ) {
    const wanted = `Cannot train SASRec on text with ${message}`;
    await assertRejects(() => fit({ config }), RangeError, wanted);
  }
  // As a JSON file may have it.
  const file: object = { ...small, loss: "bce" };
  const config: SasrecTextConfig = Object.assign({ ...small }, file);
  await assertRejects(() => fit({ config }), RangeError, 'loss "bce": expected one of "sampled');
});
