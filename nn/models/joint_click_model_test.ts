import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { RandomStream } from "../../core/random_stream.ts";
import type { Catalogue, Scorer } from "../../plugins/contract/mod.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { EventSamples } from "../batching/event_samples.ts";
import { readCheckpoint } from "../checkpoints/read_checkpoint.ts";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import { constantParameter } from "../parameters/constant_parameter.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import type { Behaviours } from "./behaviours.ts";
import type { Tensor } from "../tensor.ts";
import type { ClickBatch, ClickBranch, ClickHistory, ClickNetwork } from "./click_network.ts";
import { JointClickModel } from "./joint_click_model.ts";

// Items 0 1 2 of the source, 3 4 5 of the target; categories 0 1 on either side.
const items = Uint32Array.of(0, 1, 2, 3, 4, 5), START = 6;
const catalogue: Catalogue = {
  items: 6,
  itemDomain: Uint8Array.of(0, 0, 0, 1, 1, 1),
  domains: [{ role: "source", pool: new Uint32Array() }, {
    role: "both",
    pool: items.subarray(3),
  }],
  itemIdentity: items,
  itemTextSize: 0,
  itemCategory: Uint32Array.of(0, 1, 0, 0, 1, 0),
};
const { itemCategory: _, ...plain } = catalogue;

// Liked: 0 3 2 4 of user 0, 5 of user 1; shown in vain: 1 and 3.
const sequences = [[0, 3, 1, 2, 4], [5, 3]], labels = [[1, 1, 0, 1, 1], [1, 0]] as const;
const train = buildTrainView(sequences, catalogue, {
  labelOf: (event, user) => labels[user][event],
});

/** user · item + 10 user · paired + the sum over what was liked, of both sides. */
function network(seen: ClickBatch[] = [], reads: ClickBranch["reads"] = {}): ClickNetwork {
  const branch = (name: string): ClickBranch => ({
    reads,
    parameters: { [`${name}.bias`]: constantParameter([1], 0.5) },
    logits: (weights, batch) => {
      seen.push(batch);
      const { size, user, item, paired } = batch, width = user.shape[1] ?? 0;
      const [one, other] = [item, paired].map((each) =>
        each.slice([0, 0], [size, width]).mul(user).sum(-1)
      );
      const read = (["target", "source"] as const).filter((side) => reads[side] !== undefined);
      return read.map((side) => sumOf(batch[side], size))
        .reduce((sum, each) => sum.add(each), one.add(other.mul(10)))
        .add(weights.get(`${name}.bias`, [1])).mul(weights.get("scale", [1]));
    },
  });
  const parameters = { scale: constantParameter([1], 1) };
  return { parameters, target: branch("target"), source: branch("source") };
}

function sumOf({ vectors, present, length }: ClickHistory, size: number): Tensor {
  const flags = Array.from(
    { length: size },
    (_, row) => Array.from(present.subarray(row * length, (row + 1) * length), (flag) => [flag]),
  );
  return vectors.mul(flags).sum([1, 2]);
}

function modelOf(
  options: {
    net?: ClickNetwork;
    catalogue?: Catalogue;
    size?: number;
    regularisation?: number;
  } = {},
): JointClickModel {
  const { net = network(), size = 2, regularisation = 0 } = options;
  return JointClickModel.of({ ...train, catalogue: options.catalogue ?? catalogue }, {
    ...{ size, regularisation, seed: 1, network: () => net },
  });
}

/** Training behaviours of one side, in order: of the target 3, 4, 5, 3, of the source 0, 1, 2. */
function behavioursOf(
  model: JointClickModel,
  { side, random }: { side: "target" | "source"; random?: RandomStream },
): Behaviours {
  const samples = new EventSamples(train, { domains: [side === "target" ? 1 : 0] });
  return model.behaviours(samples.at([...Array(samples.size).keys()]), {
    side,
    ...random && { random },
  });
}

