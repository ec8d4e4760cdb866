import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { clickBatches, type JointBatch } from "./click_batches.ts";
import { JointClickModel } from "./joint_click_model.ts";

// Even items are of the target, odd ones of two sources.
const catalogue = buildCatalogue(12, {
  domains: 3,
  target: 0,
  domainOf: (item) => item % 2 === 0 ? 0 : 1 + Math.floor(item / 2) % 2,
});
const sequences = Array.from(
  { length: 30 },
  (_, user) => Array.from({ length: 1 + user % 7 }, (_, step) => (5 * user + 3 * step) % 12),
);
const train = buildTrainView(sequences, catalogue, {
  labelOf: (event, user) => (event + user) % 3 === 0 ? 1 : 0,
});
const model = JointClickModel.of(train, {
  ...{ size: 2, seed: 1 },
  network: () => ({
    parameters: {},
    target: { reads: {}, parameters: {}, logits: (_, { user }) => user.sum(-1) },
  }),
});

function batches(
  options: { batchSize?: number; seed?: number; epoch?: number; source?: boolean } = {},
): JointBatch[] {
  return [
    ...clickBatches(model, train, { batchSize: 8, seed: 1, epoch: 0, source: true, ...options }),
  ];
}

/** Every behaviour with its label and its history, in order. */
function told(side: "target" | "source", all: readonly JointBatch[]): string[] {
  return all.flatMap(({ [side]: behaviours }) => {
    if (!behaviours) return [];
    const { user, item, label, history: { offsets, item: before } } = behaviours;
    return [...item].map((each, i) =>
      `${user[i]}: ${before.subarray(offsets[i], offsets[i + 1]).join(" ")} > ${each} ${label[i]}`
    );
  });
}

/** What the view has, in the same words. */
function expected(isTarget: boolean): string[] {
  return sequences.flatMap((sequence, user) =>
    sequence.flatMap((item, step) =>
      (item % 2 === 0) !== isTarget ? [] : [
        `${user}: ${sequence.slice(0, step).join(" ")} > ${item} ${
          (step + user) % 3 === 0 ? 1 : 0
        }`,
      ]
    )
  );
}

Deno.test("clickBatches() give every target event once, with what was before it alone", () => {
  for (const epoch of [0, 3]) {
    assertEquals(told("target", batches({ epoch })).sort(), expected(true).sort());
  }
});

Deno.test("clickBatches() draw as many source events from all of them, whatever epoch it is", () => {
  const wanted = new Set(expected(false)), met = new Set<string>();
  for (let epoch = 0; epoch < 20; epoch++) {
    const all = batches({ epoch });
    for (const { target, source } of all) assertEquals(source?.item.length, target.item.length);
    for (const each of told("source", all)) met.add(each);
  }
  assertEquals([...met].sort(), [...wanted].sort());
});

Deno.test("clickBatches() pair each behaviour with an item that its user had before", () => {
  for (const batch of batches()) {
    for (
      const { side, item, history: { offsets, item: before }, paired } of [
        batch.target,
        batch.source,
      ]
        .filter((each) => each !== undefined)
    ) {
      paired.forEach((each, i) => {
        const others = before.subarray(offsets[i], offsets[i + 1])
          .filter((other) => (other % 2 === 0) !== (side === "target"));
        assert(others.length === 0 ? each === model.start : others.includes(each));
        assertEquals(item[i] % 2 === 0, side === "target");
      });
    }
  }
});

Deno.test("clickBatches() are a function of seed and epoch", () => {
  const told = (options = {}) =>
    JSON.stringify(
      batches(options).map(({ target, source }) => [
        ...target.item,
        ...target.paired,
        ...source?.item ?? [],
        ...source?.paired ?? [],
      ]),
    );
  assertEquals(told(), told());
  assertNotEquals(told(), told({ seed: 2 }));
  assertNotEquals(told(), told({ epoch: 1 }));
});

Deno.test("clickBatches() have no source behaviours where none are wanted, or there are none", () => {
  assert(batches({ source: false }).every(({ source }) => source === undefined));
  assertEquals(
    told("target", batches({ source: false })).sort(),
    told("target", batches()).sort(),
  );
  const alone = buildTrainView([[0, 2, 4]], catalogue);
  const [batch] = clickBatches(model, alone, { batchSize: 8, seed: 1, epoch: 0, source: true });
  assertEquals([batch.target.item.length, batch.source], [3, undefined]);
  const none = buildTrainView([[1, 3]], catalogue);
  assertEquals(
    [...clickBatches(model, none, { batchSize: 8, seed: 1, epoch: 0, source: true })],
    [],
  );
});
