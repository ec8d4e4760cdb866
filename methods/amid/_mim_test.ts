import { assertEquals } from "@std/assert";
import { differentiate } from "../../nn/differentiate.ts";
import { evaluate } from "../../nn/evaluate.ts";
import type { Parameters } from "../../nn/parameters/parameters.ts";
import type { Weights } from "../../nn/parameters/weights.ts";
import type { Tensor } from "../../nn/tensor.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";
import {
  enhance,
  enhanceParameters,
  groupFlags,
  type Interests,
  meanOfStates,
  similarity,
} from "./_mim.ts";

const SIZE = 2;
const matrix = (...values: number[]) => ({
  shape: [SIZE, SIZE],
  values: Float32Array.from(values),
});
const sequences = (...rows: number[][]) => ({
  shape: [rows.length, rows[0].length / SIZE, SIZE],
  values: Float32Array.from(rows.flat()),
});
const statesOf = (weights: Weights, name: string, counted: number[]) => {
  return { states: weights.get(name, [-1, -1, SIZE]), counted: Uint8Array.from(counted) };
};

forEachDevice("equation 3: the cosine of the two nearest positions, padding left out", async () => {
  const parameters = {
    // Of the second user the position along (3, 4) is padding.
    own: sequences([1, 0, 3, 4], [0, 2, 3, 4]),
    other: sequences([5, 0, 0, 0]),
    "mim.own": matrix(1, 0, 0, 1),
    // Turns (5, 0) into (0, 5).
    "mim.other": matrix(0, 1, 1, 0),
  };
  const near = await evaluate(
    parameters,
    (weights) =>
      similarity(
        statesOf(weights, "own", [1, 1, 1, 0]),
        statesOf(weights, "other", [1, 0]),
        weights.within("mim"),
      ),
  );
  assertNear(near, [0.8, 1], 1e-6);
});

forEachDevice("equation 4: 1 from k on; its slope is that of σ((a′ − k) / 0.1)", async () => {
  const near = { shape: [3], values: new Float32Array([0.25, 0.5, 0.75]) };
  const flags = (weights: Weights) => groupFlags(weights.get("near", [3]), 0.5);
  assertNear(await evaluate({ near }, flags), [0, 1, 1], 1e-6);
  const { gradients } = await differentiate({ near }, (weights) => flags(weights).sum());
  const slope = (x: number) => 1 / (1 + Math.exp(-x)) * (1 - 1 / (1 + Math.exp(-x))) / 0.1;
  assertNear(gradients.near, [slope(-2.5), slope(0), slope(2.5)], 1e-4);
});

/** Two users, of whom the second is reference user 1 and has been in domain 1 herself. */
function interests(weights: Weights, options: Partial<Interests> = {}): Interests {
  return {
    domain: 1,
    group: statesOf(weights, "group", [1, 1, 1, 1]),
    slot: new Int32Array([0, 1]),
    scale: 1,
    mayJoin: new Float32Array([1, 1, 1, 0]),
    own: statesOf(weights, "same", [1, 1]),
    place: new Int32Array([0, 1]),
    ...options,
  };
}

const hand: Parameters = {
  own: sequences([1, 0, 1, 0], [0, 1, 0, 1]),
  // The first is near user 0 alone; the second near user 1, who is that user.
  group: sequences([2, 0, 4, 0], [0, 6, 0, 6]),
  same: sequences([0, 8, 0, 4]),
  "mim.fuse": matrix(1, 0, 0, 10),
  "mim.from.1.own": matrix(1, 0, 0, 1),
  "mim.from.1.other": matrix(1, 0, 0, 1),
  "mim.from.1.message": matrix(2, 0, 0, 1),
  "mim.from.1.squeeze.group": { shape: [2, 1], values: new Float32Array([0.5, 100]) },
  "mim.from.1.squeeze.same": { shape: [1, 1], values: new Float32Array([3]) },
};

forEachDevice("equations 5 and 6, worked out by hand; nobody hears her own row", async () => {
  const users = await evaluate(
    hand,
    (weights) =>
      enhance(statesOf(weights, "own", [1, 1, 1, 1]), [interests(weights)], {
        weights: weights.within("mim"),
        threshold: 0.5,
      }),
  );
  // User 0: mean (1, 0), message 0.5 · (3, 0) W_ip = (3, 0), half of the sum, W_F.
  // User 1: mean (0, 1), message of herself 3 · (0, 6) W_ip = (0, 18).
  assertNear(users, [2, 0, 0, 95], 1e-4);
});