Deno.test("a JointClickModel asks about the first domain that is no source, all others are sources", () => {
  const roles = (...roles: ("source" | "target" | "both")[]) => {
    const domains = roles.map((role) => ({ role, pool: items }));
    const { target, sources } = modelOf({ catalogue: { ...catalogue, domains } });
    return [target, ...sources];
  };
  assertEquals(roles("both", "both", "both"), [0, 1, 2]);
  assertEquals(roles("source", "target"), [1, 0]);
  assertEquals(roles("source", "source", "both"), [2, 0, 1]);
  assertThrows(
    () => roles("source", "source"),
    RangeError,
    "Cannot find a target among 2 domains: all are sources, expected one that is asked about",
  );
});

Deno.test("a JointClickModel pairs a behaviour with an earlier item of the other side", () => {
  const model = modelOf();
  assertEquals([...behavioursOf(model, { side: "target" }).paired], [0, 2, START, START]);
  assertEquals([...behavioursOf(model, { side: "source" }).paired], [START, 3, 3]);
  const drawn = new Set<string>();
  for (let seed = 0; seed < 40; seed++) {
    const random = RandomStream.from(seed, "pairs");
    drawn.add(behavioursOf(model, { side: "target", random }).paired.join());
  }
  // Item 4 follows 0, 1 and 2.
  assertEquals([...drawn].sort(), [0, 1, 2].map((item) => `0,${item},${START},${START}`));
});

Deno.test("a JointClickModel tells what was liked by the least rating that is labelled 1", () => {
  const model = modelOf(), { history } = behavioursOf(model, { side: "target" });
  assertEquals([...model.histories(history, "source").item], [0, 0, 1, 2]);
  assertEquals([...model.liked(history, "source").item], [0, 0, 2]);
  assertEquals([...model.liked(history, "target").item], [3, 5]);
  const { rating: _, ...unrated } = history;
  assertEquals([...model.liked(unrated, "source").item], [0, 0, 1, 2]);
  const unlabelled = { ...train, label: new Float32Array(7) };
  const all = JointClickModel.of(unlabelled, { size: 2, seed: 1, network: () => network() });
  assertEquals([...all.liked(history, "source").item], [0, 0, 1, 2]);
});

Deno.test("a JointClickModel has item vectors of [own; category's], a category's own on each side", () => {
  const model = modelOf(), { values } = model.itemVectors([0, 2, 3, START]);
  const vector = (at: number) => [...values.subarray(4 * at, 4 * at + 4)];
  const own = model.parameters["item.weight"].values;
  const category = model.parameters["category.weight"].values;
  assertEquals(vector(0), [own[0], own[1], category[4], category[5]]);
  assertEquals(vector(1), [own[4], own[5], category[4], category[5]]);
  assertEquals(vector(2), [own[6], own[7], category[0], category[1]]);
  assertEquals(vector(3), [own[12], own[13], category[8], category[9]]);
  values.fill(7);
  assert(own[0] !== 7);
  const without = modelOf({ catalogue: plain });
  assertEquals([without.itemSize, without.itemVectors([1]).shape], [2, [1, 2]]);
  assert(!("category.weight" in without.parameters));
});

forEachDevice("a JointClickModel shows a network what it reads, and no more", async () => {
  const seen: ClickBatch[] = [];
  const model = modelOf({ net: network(seen, { paired: true, source: 2 }), catalogue: plain });
  const target = behavioursOf(model, { side: "target" });
  const at = (item: number) => [...model.itemVectors([item]).values];
  const { inputs, rows, logits: [logits] } = model.prepare([target]);
  await evaluate(inputs, (weights) => {
    const result = logits(weights), [{ size, source, target, paired, user }] = seen;
    assertEquals([size, source.length, target.length], [4, 2, 0]);
    // Of users 0 0 1 1: nothing but the start token, then 0 and 2 of 0, 1, 2, which were liked.
    assertEquals([...source.present], [1, 1, 1, 1, 1, 0, 1, 0]);
    const start = at(START);
    assertNear(
      source.vectors.dataSync<"float32">(),
      [start, at(0), at(0), at(2), start, start, start, start].flat(),
      1e-6,
    );
    assertNear(paired.dataSync<"float32">(), [at(0), at(2), start, start].flat(), 1e-6);
    assertEquals(user.shape, [4, 2]);
    return result;
  });
  // Neither source behaviours, nor 1, which was not liked.
  assertEquals([...rows["item.weight"]].sort(), [0, 2, 3, 4, 5, START]);
  assertEquals(Object.keys(inputs).sort(), ["item.weight", "scale", "target.bias", "user.weight"]);
}, { devices: ["cpu", "wasm"] });

