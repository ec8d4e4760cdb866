import { assert, assertEquals, assertLess } from "@std/assert";
import {
  differentiate,
  embed,
  evaluate,
  IntervalFactors,
  type Parameters,
  type Tensor,
  Weights,
} from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";
import golden from "../../tests/goldens/prerec.json" with { type: "json" };
import { assertGoldenLayer } from "../../nn/testing/assert_golden_layer.ts";
import { assertGradient } from "../../nn/testing/assert_gradient.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { goldenParameter } from "../../nn/testing/golden_parameter.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";
import { itemContent, popularityProperty } from "./_equations.ts";
import { intervalTargets } from "./_domain_batch.ts";
import { type DomainTargets, mapLoss } from "./_map_loss.ts";

const gelu = (x: number): number => x * 0.5 * (1 + erf(x / Math.SQRT2));

/** By its series: exact enough near 0. */
function erf(x: number): number {
  let sum = 0, term = x;
  for (let n = 0; n < 40; n++) {
    sum += term / (2 * n + 1);
    term *= -x * x / (n + 1);
  }
  return 2 / Math.sqrt(Math.PI) * sum;
}

forEachDevice("itemContent() is one linear layer over the text (equation 1)", async () => {
  const inputs = {
    text: { shape: [1, 2], values: Float32Array.of(3, -1) },
    "text.weight": { shape: [2, 2], values: Float32Array.of(1, 2, 10, 20) },
    "text.bias": { shape: [2], values: Float32Array.of(0.5, 0) },
  };
  const found = await evaluate(
    inputs,
    (weights) => itemContent(weights.get("text", [1, 2]), weights),
  );
  assertEquals([...found], [-6.5, -14]);
});

forEachDevice("popularityProperty() is GELU of a linear layer over the factors", async () => {
  const inputs = {
    factors: { shape: [1, 2], values: Float32Array.of(2, 1) },
    "popularity.weight": { shape: [2, 2], values: Float32Array.of(0.5, -0.5, 0.25, 1) },
    "popularity.bias": { shape: [2], values: Float32Array.of(0.1, -0.2) },
  };
  const found = await evaluate(
    inputs,
    (weights) => popularityProperty(weights.get("factors", [1, 2]), weights),
  );
  assertNear(found, [gelu(1.35), gelu(-0.2)], 1e-5);
});

// One number per vector, two items, two targets of one user: item 1 in interval 0, item 0 in interval 1.
const BY_HAND: Parameters = {
  states: { shape: [2, 1], values: Float32Array.of(0.5, -1) },
  user: { shape: [1, 1], values: Float32Array.of(0.25) },
  content: { shape: [2, 1], values: Float32Array.of(1, -2) },
  item: { shape: [2, 1], values: Float32Array.of(0.1, 0.2) },
  offset: { shape: [2, 1], values: Float32Array.of(-0.3, 0.4) },
  domain: { shape: [1, 1], values: Float32Array.of(0.7) },
  "popularity.weight": { shape: [1, 1], values: Float32Array.of(0.5) },
  "popularity.bias": { shape: [1], values: Float32Array.of(0.1) },
  "score.popularity": { shape: [1, 1], values: Float32Array.of(2) },
  "score.domain": { shape: [1, 1], values: Float32Array.of(-3) },
};
const TARGETS: DomainTargets = {
  candidates: Int32Array.of(0, 1),
  intervals: [Int32Array.of(0), Int32Array.of(1)],
  positive: Int32Array.of(1, 0),
  among: Uint8Array.of(1, 1),
  // Of items 0 and 1: 2 and 0 in interval 0, 0 and 1 in interval 1.
  factors: Float32Array.of(2, 0, 1),
  factorRow: Int32Array.of(0, 1, 1, 2, 1, 1),
  counts: { items: Float32Array.of(1, 1), users: Float32Array.of(1) },
  events: 2,
};
const PRECISIONS = { user: 2, item: 3, popularity: 4, domain: 5 };

/** The loss of these parameters; `biases`: with D_k and Z_j. */
function lossOf(parameters: Parameters, { biases = true } = {}): (weights: Weights) => Tensor {
  return (weights) => {
    const of = (name: string) => weights.get(name, parameters[name].shape);
    return mapLoss(TARGETS, weights, {
      precisions: PRECISIONS,
      latents: {
        states: of("states"),
        user: Int32Array.of(0, 0),
        userOffsets: of("user"),
        content: of("content"),
        itemOffsets: of("item"),
        ...biases && { popularityOffsets: of("offset"), domain: of("domain") },
      },
    });
  };
}

const softplus = (x: number): number => Math.log1p(Math.exp(x));

forEachDevice("mapLoss() by hand: equations 5 to 7 of two items and two targets", async () => {
  const fPop = (factor: number) => gelu(0.5 * factor + 0.1);
  // U, then per interval Z, V and the scores.
  const users = [0.5 + 0.25, -1 + 0.25], factors = [[2, 0], [0, 1]];
  const scores = users.map((user, target) =>
    [0, 1].map((item) => {
      const z = fPop(factors[target][item]) + [-0.3, 0.4][item];
      const v = [0.1, 0.2][item] + 0.7 + z + [1, -2][item];
      return user * v + 0.7 * -3 + z * 2;
    })
  );
  const nll = softplus(scores[0][0] - scores[0][1]) + softplus(scores[1][1] - scores[1][0]);
  const norms = 4 * (0.3 ** 2 + 0.4 ** 2) + 3 * (0.1 ** 2 + 0.2 ** 2) + 2 * 0.25 ** 2 +
    5 * 0.7 ** 2;
  const [loss] = await evaluate(BY_HAND, lossOf(BY_HAND));
  assertNear([loss], [(nll + norms / 2) / 2], 1e-5);
});

