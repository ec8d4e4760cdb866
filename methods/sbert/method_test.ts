import { assert, assertEquals, assertThrows } from "@std/assert";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { Catalogue, Scorer, TrainView } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView, type Sequences } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import sbert from "./method.ts";

// Places on the circle, in twelfths. Even items are of domain 0, odd ones of domain 1.
const PLACES = [0, 3, 1, 4, 6, 0];

function catalogueOf(places: readonly number[], domainOf = (item: number) => item % 2): Catalogue {
  const domains = 1 + Math.max(...places.map((_, item) => domainOf(item)));
  const angle = (item: number) => Math.PI / 6 * places[item];
  const textOf = (item: number) => [Math.cos(angle(item)), Math.sin(angle(item))];
  return buildCatalogue(places.length, { domains, domainOf, textOf });
}

/** The cosine of the places of two items. */
function near(one: number, other: number, places: readonly number[] = PLACES): number {
  return Math.cos(Math.PI / 6 * (places[one] - places[other]));
}

function contextOf(train: TrainView) {
  return fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "cpu" });
}

function viewOf(sequences: Sequences, catalogue = catalogueOf(PLACES)): TrainView {
  return buildTrainView(sequences, catalogue);
}

function fit(train: TrainView): Promise<Scorer> {
  return sbert.fit(train, {}, contextOf(train));
}

const even = [0, 2, 4], train = viewOf([[0, 1], [2, 3, 4]]);

function ask(scorer: Scorer, history: readonly number[], user = -1): Promise<Float32Array> {
  return scorer.score(buildQueryBatch([{ user, domain: 0, history, candidates: even }], train));
}

Deno.test("sbert is the inner product with the last item's text, of whichever domain", async () => {
  const scorer = await fit(train);
  for (const last of [0, 1, 2, 3, 4, 5]) {
    const expected = Float32Array.from(even, (item) => near(last, item));
    assertNear(await ask(scorer, [last]), expected, 1e-6);
    assertNear(await ask(scorer, [4, 1, last]), expected, 1e-6);
  }
  // Itself, at 1, before all others.
  assertNear(await ask(scorer, [2]), Float32Array.of(near(0, 2), 1, near(4, 2)), 1e-6);
});

Deno.test("sbert multiplies vectors of any length, and an item without text scores 0", async () => {
  const catalogue = buildCatalogue(4, {
    domains: 1,
    textOf: (item) => [[3, 1], [0.5, -2], [0, 0], [0, 4]][item],
  });
  const train = viewOf([], catalogue), scorer = await fit(train), all = [0, 1, 2, 3];
  const asked = [0, 2].map((last) => ({ user: -1, domain: 0, history: [last], candidates: all }));
  const scores = await scorer.score(buildQueryBatch(asked, train));
  assertEquals([...scores.map((each) => each + 0)], [10, -0.5, 0, 4, 0, 0, 0, 0]);
});

Deno.test("sbert scores all alike after an empty history, known user or not", async () => {
  const scorer = await fit(train);
  for (const user of [-1, 0]) {
    const scores = await ask(scorer, [], user);
    assert(scores.every((each) => each === 0), scores.join());
  }
});

Deno.test("sbert learns nothing: other events, users and seeds give the same bytes", async () => {
  const other = viewOf([[4, 4, 4, 2], [0], [5, 3, 1]]);
  const fitted = await sbert.fit(other, {}, { ...contextOf(other), seed: 9 });
  const scorer = await fit(train);
  for (const history of [[0], [1, 3], []]) {
    assertEquals(await ask(fitted, history, 1), await ask(scorer, history));
  }
});

// The pools of pool scores are multiplied on the device.
forEachDevice("sbert scores a target by its texts, adapted with events or without", async () => {
  const places = [...PLACES, 9, 2, 7], domainOf = (item: number) => item < 6 ? item % 2 : 2;
  const first = await fit(train), before = await ask(first, [1]);
  const found: Float32Array[] = [];
  for (const sequences of [[], [[6, 7], [8, 6, 8]]]) {
    const target = viewOf(sequences, catalogueOf(places, domainOf));
    const adapted = await first.adapt?.(target, contextOf(target));
    assert(adapted !== undefined);
    const asked = [[6], [8, 7], [6, 3], []].map((history) => ({
      ...{ user: -1, domain: 2, history, candidates: [] },
    }));
    const scores = await adapted.score(buildQueryBatch(asked, target, { pools: true }));
    const expected = [6, 7, 3].flatMap((last) => [6, 7, 8].map((each) => near(last, each, places)));
    assertNear(scores, Float32Array.from([...expected, 0, 0, 0]), 1e-6);
    found.push(scores);
  }
  assertEquals(found[0], found[1]);
  assertEquals(await ask(first, [1]), before);
}, { devices: ["wasm"] });

Deno.test("sbert refuses a catalogue without text, to fit and to adapt to", async () => {
  const { itemText: _, ...bare } = train.catalogue, scorer = await fit(train);
  const message = "Cannot make SBERT of a catalogue without text: expected a text vector per item";
  for (const catalogue of [bare, { ...bare, itemText: new Float32Array() }]) {
    const view = viewOf([[0, 1]], { ...catalogue, itemTextSize: 0 });
    assertThrows(() => fit(view), TypeError, message);
    assertThrows(() => scorer.adapt?.(view, contextOf(view)), TypeError, message);
  }
});