forEachDevice("a JointClickModel gives a loss per behaviour, part by part", async () => {
  const model = modelOf({ net: network([], { paired: true, target: 3, source: 3 }) });
  const target = behavioursOf(model, { side: "target" });
  const source = behavioursOf(model, { side: "source" });
  const { inputs, losses, logits } = model.prepare([target, source, target]);
  const values = await Promise.all([...losses, ...logits].map((each) => evaluate(inputs, each)));
  assertEquals(values.map(({ length }) => length), [4, 3, 4, 4, 3, 4]);
  assertEquals(values[0], values[2]);
  [target, source].forEach(({ label }, part) =>
    assertNear(
      values[part],
      [...values[3 + part]].map((z, i) => Math.log(1 + Math.exp(z)) - label[i] * z),
      1e-5,
    )
  );
  const { gradients } = await differentiate(
    inputs,
    (weights) => losses[0](weights).mean().add(losses[1](weights).mul([1, 0, 0]).sum()),
  );
  assert(gradients["source.bias"].every((slope) => slope !== 0));
});

forEachDevice(
  "a JointClickModel regularises the vectors that a step reads, each once",
  async () => {
    const model = modelOf({ regularisation: 0.7 });
    const target = behavioursOf(model, { side: "target" });
    const source = behavioursOf(model, { side: "source" });
    const { inputs, penalty } = model.prepare([target, source]);
    assert(penalty !== undefined);
    // Users 0 and 1; all items and, for what nothing reads, the start; 7 behaviours.
    const { user, item, category } = Object.fromEntries(
      ["user", "item", "category"].map((name) => [name, model.parameters[`${name}.weight`].values]),
    );
    const squares = [...user.subarray(0, 4), ...item, ...category]
      .reduce((sum, each) => sum + each ** 2, 0);
    const { value, gradients } = await differentiate(
      inputs,
      // 0 by what is no vector.
      (weights) =>
        ["scale", "source.bias", "target.bias"].reduce(
          (sum, name) => sum.add(weights.get(name, [1]).sum().mul(0)),
          penalty(weights),
        ),
    );
    assertNear([value], [0.7 * squares / 7], 1e-6);
    const { values } = inputs["user.weight"];
    assertNear(gradients["user.weight"], values.map((each) => 2 * 0.7 * each / 7), 1e-6);
    assertEquals(modelOf().prepare([target]).penalty, undefined);
  },
  { devices: ["cpu", "wasm"] },
);

Deno.test("a JointClickModel refuses source behaviours without a branch for them", () => {
  const { source: _, ...net } = network(), model = modelOf({ net });
  const source = behavioursOf(model, { side: "source" });
  assertThrows(
    () => model.prepare([source]),
    TypeError,
    "Cannot score behaviours of the source: the network has no branch for them, expected one",
  );
});

const queries = [
  { user: 0, domain: 1, history: [0, 3, 1], candidates: [3, 4, 5] },
  { user: 1, domain: 1, history: [], candidates: [4] },
  { user: 0, domain: 0, history: [3], candidates: [0, 1] },
  { user: -1, domain: 1, history: [2, 5, 1], candidates: [3, 5] },
];
const all = { paired: true, target: 3, source: 3 } as const;