forEachDevice("the mean form is that of equation 6 position by position", async () => {
  const length = 3, users = 2, others = 3, sides = [2 * length, SIZE];
  const parameters: Parameters = {
    ...enhanceParameters("mim", { size: SIZE, groupSize: others, others: [1], seed: 1 }),
    own: randomParameter("own", [users, length, SIZE]),
    group: randomParameter("group", [others, length, SIZE]),
    same: randomParameter("same", [users, length, SIZE]),
    "mim.from.1.squeeze.group": randomParameter("squeeze", [others, 1]),
  };
  const all = (count: number) => Array<number>(count * length).fill(1), threshold = 0.2;
  const own = (weights: Weights) => statesOf(weights, "own", all(users));
  const group = (weights: Weights) => statesOf(weights, "group", all(others));
  const short = await evaluate(parameters, (weights) =>
    enhance(own(weights), [interests(weights, {
      group: group(weights),
      slot: new Int32Array([0, 1, 2]),
      mayJoin: new Float32Array(users * others).fill(1),
      own: statesOf(weights, "same", all(users)),
      place: new Int32Array([1, 2]),
    })], { weights: weights.within("mim"), threshold }));
  const long = await evaluate(parameters, (weights) => {
    const inside = weights.within("mim.from.1"), message = inside.get("message", [SIZE, SIZE]);
    const flags = groupFlags(similarity(own(weights), group(weights), inside), threshold);
    const states = group(weights).states.reshape([others * length, SIZE]).matMul(message);
    // m′ W_C: messages of every slot, weighted, summed over slots at each position.
    const slots = flags.mul(inside.get("squeeze.group", [others, 1]).reshape([1, others]));
    const fromGroup = slots.matMul(states.reshape([others, length * SIZE]));
    const same = weights.get("same", [users, length, SIZE]).reshape([users * length, SIZE])
      .matMul(message).reshape([users, length * SIZE]);
    const squeezed: Tensor = fromGroup.add(same).reshape([users, length, SIZE]);
    const whole = weights.get("own", [users, length, SIZE]).concat(squeezed, 1);
    return whole.reshape([users * 2 * length, SIZE]).matMul(weights.get("mim.fuse", [SIZE, SIZE]))
      .reshape([users, ...sides]).mean(1);
  });
  assertNear(short, long, 1e-5);
});

forEachDevice("W₁, W₂ and all other weights of MIM move; states of either side do", async () => {
  const { gradients } = await differentiate({
    ...hand,
    ...enhanceParameters("mim", { size: SIZE, groupSize: 2, others: [1], seed: 3 }),
    group: sequences([2, 1, 4, 3], [1, 6, 2, 6]),
  }, (weights) =>
    enhance(statesOf(weights, "own", [1, 1, 1, 0]), [interests(weights)], {
      weights: weights.within("mim"),
      threshold: 0.5,
    }).square().sum());
  for (const [name, slopes] of Object.entries(gradients)) {
    assertEquals(slopes.some((each) => each !== 0), true, name);
  }
  assertEquals([...gradients.own.subarray(6)], [0, 0], "padding");
});

forEachDevice("samples of the slots are right on average", async () => {
  const run = (options: (weights: Weights) => Partial<Interests>) =>
    evaluate(hand, (weights) =>
      enhance(
        statesOf(weights, "own", [1, 1, 1, 1]),
        [interests(weights, {
          mayJoin: new Float32Array([1, 1, 1, 1]),
          ...options(weights),
        })],
        { weights: weights.within("mim"), threshold: 0.5 },
      ));
  const all = await run(() => ({}));
  const halves = await Promise.all([0, 1].map((slot) =>
    run((weights) => ({
      group: {
        states: weights.get("group", [2, 2, SIZE]).slice([slot, 0, 0], [1, 2, SIZE]),
        counted: new Uint8Array([1, 1]),
      },
      slot: new Int32Array([slot]),
      scale: 2,
      mayJoin: new Float32Array([1, 1]),
    }))
  ));
  assertNear(halves[0].map((each, i) => (each + halves[1][i]) / 2), all, 1e-3);
});

forEachDevice("meanOfStates() counts what is to be counted", async () => {
  const states = sequences([1, 2, 3, 4, 9, 9]);
  const mean = (counted: number[]) =>
    evaluate({ states }, (weights) => meanOfStates(statesOf(weights, "states", counted)));
  assertNear(await mean([1, 1, 0]), [2, 3], 1e-6);
  assertNear(await mean([0, 1, 0]), [3, 4], 1e-6);
});