forEachDevice("mapLoss() without both biases knows text and offsets alone", async () => {
  const [first, second] = [[0.75, 1.1, -1.8], [-0.75, 1.1, -1.8]].map(([u, a, b]) => u * (a - b));
  const nll = softplus(first) + softplus(-second);
  const norms = 3 * (0.1 ** 2 + 0.2 ** 2) + 2 * 0.25 ** 2;
  const [loss] = await evaluate(BY_HAND, lossOf(BY_HAND, { biases: false }));
  assertNear([loss], [(nll + norms / 2) / 2], 1e-5);
});

forEachDevice(
  "W_d has no slope, and D_k none by the score: they cancel in the softmax",
  async () => {
    const { gradients } = await differentiate(BY_HAND, lossOf(BY_HAND));
    assertLess(Math.abs(gradients["score.domain"][0]), 1e-6);
    // What is left is the prior's: 5 · 0.7 over two targets.
    assertNear(gradients.domain, [5 * 0.7 / 2], 1e-5);
    for (const [name, gradient] of Object.entries(gradients)) {
      assert(name === "score.domain" || gradient.every((slope) => Math.abs(slope) > 1e-4), name);
    }
  },
);

forEachDevice("mapLoss() has the gradients of finite differences", async () => {
  const { "score.domain": _, ...parameters } = Object.fromEntries(
    Object.entries(BY_HAND).map(([name, { shape }]) => [name, randomParameter(name, shape, 0.3)]),
  );
  const loss = lossOf(BY_HAND);
  const constant = { shape: [1, 1], values: Float32Array.of(0.3) };
  await assertGradient(parameters, (weights) => {
    // W_d, which has no slope to check, as a constant.
    const names = Object.keys(parameters);
    const given = Object.fromEntries(
      names.map((name) => [name, weights.get(name, BY_HAND[name].shape)]),
    );
    const fixed = weights.get("domain", [1, 1]).mul(0).add([...constant.values]);
    return loss(new Weights({ ...given, "score.domain": fixed }));
  });
});

// As in tests/goldens/prerec.py.
const COUNTS = [[[2, 0, 1, 5], [0, 0, 3, 0]], [[1, 4, 0]]];
const ASKED = [
  [[0, 1, 0], [1, 3, 0], [0, 0, 1], [1, 2, 1], [0, 3, 1]],
  [[2, 0, 0], [2, 2, 0], [0, 1, 0]],
];

/** What a step makes of the golden's domain, with all items as candidates. */
function goldenTargets(domain: number): DomainTargets {
  const asked = ASKED[domain], items = COUNTS[domain][0].length;
  const candidates = Int32Array.from({ length: items }, (_, item) => item);
  const users = Float32Array.from(
    { length: 3 },
    (_, user) => asked.some(([u]) => u === user) ? 1 : 0,
  );
  const factorsOf = COUNTS[domain].map((counts) => {
    const met = candidates.filter((item) => counts[item] > 0);
    return new IntervalFactors(
      { item: Uint32Array.from(met), count: Uint32Array.from(met, (item) => counts[item]) },
      {
        itemDomain: new Uint8Array(items),
        domainItems: Uint32Array.of(items),
        orders: 4,
      },
    );
  });
  return {
    candidates,
    events: asked.length,
    counts: { items: new Float32Array(items).fill(1), users },
    ...intervalTargets({ target: asked.map(([, item]) => item) }, {
      interval: asked.map(([, , interval]) => interval),
      items: Uint32Array.from(candidates),
      candidates: items,
      orders: 4,
      factors: (interval, of) => factorsOf[interval].of(of),
    }),
  };
}

forEachDevice("the loss over two domains and its gradients are PyTorch's", async () => {
  const shapes: Record<string, number[]> = {
    "domain.embedding": [2, 3],
    "user.offset": [3, 3],
    "popularity.weight": [4, 3],
    "popularity.bias": [3],
    "score.domain": [3, 1],
    "score.popularity": [3, 1],
    mix: [3, 3],
    ...Object.fromEntries([0, 1].flatMap((k) => [
      [`states.${k}`, [ASKED[k].length, 3]],
      ...["content", "item.offset", "popularity.offset"]
        .map((name) => [`${name}.${k}`, [COUNTS[k][0].length, 3]]),
    ])),
  };
  const parameters = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, goldenParameter(name, shape)]),
  );
  await assertGoldenLayer(parameters, golden.map_loss, (weights) => {
    const of = (name: string) => weights.get(name, shapes[name]);
    return [0, 1].map((k) => {
      const domain = embed(of("domain.embedding"), Int32Array.of(k));
      return mapLoss(goldenTargets(k), weights, {
        precisions: { user: 3, item: 5, popularity: 7, domain: 11 },
        latents: {
          // f_seq of D_k is linear there.
          states: of(`states.${k}`).add(tf.matMul(domain, of("mix"))),
          user: Int32Array.from(ASKED[k], ([user]) => user),
          userOffsets: of("user.offset"),
          content: of(`content.${k}`),
          itemOffsets: of(`item.offset.${k}`),
          popularityOffsets: of(`popularity.offset.${k}`),
          domain,
        },
      });
    }).reduce((sum, each) => sum.add(each)).div(2).reshape([]);
  });
});
