import { assertEquals, assertRejects } from "@std/assert";
import {
  differentiate,
  evaluate,
  type Parameters,
  type Tensor,
  type Weights,
} from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";
import golden from "../../tests/goldens/biao.json" with { type: "json" };
import { assertGoldenLayer } from "../../nn/testing/assert_golden_layer.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { goldenParameter } from "../../nn/testing/golden_parameter.ts";
import { goldenParameters } from "../../nn/testing/golden_parameters.ts";
import {
  importance,
  type PerceivedBehaviours,
  perceptronParameters,
  type PerceptronParts,
  rawImportance,
} from "./_perceptron.ts";

// Sizes and events as in tests/goldens/biao.py.
const SIZE = 2, LENGTH = 3, USERS = 3;
const SOURCE = [1, 1, 1, 1, 0, 0, 0, 0, 0], TARGET = [1, 1, 0, 1, 1, 1, 1, 0, 0];
const paper = { without: "none", normalisation: "sigmoid" } as const;

/** Behaviours as numbers: on the device they are constants. */
interface Numbers {
  readonly item: ArrayLike<number>;
  readonly source: ArrayLike<number>;
  readonly target: ArrayLike<number>;
  readonly present: { readonly source: readonly number[]; readonly target: readonly number[] };
}

const three: Numbers = {
  item: goldenParameter("item", [USERS * SIZE]).values,
  source: goldenParameter("source", [USERS * LENGTH * SIZE]).values,
  target: goldenParameter("target", [USERS * LENGTH * SIZE]).values,
  present: { source: SOURCE, target: TARGET },
};

function behaviours({ item, source, target, present }: Numbers): PerceivedBehaviours {
  const count = item.length / SIZE;
  const history = (vectors: ArrayLike<number>, there: readonly number[]) => ({
    vectors: tf.tensor(Float32Array.from(vectors), [count, vectors.length / SIZE / count, SIZE]),
    present: Uint8Array.from(there),
  });
  return {
    item: tf.tensor(Float32Array.from(item), [count, SIZE]),
    source: history(source, present.source),
    target: history(target, present.target),
  };
}

/** The weights that a perceptron gives. */
const weigh = (of: Numbers, parts: PerceptronParts = paper) => (weights: Weights): Tensor =>
  importance(rawImportance(behaviours(of), weights, parts), weights, parts);

