import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import { embed } from "../tables/embed.ts";
import type { Tensor } from "../tensor.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { implicitGradient } from "./implicit_gradient.ts";

// tests/studies/implicit_gradient_test.ts has what is asked for: a series that becomes a hyper-gradient.

const number = (value: number) => ({ shape: [], values: Float32Array.of(value) });
const parameters = { lower: { x: number(2) }, upper: { a: number(3) } };
/** H is a, the mixed derivative x: with α = 1/4 the series is 1/4 Σ (1 − 3/4)ⁿ. */
const train = (weights: Weights) => weights.get("x", []).square().mul(weights.get("a", [])).div(2);
const development = (weights: Weights) => weights.get("x", []).mul(5);

forEachDevice("implicitGradient() is the series of equation 14, worked out by hand", async () => {
  for (const [terms, sum] of [[0, 1], [1, 1.25], [3, 1.328125]]) {
    const losses = { train, development }, options = { terms, step: 0.25 };
    const { value, gradients: { a } } = await implicitGradient(parameters, losses, options);
    assertEquals(value, 10);
    assertNear(a, [-5 * 0.25 * sum * 2], 1e-6);
  }
});

forEachDevice("implicitGradient() takes a step no longer than what H allows", async () => {
  // a = 3: a step of a third is all that there is to go, and no later term adds anything.
  for (const [terms, step] of [[1, 1], [2, 7], [5, 100]]) {
    const options = { terms, step };
    const { gradients } = await implicitGradient(parameters, { train, development }, options);
    assertNear(gradients.a, [-5 / 3 * 2], 1e-6);
  }
});

forEachDevice("implicitGradient() converges where the series would not", async () => {
  // H of x and z is diag(1, 40): with α = 1 the second one's terms are powers of −39.
  const lower = { x: number(2), z: number(1) }, upper = { a: number(3) };
  const read = (weights: Weights, names: string) => [...names].map((name) => weights.get(name, []));
  const losses = {
    train: (weights: Weights) => {
      const [x, z, a] = read(weights, "xza");
      return x.sub(a).square().add(z.sub(a).square().mul(40)).div(2);
    },
    development: (weights: Weights) => {
      const [x, z] = read(weights, "xz");
      return x.mul(3).add(z.mul(2));
    },
  };
  const slope = async (terms: number) =>
    (await implicitGradient({ lower, upper }, losses, { terms, step: 1 })).gradients.a[0];
  // x and z follow a one to one: 3 and 2, of which no number of terms gives more.
  for (const terms of [1, 2, 3, 10]) {
    const found = await slope(terms);
    assert(found > 0 && found < 5, `${terms} terms: ${found}`);
  }
  assertNear([await slope(400)], [5], 1e-3);
});

forEachDevice(
  "implicitGradient() goes through what the development loss does not see",
  async () => {
    // y pulls at x, x at z: L_dev sees z alone.
    const lower = { x: number(1), z: number(1) }, upper = { y: number(1) };
    const chain = (weights: Weights) => {
      const [x, y, z] = ["x", "y", "z"].map((name) => weights.get(name, []));
      return x.sub(y).square().add(z.sub(x).square()).div(2);
    };
    const losses = { train: chain, development: (weights: Weights) => weights.get("z", []) };
    const slope = async (terms: number) =>
      (await implicitGradient({ lower, upper }, losses, { terms, step: 0.5 })).gradients.y;
    assertEquals([...await slope(0)], [0]);
    assertNear(await slope(60), [1], 1e-4);
  },
);

forEachDevice("implicitGradient() does not ask for rows that only development uses", async () => {
  const loss = (place: number) => (weights: Weights) =>
    embed(weights.get("t", [-1, 1]), Int32Array.of(0, place)).sub(weights.get("a", [])).square()
      .mean();
  const dev = (places: number[]) => (weights: Weights) =>
    embed(weights.get("t", [-1, 1]), Int32Array.from(places)).square().mean();
  const of = (rows: number[], places: number[]) =>
    implicitGradient(
      { lower: { t: { shape: [rows.length, 1], values: Float32Array.from(rows) } }, upper },
      { train: loss(1), development: dev(places) },
      { terms: 2, step: 0.5 },
    );
  const upper = { a: number(0.5) };
  // A third row, of which half the mean is made.
  const { gradients: { a: [alone] } } = await of([1, 2], [0, 1]);
  const { gradients: { a: [beside] } } = await of([1, 2, 9], [0, 1, 2, 2]);
  assertNear([beside], [alone / 2], 1e-6);
});

forEachDevice("implicitGradient() refuses what does not fit", async () => {
  const good = { terms: 1, step: 0.5 }, { lower, upper } = parameters;
  const of = (weights: Weights) => weights.get("x", []);
  type Losses = { train: (weights: Weights) => Tensor; development: (weights: Weights) => Tensor };
  const refused: [
    { lower: Parameters; upper: Parameters },
    Losses,
    typeof good,
    typeof TypeError | typeof RangeError,
    string,
  ][] = [
    [
      parameters,
      { train, development },
      { terms: 1.5, step: 1 },
      RangeError,
      "Cannot add 1.5 terms: expected a whole number",
    ],
    [
      parameters,
      { train, development },
      { terms: -1, step: 1 },
      RangeError,
      "Cannot add -1 terms: expected a whole number",
    ],
    ...[0, -1, NaN, Infinity].map((step): (typeof refused)[number] => [
      parameters,
      { train, development },
      { terms: 1, step },
      RangeError,
      `Cannot invert by steps of ${step}: expected a number above 0`,
    ]),
    [
      { lower, upper: {} },
      { train: of, development },
      good,
      TypeError,
      "Cannot differentiate through no parameters",
    ],
    [
      { lower, upper: { ...upper, ...lower } },
      { train, development },
      good,
      TypeError,
      'Cannot take "x" as upper: it is lower as well',
    ],
    [
      parameters,
      { train: (w) => of(w).square(), development },
      good,
      TypeError,
      'Cannot differentiate by "a": the gradient of the training loss does not depend on it',
    ],
    [
      { lower: { ...lower, z: number(1) }, upper },
      { train, development },
      good,
      TypeError,
      'Cannot differentiate by "z": the loss does not depend on it',
    ],
    [
      parameters,
      { train: (w) => train(w).reshape([1, 1]).tile([1, 2]), development },
      good,
      TypeError,
      "Cannot differentiate a loss of shape [1,2]: 2 numbers, expected one",
    ],
    [
      parameters,
      { train, development: (w) => of(w).reshape([1, 1]).tile([2, 1]) },
      good,
      TypeError,
      "Cannot differentiate a loss of shape [2,1]: 2 numbers, expected one",
    ],
    [
      parameters,
      { train: (w) => train(w).mul(1e30).mul(1e30), development },
      { terms: 2, step: 1 },
      RangeError,
      'Cannot differentiate by "a": its implicit gradient is not finite',
    ],
  ];
  for (const [given, losses, options, type, message] of refused) {
    await assertRejects(() => implicitGradient(given, losses, options), type, message);
  }
});

forEachDevice("implicitGradient() leaves its parameters as they are, twice the same", async () => {
  const losses = { train, development }, options = { terms: 3, step: 0.1 };
  const first = await implicitGradient(parameters, losses, options);
  assertEquals(await implicitGradient(parameters, losses, options), first);
  assertEquals([parameters.lower.x.values[0], parameters.upper.a.values[0]], [2, 3]);
});
