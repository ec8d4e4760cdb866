import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import golden from "../../tests/goldens/target_aware.json" with { type: "json" };
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import { assertGoldenLayer } from "../testing/assert_golden_layer.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { dice, diceParameters, diceStatistics } from "./dice.ts";
import { updateStatistics } from "./update_statistics.ts";

const x = goldenParameter("x", [3, 2, 4]);
const parameters = { x, "d.alpha": goldenParameter("d.alpha", [4]) };
const present = Uint8Array.of(1, 0, 1, 1, 0, 1);

forEachDevice("dice() gives PyTorch's values and gradients while training", async () => {
  await assertGoldenLayer(
    parameters,
    golden.dice,
    (weights) => dice(weights.get("x", x.shape), weights.within("d"), { training: true, present }),
  );
});

forEachDevice("dice() records the statistics of what is present, and scores by them", async () => {
  const statistics = diceStatistics("d", { size: 4 });
  const { records } = await differentiate(
    parameters,
    (weights) =>
      dice(weights.get("x", x.shape), weights.within("d"), { training: true, present }).sum(),
  );
  updateStatistics(statistics, { records, momentum: 1 });
  assertNear(statistics["d.mean"].values, golden.diceStatistics.mean, 1e-6);
  assertNear(statistics["d.variance"].values, golden.diceStatistics.variance, 1e-6);
  const y = await evaluate(
    { ...parameters, ...statistics },
    (weights) => dice(weights.get("x", x.shape), weights.within("d"), { training: false }),
  );
  assertNear(y, golden.dice.output, 1e-5);
});

for (const training of [true, false]) {
  forEachDevice(`dice() has the right gradient, training ${training}`, async () => {
    const given = {
      x: randomParameter("x", [3, 2, 2]),
      "d.alpha": randomParameter("alpha", [2]),
      ...training ? {} : {
        "d.mean": randomParameter("mean", [2]),
        "d.variance": { shape: [2], values: new Float32Array([1, 2]) },
      },
    };
    await assertGradient(
      given,
      (weights) =>
        dice(weights.get("x", [3, 2, 2]), weights.within("d"), { training, present })
          .sub(1).square().mean(),
    );
  });
}

forEachDevice("dice() is half of what it gets at the mean, and knows one vector only", async () => {
  const given = {
    x: { shape: [1, 2], values: new Float32Array([4, -6]) },
    ...diceParameters("d", { size: 2 }),
  };
  const y = await evaluate(
    given,
    (weights) => dice(weights.get("x", [1, 2]), weights.within("d"), { training: true }),
  );
  assertAlmostEquals(y[0], 2, 1e-5);
  assertAlmostEquals(y[1], -3, 1e-5);
});

forEachDevice(
  "dice() refuses a mask of another length, or to score without statistics",
  async () => {
    const given = { x: randomParameter("x", [3, 2]), ...diceParameters("d", { size: 2 }) };
    const compute = (training: boolean, present?: Uint8Array) => () =>
      evaluate(
        given,
        (weights) => dice(weights.get("x", [3, 2]), weights.within("d"), { training, present }),
      );
    await assertRejects(
      compute(true, new Uint8Array(2)),
      TypeError,
      "Cannot mask 3 vectors by 2 numbers: expected 3",
    );
    await assertRejects(
      compute(false),
      TypeError,
      'Cannot use tensor "d.mean": there is none, expected shape [2]',
    );
  },
);

Deno.test("diceStatistics() are not among the trained parameters", () => {
  assertEquals(Object.keys(diceParameters("d", { size: 2 })), ["d.alpha"]);
  assertEquals(Object.keys(diceStatistics("d", { size: 2 })), ["d.mean", "d.variance"]);
});
