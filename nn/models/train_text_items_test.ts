import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch, type Query } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { gruOnText } from "../testing/gru_on_text.ts";
import type { TextItemModel } from "./text_item_model.ts";
import { trainTextItems } from "./train_text_items.ts";

const catalogue = buildCatalogue(8, {
  domains: 2,
  textOf: (item) => [0, 1, 2].map((i) => Math.sin(item + 2 * i)),
});
const train = buildTrainView(
  [[0, 1, 2, 3, 4], [], [2, 4, 6, 0, 2], [1], [7, 5, 3, 1, 7, 5, 3, 1, 0]],
  catalogue,
);
const both = { offsets: true, events: train.events.item.length };
const pools = catalogue.domains.map(({ pool }) => [...pool]);
const queries: Query[] = [
  { user: 0, domain: 0, history: [0, 1, 2], candidates: pools[0] },
  { user: -1, domain: 1, history: [], candidates: pools[1] },
  { user: 3, domain: 1, history: [0, 1, 2, 3, 4, 5, 6, 7, 0], candidates: [1, 5] },
];

const ask = (model: TextItemModel, asked = queries, view = train) =>
  model.scorer().score(buildQueryBatch(asked, view));

function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

/** A training of some epochs, and what was said at each validation. */
async function trained(model: TextItemModel, { epochs = 3, values = [] as number[] } = {}) {
  const batch = buildQueryBatch(queries, train), said: Float32Array[] = [];
  const saved: Uint8Array[] = [];
  const config = {
    ...{ dropout: 0.1, loss: "full-softmax", sharedNegatives: 1, windows: "all" } as const,
    ...{ learningRate: 0.05, batchSize: 2, epochs, patience: 9, itemPrecision: 1 },
  };
  await trainTextItems(model, {
    ...{ train, config },
    context: {
      ...fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "wasm" }),
      async validate(scorer) {
        said.push(await scorer.score(batch));
        saved.push(await scorer.save?.() ?? new Uint8Array());
        return { value: values[said.length - 1] ?? NaN, byDomain: new Float64Array() };
      },
    },
  });
  return { said, saved };
}

onWasm("a validation sees the weights of its epoch, and the end those of the best", async () => {
  const model = gruOnText(catalogue, both), scorer = model.scorer();
  const batch = buildQueryBatch(queries, train), first = await scorer.score(batch);
  const { said, saved } = await trained(model, { values: [0.2, 0.5, 0.3] });
  assertNotEquals(said[0], first);
  for (const [epoch, weights] of saved.entries()) {
    const again = gruOnText(catalogue, both);
    again.restore(weights);
    assertEquals(await ask(again), said[epoch]);
  }
  assertNotEquals(said[1], said[2]);
  assertEquals(await scorer.score(batch), said[1]);
  assertEquals(model.save(), saved[1]);
});

onWasm("training moves the offsets of what was met, from 0", async () => {
  const model = gruOnText(catalogue, both);
  assert(model.parameters["item.offset"].values.every((each) => each === 0));
  await trained(model);
  const moved = (name: string, rows: number) =>
    Array.from(
      { length: rows },
      (_, row) =>
        model.parameters[name].values.subarray(row * 4, (row + 1) * 4).some((each) => each),
    );
  assertEquals(moved("item.offset", 8), Array<boolean>(8).fill(true));
  const events = train.events.item.length;
  assertEquals(moved("state.offset", events), Array<boolean>(events).fill(true));
});
