import { assert, assertEquals, assertRejects } from "@std/assert";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { TrainView } from "../../plugins/contract/mod.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { smallTask } from "../../plugins/conformance/small_task.ts";
import sasrec, { type SasrecConfig } from "./method.ts";

const task = smallTask(2);
const small: SasrecConfig = {
  ...sasrec.defaults,
  embeddingSize: 8,
  maximumLength: 6,
  batchSize: 16,
  dropout: 0.2,
  epochs: 5,
  patience: 2,
};

/** What the host has when it keeps a state: that, and how often it validated until then. */
interface Kept {
  readonly state: Uint8Array;
  readonly calls: number;
}

interface Options {
  readonly config?: Partial<SasrecConfig>;
  readonly seed?: number;
  readonly train?: TrainView;
  /** Value of the first validation, the second …; NaN without. */
  readonly values?: readonly number[];
  readonly resume?: Kept;
  /** The host gives up while it answers this one of all validations. */
  readonly giveUpAt?: number;
}

/** A fit as far as it gets: what it kept, and its weights and scores if it came to its end. */
async function fit(options: Options) {
  const { config, seed = 1, train = task.train, values = [], resume, giveUpAt } = options;
  const controller = new AbortController(), kept: Kept[] = [];
  let calls = resume?.calls ?? 0;
  const fitted = sasrec.fit(train, { ...small, ...config }, {
    ...fitContext(task, { seed, device: "wasm" }),
    signal: controller.signal,
    ...resume && { resume: resume.state },
    validate: () => {
      const value = values[calls++] ?? NaN;
      if (calls === giveUpAt) controller.abort(new Error("given up"));
      return Promise.resolve({ value, byDomain: new Float64Array() });
    },
    checkpoint: (state) => {
      // The host is gone: what it has not kept by now is lost.
      if (!controller.signal.aborted) kept.push({ state: state.slice(), calls });
      return Promise.resolve();
    },
  });
  if (giveUpAt !== undefined) {
    await assertRejects(() => fitted, Error, "given up");
    return { kept, calls };
  }
  const scorer = await fitted, weights = await scorer.save?.();
  assert(weights !== undefined);
  const scores = await scorer.score(buildQueryBatch(task.queries, train));
  return { kept, calls, end: { weights, scores, calls } };
}

function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

const RUNS: Record<string, Options & { epochs: number }> = {
  "that gets better to the end": { values: [0.1, 0.2, 0.3, 0.4, 0.5], epochs: 5 },
  "that stops early": { values: [0.1, 0.4, 0.3, 0.4], epochs: 4 },
  "whose first epoch stays the best": { values: [0.5, 0.4, 0.3], epochs: 3 },
  "without validation cases": { values: [], epochs: 5 },
  "by bce": { values: [0.1, 0.4, 0.3, 0.5, 0.2], config: { loss: "bce" }, epochs: 5 },
};
for (const [name, { epochs, ...options }] of Object.entries(RUNS)) {
  onWasm(`a fit of sasrec ${name} goes on from every checkpoint to the same bytes`, async () => {
    const { kept, end } = await fit(options);
    assertEquals([kept.length, end?.calls], [epochs, epochs]);
    for (const resume of kept) {
      const again = await fit({ ...options, resume });
      assertEquals(again.end, end);
      // The states after it are the same too.
      assertEquals(again.kept, kept.filter(({ calls }) => calls > resume.calls));
    }
  });

  onWasm(`a fit of sasrec ${name} that is given up time and again ends the same`, async () => {
    const { end } = await fit(options);
    let cut: { resume?: Kept } = {};
    // Each time it gets one epoch further, and is given up before the next one is kept.
    for (let giveUpAt = 2; giveUpAt < epochs; giveUpAt++) {
      const { kept, calls } = await fit({ ...options, ...cut, giveUpAt });
      assertEquals([kept.length, kept[0].calls, calls], [1, giveUpAt - 1, giveUpAt]);
      cut = { resume: kept[0] };
    }
    assertEquals((await fit({ ...options, ...cut })).end, end);
  });
}

onWasm("a checkpoint of sasrec has no second copy of weights that are the best", async () => {
  const { kept } = await fit({ values: [0.1, 0.3, 0.2, 0.4, 0.1] });
  const [better, , worse, again] = kept.map(({ state }) => state.length);
  assert(worse > better * 1.3, `${worse} after ${better}`);
  assertEquals(again, better);
});

onWasm(
  "sasrec keeps a large model after several short epochs, and goes on from there",
  async () => {
    // One step an epoch changes a quarter of what there is to keep.
    const config = { embeddingSize: 128, blocks: 4, batchSize: 1000, epochs: 5 };
    const { kept, end } = await fit({ config });
    const calls = kept.map(({ calls }) => calls), gap = calls[0];
    assert(gap > 1 && gap < 5, `${calls}`);
    assert(calls.every((each, i) => each === gap * (i + 1)), `${calls}`);
    for (const resume of kept) {
      const again = await fit({ config, resume });
      assertEquals(again.end, end);
      assertEquals(
        again.kept.map(({ calls }) => calls),
        calls.filter((each) => each > resume.calls),
      );
    }
  },
);

onWasm("sasrec refuses a checkpoint that is not of this fit", async () => {
  const { kept: [resume] } = await fit({ values: [0.1] });
  const { state } = resume, cut = { ...resume, state: state.subarray(0, state.length - 1) };
  const catalogue = { ...task.train.catalogue, items: task.train.catalogue.items + 1 };
  const itemDomain = new Uint8Array([...task.train.catalogue.itemDomain, 0]);
  const cases: [Options, string][] = [
    [{ resume, seed: 2 }, 'Cannot resume training: its "seed" is 1, expected 2'],
    [
      { resume, config: { learningRate: 0.1 } },
      'Cannot resume training: its "learningRate" is 0.003, expected 0.1',
    ],
    [
      { resume, config: { embeddingSize: 4 } },
      'Cannot resume training: its "embeddingSize" is 8, expected 4',
    ],
    [
      { resume, train: { ...task.train, catalogue: { ...catalogue, itemDomain } } },
      'Cannot resume training: its "items" is',
    ],
    [{ resume: cut }, "Cannot read safetensors"],
  ];
  for (const [options, message] of cases) {
    await assertRejects(() => fit(options), TypeError, message);
  }
  const { end } = await fit({});
  assert(end !== undefined);
  await assertRejects(
    () => fit({ resume: { ...resume, state: end.weights } }),
    TypeError,
    'Cannot resume training: its "embeddingSize" is not there, expected 8',
  );
});
