import { assertEquals } from "@std/assert";
import { differentiate } from "../../nn/differentiate.ts";
import { evaluate } from "../../nn/evaluate.ts";
import type { Parameter, Parameters } from "../../nn/parameters/parameters.ts";
import type { Weights } from "../../nn/parameters/weights.ts";
import { assertGradient } from "../../nn/testing/assert_gradient.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";
import {
  disentanglement,
  groupPrototypeAttention,
  groupPrototypeAttentionParameters,
  groupRelevance,
} from "./_group_prototype_attention.ts";
import {
  itemSimilarityAttention,
  itemSimilarityAttentionParameters,
  similarityKeys,
} from "./_item_similarity_attention.ts";
import { predict } from "./_prediction_layer.ts";
import {
  crossAttention,
  normedMlp,
  sequenceFusionAttention,
  sequenceFusionAttentionParameters,
} from "./_sequence_fusion_attention.ts";

/** A parameter by its rows. */
function rows(...values: readonly (readonly number[])[]): Parameter {
  return { shape: [values.length, values[0].length], values: Float32Array.from(values.flat()) };
}

/** A parameter of one axis. */
function numbers(...values: readonly number[]): Parameter {
  return { shape: [values.length], values: Float32Array.from(values) };
}

const IDENTITY = rows([1, 0], [0, 1]), ZEROS = numbers(0, 0), ONES = numbers(1, 1);

/** norm → ReLU → 3 · norm + 1, of two numbers: [4, −2] where the first is larger, else [−2, 4]. */
function sandwich(name: string): Parameters {
  return {
    [`${name}.norm_before.weight`]: ONES,
    [`${name}.norm_before.bias`]: ZEROS,
    [`${name}.mlp.inner.weight`]: IDENTITY,
    [`${name}.mlp.inner.bias`]: ZEROS,
    [`${name}.mlp.outer.weight`]: IDENTITY,
    [`${name}.mlp.outer.bias`]: ZEROS,
    [`${name}.norm_behind.weight`]: numbers(3, 3),
    [`${name}.norm_behind.bias`]: ONES,
  };
}

function attention(name: string, [query, key, value]: readonly number[]): Parameters {
  const scaled = (scale: number) => rows([scale, 0], [0, scale]);
  return {
    [`${name}.query.weight`]: scaled(query),
    [`${name}.key.weight`]: scaled(key),
    [`${name}.value.weight`]: scaled(value),
  };
}

// F = ln 2 · ReLU(2 + key): 3 ln 2 and 5 ln 2, so that the shares are 8 : 32.
const SIMILARITY: Parameters = {
  "isa.layers.0.weight": rows([1], [1]),
  "isa.layers.0.bias": numbers(0),
  "isa.layers.1.weight": rows([Math.LN2]),
  "isa.layers.1.bias": numbers(7),
};

function similar(weights: Weights, present: Uint8Array, row: Int32Array) {
  const keys = weights.get("keys", [-1, -1, -1]), inside = weights.within("isa");
  const options = { weights: inside, layers: 2, row, present };
  return itemSimilarityAttention(
    similarityKeys(keys, inside),
    weights.get("target", [-1, -1]),
    options,
  );
}

forEachDevice("item similarity attention is equations 5 and 6, padding apart", async () => {
  const keys = { shape: [1, 3, 1], values: new Float32Array([1, 3, 100]) };
  const target = rows([2], [-1]);
  const e = await evaluate(
    { ...SIMILARITY, keys, target },
    (weights) => similar(weights, new Uint8Array([1, 1, 0]), new Int32Array(2)),
  );
  // Of the second target: ReLU(0) and ReLU(2), shares 1 : 4.
  assertNear(e, [(8 * 1 + 32 * 3) / 40, (1 * 1 + 4 * 3) / 5], 1e-5);
});