forEachDevice("a JointClickModel scores by a query's own last items; sources get NaN", async () => {
  const model = modelOf({ net: network([], all), size: 1, catalogue: plain });
  const scores = await model.scorer().score(buildQueryBatch(queries, train));
  const v = [...model.itemVectors([0, 1, 2, 3, 4, 5, START]).values];
  const [one, two] = model.parameters["user.weight"].values;
  // Ratings of queries are 4: all was liked. Behind the start token there is room for two.
  const asked = (user: number, item: number, { paired, liked }: Record<string, number[]>) =>
    user * v[item] + 10 * user * v[paired[0]] + liked.reduce((sum, each) => sum + v[each], 0.5);
  const known = { paired: [1], liked: [START, 3, START, 0, 1] };
  const empty = { paired: [START], liked: [START, START] };
  const nobody = { paired: [1], liked: [START, 5, START, 2, 1] };
  assertNear(
    scores.subarray(0, 4),
    [asked(one, 3, known), asked(one, 4, known), asked(one, 5, known), asked(two, 4, empty)],
    1e-5,
  );
  assertEquals([...scores.subarray(4, 6)], [NaN, NaN]);
  assertNear(scores.subarray(6), [asked(0, 3, nobody), asked(0, 5, nobody)], 1e-5);
});

forEachDevice("a JointClickModel reads the last events only, of each side", async () => {
  const scorer = modelOf({ net: network([], all) }).scorer();
  const ask = (history: number[]) =>
    scorer.score(buildQueryBatch([{ user: 0, domain: 1, history, candidates: [3, 4] }], train));
  const scores = await ask([5, 0, 1, 1, 3, 4, 3, 2]);
  // Three places of a side, the start token's is for a history that is shorter.
  assertEquals(await ask([2, 0, 3, 4, 1, 1, 3, 2]), scores);
  assertNotEquals(await ask([5, 0, 1, 0, 3, 4, 3, 2]), scores);
});

forEachDevice("a JointClickModel does not read what was not liked", async () => {
  const scorer = modelOf({ net: network([], all) }).scorer();
  const ask = async (history: number[], ratings: number[]) => {
    const query = { user: 0, domain: 1, history, candidates: [3, 4] };
    const batch = buildQueryBatch([query], train), rating = Float32Array.from(ratings);
    return await scorer.score({ ...batch, history: { ...batch.history, rating } });
  };
  const scores = await ask([0, 4, 2], [4, 5, 4]);
  assertEquals(await ask([0, 3, 4, 2], [4, 3.5, 5, 4]), scores);
  assertNotEquals(await ask([0, 3, 4, 2], [4, 4, 5, 4]), scores);
});

forEachDevice(
  "a JointClickModel scores many pairs in pieces, and whole pools",
  async () => {
    const scorer = modelOf({ net: network([], all) }).scorer();
    const some = [0, 1, 3].map((query) => ({ ...queries[query], candidates: [3, 4, 5] }));
    const few = await scorer.score(buildQueryBatch(some, train));
    const many = Array.from({ length: 900 }, (_, i) => some[i % 3]);
    assertNear((await scorer.score(buildQueryBatch(many, train))).slice(9 * 299), few, 1e-6);
    assertEquals(await scorer.score(buildQueryBatch(some, train, { pools: true })), few);
  },
  { devices: ["wasm"] },
);

async function saved(scorer: Scorer): Promise<Parameters> {
  const weights = await scorer.save?.();
  assert(weights !== undefined);
  return readCheckpoint(weights);
}

forEachDevice("a JointClickModel is restored from what it saved, refuses another's", async () => {
  const model = modelOf({ net: network([], all) }), kept = await saved(model.scorer());
  const options = { size: 2, seed: 2, network: () => network([], all) };
  const again = JointClickModel.restored(kept, catalogue, options);
  const batch = buildQueryBatch(queries, train);
  assertEquals(await again.scorer().score(batch), await model.scorer().score(batch));
  const { history } = behavioursOf(model, { side: "target" });
  assertEquals(again.liked(history, "source"), model.liked(history, "source"));
  assertThrows(
    () => JointClickModel.restored(kept, catalogue, { ...options, size: 3 }),
    TypeError,
    'Cannot restore tensor "category.weight": shape [5,2], expected shape [5,3]',
  );
  const { "user.weight": _, ...without } = kept;
  assertThrows(
    () => JointClickModel.restored(without, catalogue, options),
    TypeError,
    'Cannot restore tensor "user.weight": no such tensor',
  );
});
