import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import type { Catalogue } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch, type Query } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { readCheckpoint } from "../checkpoints/read_checkpoint.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { gruOnText } from "../testing/gru_on_text.ts";
import { identityOnText } from "../testing/identity_on_text.ts";
import type { TextItemModel } from "./text_item_model.ts";

const textOf = (item: number) => [0, 1, 2].map((i) => Math.sin(item + 2 * i));
const catalogue = buildCatalogue(8, { domains: 2, textOf });
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

const three = buildCatalogue(3, { domains: 1, textOf: (item) => [item + 1] });
const handView = buildTrainView([[0, 1], [2]], three);

const ask = (model: TextItemModel, asked = queries, view = train) =>
  model.scorer().score(buildQueryBatch(asked, view));

function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

forEachDevice("a TextItemModel scores by content, offsets and the start's vector", async () => {
  const asked = [
    { user: 1, domain: 0, history: [0, 1], candidates: [0, 2] },
    { user: -1, domain: 0, history: [], candidates: [0, 2] },
  ];
  // Vectors 2, 4, 6; states 4 and 5.
  assertNear(await ask(identityOnText(three), asked, handView), [8, 24, 10, 30], 1e-6);
  // Vectors 2.1, 4.2, 6.3; no query has the offset of an event.
  const other = identityOnText(three, { offsets: true, events: 3 });
  assertNear(await ask(other, asked, handView), [8.82, 26.46, 10.5, 31.5], 1e-5);
});

onWasm("a TextItemModel's vectors are its scores", async () => {
  const scorer = gruOnText(catalogue, { ...both, drawn: true }).scorer();
  const [{ candidates }] = queries, batch = buildQueryBatch(queries, train);
  const scores = await scorer.score(batch), states = await scorer.vectors?.queries(batch);
  const items = await scorer.vectors?.items(0, 0);
  assert(states !== undefined && items !== undefined);
  const products = candidates.map((_, at) => {
    let sum = items.bias[at];
    for (let i = 0; i < 4; i++) sum += states[i] * items.vectors[at * 4 + i];
    return sum;
  });
  assertNear(scores.slice(0, candidates.length), products, 1e-5);
});

onWasm("a model that moved has the networks and no offset; the first one stays", async () => {
  const first = gruOnText(catalogue, { ...both, drawn: true }),
    more = buildCatalogue(8 + 4, {
      domains: 3,
      domainOf: (item) => item < 8 ? item % 2 : 2,
      textOf,
    });
  const view = buildTrainView([], more), before = await ask(first), second = first.moved(more);
  assertEquals(second.parameters["item.offset"].shape, [8 + 4, 4]);
  assertEquals(Object.hasOwn(second.parameters, "state.offset"), false);
  assertNotEquals(await ask(second, queries, view), before);
  const { values } = first.parameters["item.offset"], offsets = values.slice();
  values.fill(0);
  first.forget();
  assertEquals(await ask(second, queries, view), await ask(first));
  // Neither changes with the other.
  for (const parameter of Object.values(second.parameters)) parameter.values.fill(9);
  values.set(offsets);
  first.forget();
  assertEquals(await ask(first), before);
  assertEquals(first.moved(more, { events: 6 }).parameters["state.offset"].shape, [6, 4]);
});

onWasm("a TextItemModel restores what it saved, and no other", async () => {
  const model = gruOnText(catalogue, { ...both, drawn: true }),
    weights = model.save(),
    other = gruOnText(catalogue, both);
  await ask(other);
  other.restore(weights);
  assertEquals(await ask(other), await ask(model));
  assertEquals(other.save(), weights);
  const saved = readCheckpoint(weights);
  assertEquals(saved["start.vector"].shape, [1, 4]);
  // No query has it.
  assertEquals(Object.hasOwn(saved, "state.offset"), false);
  assertThrows(() => gruOnText(catalogue).restore(weights), TypeError, "Cannot restore");
});

onWasm("a TextItemModel refuses a catalogue without text, and text of another size", async () => {
  const { itemText: _, ...rest } = catalogue;
  const without: Catalogue = { ...rest, itemTextSize: 0 };
  const message =
    "Cannot make Example of a catalogue without text: expected a text vector per item";
  const model = await Promise.resolve(gruOnText(catalogue));
  assertThrows(() => gruOnText(without), TypeError, message);
  assertThrows(() => model.moved(without), TypeError, message);
  assertThrows(
    () => model.moved(buildCatalogue(3, { domains: 1 })),
    TypeError,
    "Cannot move Example to items with 4 numbers of text each: expected 3",
  );
});