forEachDevice("item similarity attention has the gradient of finite differences", async () => {
  const size = 3, hidden = [4];
  await assertGradient({
    ...itemSimilarityAttentionParameters("isa", { size, hidden, seed: 1 }),
    // A softmax does not depend on what is added to all.
    "isa.layers.1.bias": randomParameter("b", [1]),
    keys: randomParameter("keys", [2, 3, size]),
    target: randomParameter("target", [3, size]),
  }, (weights) => {
    const e = similar(weights, new Uint8Array([1, 1, 0, 1, 1, 1]), new Int32Array([0, 1, 1]));
    return e.square().mean().add(weights.get("isa.layers.1.bias", [1]).square().sum());
  });
});

forEachDevice("cross-attention is equations 8 and 9, padding apart", async () => {
  // Products ln 2 · √2 · (1, 2), over √D = √2: shares 2 : 4.
  const key = Math.LN2 * Math.SQRT2;
  const given = { ...attention("ca", [1, key, 10]), x: rows([1, 0]) };
  const memory = { shape: [1, 3, 2], values: new Float32Array([1, 0, 2, 5, 100, 100]) };
  for (const shape of [[1, 2], [1, 1, 2]]) {
    const x = { ...given.x, shape };
    const found = await evaluate(
      { ...given, x, memory },
      (weights) =>
        crossAttention(weights.get("x", shape), weights.get("memory", [1, 3, 2]), {
          weights: weights.within("ca"),
          present: new Uint8Array([1, 1, 0]),
        }),
    );
    assertNear(found, [(1 * 10 + 2 * 20) / 3, 2 * 50 / 3], 1e-4);
  }
});

forEachDevice("the MLP of equations 7 and 11 stands between two normalisations", async () => {
  const out = await evaluate(
    { ...sandwich("m"), x: rows([5, 1], [-8, -6]) },
    (weights) => normedMlp(weights.get("x", [2, 2]), weights.within("m")),
  );
  assertNear(out, [4, -2, -2, 4], 1e-3);
});

const FUSION = { ...sandwich("sfa"), ...attention("sfa.attention", [1, 1, 1]) };

function fuse(weights: Weights, present = new Uint8Array([1])) {
  const shape = weights.get("local", [-1, -1, -1]).shape;
  return sequenceFusionAttention(weights.get("local", shape), weights.get("global", shape), {
    weights: weights.within("sfa"),
    present,
  });
}

forEachDevice("sequence-fusion attention is equation 7: MLP(CA(S, S_g) + S)", async () => {
  const local = { shape: [1, 1, 2], values: new Float32Array([3, 0]) };
  // With one position, CA gives its value: [3, 0] + [0, 2], [3, 0] + [0, 4].
  for (const [found, expected] of [[2, [4, -2]], [4, [-2, 4]]] as const) {
    const global = { shape: [1, 1, 2], values: new Float32Array([0, found]) };
    assertNear(
      await evaluate({ ...FUSION, local, global }, (weights) => fuse(weights)),
      expected,
      1e-3,
    );
  }
});

forEachDevice("no gradient leaves sequence-fusion attention for S or S_g", async () => {
  const { gradients } = await differentiate(
    {
      ...sequenceFusionAttentionParameters("sfa", { size: 3, seed: 1 }),
      local: randomParameter("local", [2, 2, 3]),
      global: randomParameter("global", [2, 2, 3]),
      slopes: randomParameter("slopes", [2, 2, 3]),
    },
    (weights) =>
      fuse(weights, new Uint8Array([1, 1, 1, 0])).mul(weights.get("slopes", [2, 2, 3])).sum(),
  );
  for (const [name, gradient] of Object.entries(gradients)) {
    const isStopped = name === "local" || name === "global";
    assertEquals(gradient.every((slope) => slope === 0), isStopped, name);
  }
});