/** φ before training, without the name. */
function initial(without: PerceptronParts["without"] = "none"): Parameters {
  const named = Object.entries(perceptronParameters("phi", { size: SIZE, seed: 1, without }));
  return Object.fromEntries(named.map(([path, each]) => [path.slice("phi.".length), each]));
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const zero = (parameters: Parameters): Parameters =>
  Object.fromEntries(
    Object.entries(parameters).map(([path, { shape, values }]) => [path, {
      shape,
      values: new Float32Array(values.length),
    }]),
  );

for (const normalisation of ["sigmoid", "batch-softmax"] as const) {
  forEachDevice(`importance() by ${normalisation} is PyTorch's, equations 3 to 8`, async () => {
    const expected = golden[normalisation === "sigmoid" ? "sigmoid" : "softmax"];
    const parts = { ...paper, normalisation };
    await assertGoldenLayer(goldenParameters(initial()), expected, weigh(three, parts));
  });
}

forEachDevice("importance() without the user is γ σ(MLP(E_s)), worked out by hand", async () => {
  const phi = zero(initial("user"));
  // The MLP is 2 max(0, first number) + 1/2.
  phi["global.layers.0.weight"].values[0] = 1;
  phi["global.layers.1.weight"].values[0] = 2;
  phi["global.layers.1.bias"].values[0] = 0.5;
  phi.scale.values[0] = Math.log(3);
  const item = [0.25, 9, -1, 9, 2, 9], parts = { ...paper, without: "user" as const };
  const found = await evaluate(phi, weigh({ ...three, item }, parts));
  assertNear(found, [3 * sigmoid(1), 3 * sigmoid(0.5), 3 * sigmoid(4.5)], 1e-5);
});

forEachDevice(
  "importance() without the global part means interests over what is there",
  async () => {
    const phi = zero(initial("global"));
    // Queries and keys of 0: all positions are seen alike. Values and output hand the pairs on.
    for (const side of ["source", "target"]) {
      for (const part of ["value", "output"]) {
        for (let i = 0; i < 4; i++) phi[`${side}.${part}.weight`].values[5 * i] = 1;
      }
    }
    // The first numbers of source history, item (beside the source), target history.
    const weights = phi["local.layers.0.weight"];
    [[0, 1], [2, 10], [4, 100]].forEach(([row, by]) => weights.values[row * 32] = by);
    phi["local.layers.1.weight"].values[0] = 1;
    phi["local.layers.2.weight"].values[0] = 0.01;
    const present = { source: [1, 1, 0, 0], target: [1, 0, 1, 1] };
    const given = { item: [3, 0, 7, 0], source: [1, 0, 2, 0, 8, 0, 8, 0], present };
    const target = [4, 0, 8, 0, 5, 0, 6, 0], parts = { ...paper, without: "global" as const };
    const found = await evaluate(phi, weigh({ ...given, target }, parts));
    // The second user has nothing in the source, and so no item beside it.
    assertNear(found, [sigmoid(0.01 * (1.5 + 30 + 400)), sigmoid(0.01 * (0 + 0 + 550))], 1e-5);
  },
);

forEachDevice("a behaviour's weight depends on no other one, nor on padding", async () => {
  const phi = goldenParameters(initial()), all = await evaluate(phi, weigh(three));
  for (let user = 0; user < USERS; user++) {
    const row = (values: ArrayLike<number>) => {
      const width = values.length / USERS;
      return Array.from(values).slice(user * width, (user + 1) * width);
    };
    // One more position, and other numbers where nothing is.
    const padded = (vectors: ArrayLike<number>, there: readonly number[]) =>
      [...row(vectors), 7, 7].map((each, i) => row(there)[Math.floor(i / SIZE)] ? each : -5);
    const alone = {
      item: row(three.item),
      source: padded(three.source, SOURCE),
      target: padded(three.target, TARGET),
      present: { source: [...row(SOURCE), 0], target: [...row(TARGET), 0] },
    };
    assertNear(await evaluate(phi, weigh(alone)), [all[user]], 1e-6);
  }
});

forEachDevice("by batch-softmax the weights of a batch mean γ", async () => {
  const phi = goldenParameters(initial());
  const found = await evaluate(phi, weigh(three, { ...paper, normalisation: "batch-softmax" }));
  const mean = found.reduce((sum, each) => sum + each, 0) / USERS;
  assertNear([mean], [Math.exp(phi.scale.values[0])], 1e-5);
});

forEachDevice("a perceptron reads vectors and learns nothing into them", async () => {
  for (const name of ["item", "source", "target"] as const) {
    const given = {
      [name]: { shape: [three[name].length], values: Float32Array.from(three[name]) },
    };
    await assertRejects(
      () =>
        differentiate({ ...initial(), ...given }, (weights) => {
          const read = behaviours(three), flat = weights.get(name, [three[name].length]);
          const put = name === "item"
            ? { item: flat.reshape([USERS, SIZE]) }
            : { [name]: { ...read[name], vectors: flat.reshape([USERS, LENGTH, SIZE]) } };
          return importance(rawImportance({ ...read, ...put }, weights, paper), weights, paper)
            .sum();
        }),
      TypeError,
      `Cannot differentiate by "${name}": the loss does not depend on it`,
    );
  }
});

Deno.test("perceptronParameters() has the parts that there are, both factors around 1", () => {
  const parts = (without: PerceptronParts["without"]) =>
    [...new Set(Object.keys(initial(without)).map((path) => path.split(".")[0]))].sort();
  assertEquals(parts("none"), ["global", "local", "scale", "source", "target"]);
  assertEquals(parts("global"), ["local", "scale", "source", "target"]);
  assertEquals(parts("user"), ["global", "scale"]);
  const phi = initial();
  for (const last of ["global.layers.1", "local.layers.2"]) {
    assertEquals(phi[`${last}.bias`].values.join(), "1");
  }
  assertEquals(phi["local.layers.0.bias"].values.every((each) => each === 0), true);
});