// Relevance looks at one position per group; prototypes are far out on either side.
const GROUPS: Parameters = {
  "gpa.relevance.pooling.weight": rows([1, 0], [0, 1], [50, 50]),
  "gpa.relevance.norm.weight": ONES,
  "gpa.relevance.norm.bias": ZEROS,
  "gpa.relevance.layers.0.weight": IDENTITY,
  "gpa.relevance.layers.0.bias": ZEROS,
  "gpa.relevance.layers.1.weight": rows([2], [3]),
  "gpa.relevance.layers.1.bias": numbers(0.5),
  ...sandwich("gpa"),
  ...attention("gpa.attention", [1, 1, 1]),
  prototypes: rows([100, 0], [-100, 0]),
  states: { shape: [1, 3, 2], values: new Float32Array([1, 0, -1, 0, 7, 9]) },
};

function group(weights: Weights, present: Uint8Array) {
  return groupPrototypeAttention(
    weights.get("states", [-1, -1, -1]),
    weights.get("prototypes", [-1, -1]),
    { weights: weights.within("gpa"), present },
  );
}

forEachDevice("group relevance is equation 10, padding apart", async () => {
  const c = await evaluate(GROUPS, (weights) =>
    groupRelevance(weights.get("states", [1, 3, 2]), {
      weights: weights.within("gpa.relevance"),
      present: new Uint8Array([1, 1, 0]),
    }));
  // Of [1, 0] and [−1, 0]: after the norm [1, −1] and [−1, 1], ReLU, · [2, 3] + 0.5.
  assertNear(c, [2.5, 3.5], 1e-3);
});

forEachDevice("group-prototype attention is equations 11 and 12", async () => {
  const g = await evaluate(GROUPS, (weights) => group(weights, new Uint8Array([1, 1, 0])));
  // The first prototype finds [1, 0], the second [−1, 0].
  const share = 1 / (1 + Math.E);
  assertNear(g, [4 * share - 2 * (1 - share), -2 * share + 4 * (1 - share)], 1e-3);
});

forEachDevice("no gradient leaves group-prototype attention for S, one does for G", async () => {
  const { gradients } = await differentiate(
    {
      ...groupPrototypeAttentionParameters("gpa", { size: 3, length: 2, groups: 2, seed: 1 }),
      states: randomParameter("states", [2, 2, 3]),
      prototypes: randomParameter("prototypes", [2, 3]),
      slopes: randomParameter("slopes", [2, 3]),
    },
    (weights) =>
      group(weights, new Uint8Array([1, 1, 1, 1])).mul(weights.get("slopes", [2, 3])).sum(),
  );
  for (const [name, gradient] of Object.entries(gradients)) {
    // What is added to all of a softmax changes nothing.
    if (name === "gpa.relevance.layers.1.bias") continue;
    assertEquals(gradient.every((slope) => slope === 0), name === "states", name);
  }
});

forEachDevice("disentanglement is equation 13, up to the margin", async () => {
  const prototypes = rows([0, 0], [1, 0], [0, 3]);
  const of = (margin?: number) =>
    evaluate(
      { prototypes },
      (weights) =>
        disentanglement(weights.get("prototypes", [3, 2]), margin === undefined ? {} : { margin })
          .reshape([1]),
    );
  assertNear(await of(100), [-(1 + 9 + 10)], 1e-5);
  assertNear(await of(), [-(1 + 2 + 2)], 1e-5);
  // What is beyond the margin is pushed no further: a training cannot win by it without end.
  const { gradients } = await differentiate(
    { prototypes },
    (weights) => disentanglement(weights.get("prototypes", [3, 2])),
  );
  assertNear(gradients.prototypes, [2, 0, -2, 0, 0, 0], 1e-5);
});

forEachDevice("a prediction is an MLP of its parts side by side", async () => {
  const given = {
    "p.layers.0.weight": rows([1], [10]),
    "p.layers.0.bias": numbers(-1),
    "p.layers.1.weight": rows([2]),
    "p.layers.1.bias": numbers(0.5),
    one: rows([3], [-9]),
    other: rows([0.5], [0]),
  };
  const out = await evaluate(
    given,
    (weights) =>
      predict([weights.get("one", [2, 1]), weights.get("other", [2, 1])], {
        weights: weights.within("p"),
        layers: 2,
      }),
  );
  assertNear(out, [2 * 7 + 0.5, 0.5], 1e-5);
});
