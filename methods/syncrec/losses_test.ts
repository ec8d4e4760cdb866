import { assert, assertEquals, assertLess } from "@std/assert";
import { domainWeights, evaluate, type Parameters } from "@permafrost/bench/nn";
import golden from "../../tests/goldens/syncrec.json" with { type: "json" };
import { assertGoldenLayer } from "../../nn/testing/assert_golden_layer.ts";
import { assertGradient } from "../../nn/testing/assert_gradient.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { goldenParameter } from "../../nn/testing/golden_parameter.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";
import { mutualInformation } from "./_mutual_information.ts";
import { pairLosses } from "./_pair_losses.ts";
import { sumsBy, transferGap } from "./_transfer_gap.ts";

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const softplus = (x: number): number => Math.log(1 + Math.exp(x));

forEachDevice(
  "pairLosses() are −log σ of a difference of probabilities, or of products",
  async () => {
    const inputs: Parameters = {
      states: { shape: [2, 1], values: Float32Array.of(1, -2) },
      positive: { shape: [2, 1], values: Float32Array.of(3, 1) },
      negative: { shape: [2, 2, 1], values: Float32Array.of(2, 0, 1, -1) },
    };
    // Products 3, −2; 2, 0, −2, 2.
    const wanted = {
      "probability-bpr": [
        (softplus(sigmoid(2) - sigmoid(3)) + softplus(0.5 - sigmoid(3))) / 2,
        (softplus(0) + softplus(sigmoid(2) - sigmoid(-2))) / 2,
      ],
      bpr: [(softplus(-1) + softplus(-3)) / 2, (softplus(0) + softplus(4)) / 2],
    };
    for (const loss of ["probability-bpr", "bpr"] as const) {
      const losses = await evaluate(inputs, (weights) =>
        pairLosses(weights.get("states", [2, 1]), {
          positive: weights.get("positive", [2, 1]),
          negative: weights.get("negative", [2, 2, 1]),
          loss,
        }));
      assertNear(losses, wanted[loss], 1e-6);
    }
  },
);

forEachDevice(
  "transferGap() is the difference on common targets, negative where others harm",
  async () => {
    // Domain 0: common targets lose 3 − 1 and 2 − 4; domain 1: 1 − 5; domain 2: none in common.
    const single = Float32Array.of(3, 9, 2, 1, 7), cross = Float32Array.of(4, 5, 1, 8);
    const common = Int32Array.of(2, -1, 0, 1, -1), domain = [0, 0, 0, 1, 2];
    const brute = [0, 1, 2].map((each) =>
      common.reduce(
        (sum, at, i) => at < 0 || domain[i] !== each ? sum : sum + (single[i] - cross[at]) / 2,
        0,
      )
    );
    const found = await evaluate(
      { single: { shape: [5], values: single }, cross: { shape: [4], values: cross } },
      (weights) =>
        transferGap(weights.get("single", [5]), weights.get("cross", [4]), {
          ...{ common, domain, domains: 3, size: 2 },
        }),
    );
    assertNear(found, brute, 1e-6);
    assertEquals([...found], [0, -2, 0]);
  },
);

forEachDevice("transferGap() of no common target is 0", async () => {
  const losses = { shape: [1], values: Float32Array.of(2) };
  const found = await evaluate({ losses }, (weights) => {
    const both = weights.get("losses", [1]);
    return transferGap(both, both, {
      ...{ common: Int32Array.of(-1), domain: [1], domains: 2, size: 1 },
    });
  });
  assertEquals([...found], [0, 0]);
});

forEachDevice("the corrected loss and its gradients are PyTorch's", async () => {
  const domain = [0, 0, 1, 1, 2, 2], own = goldenParameter("own", [6]);
  const parameters = {
    merged: goldenParameter("merged", [6]),
    alpha: goldenParameter("alpha", [1]),
    beta: goldenParameter("beta", [1]),
  };
  const previous = goldenParameter("previous", [3]);
  await assertGoldenLayer(parameters, golden.correction, (weights) => {
    const merged = weights.get("merged", [6]), sums = sumsBy(merged, domain, 3).div(2);
    const constant = ({ shape, values }: Parameters[string]) =>
      // Of no parameter, and so without a gradient.
      merged.mul(0).sum().add([...values]).reshape([...shape]);
    const common = Int32Array.from(domain, (_, at) => at);
    const gaps = transferGap(constant(own), merged, { common, domain, domains: 3, size: 2 });
    const options = { previous: constant(previous), temperature: 0.5 };
    return sums.mul(domainWeights(gaps, weights, options)).sum().reshape([]);
  });
});

forEachDevice("mutualInformation() is PyTorch's cross-entropy, and its gradients", async () => {
  const parameters = {
    single: goldenParameter("single", [5, 4]),
    cross: goldenParameter("cross", [5, 4]),
    matrix: goldenParameter("matrix", [4, 4]),
  };
  await assertGoldenLayer(
    parameters,
    golden.mutual_information,
    (weights) =>
      mutualInformation(weights.get("single", [5, 4]), {
        cross: weights.get("cross", [5, 4]),
        user: [0, 0, 1, 2, 2],
        matrix: weights.get("matrix", [4, 4]),
      }),
  );
});

forEachDevice("mutualInformation() by hand: two users, one number", async () => {
  const inputs = {
    single: { shape: [3, 1], values: Float32Array.of(1, 3, -1) },
    cross: { shape: [3, 1], values: Float32Array.of(2, 0, 1) },
    matrix: { shape: [1, 1], values: Float32Array.of(0.5) },
  };
  // Means: 2 and −1 alone, 1 and 1 merged; ρ = σ(.5 · alone · merged).
  const [own, other] = [sigmoid(1), sigmoid(-0.5)];
  const all = Math.log(Math.exp(own) + Math.exp(other));
  const [loss] = await evaluate(
    inputs,
    (weights) =>
      mutualInformation(weights.get("single", [3, 1]), {
        cross: weights.get("cross", [3, 1]),
        user: [7, 7, 2],
        matrix: weights.get("matrix", [1, 1]),
      }),
  );
  assertNear([loss], [((all - own) + (all - other)) / 2], 1e-6);
});

forEachDevice("mutualInformation() has the gradients of finite differences", async () => {
  const inputs = {
    single: randomParameter("single", [4, 3]),
    cross: randomParameter("cross", [4, 3]),
    matrix: randomParameter("matrix", [3, 3]),
  };
  await assertGradient(inputs, (weights) =>
    mutualInformation(weights.get("single", [4, 3]), {
      cross: weights.get("cross", [4, 3]),
      user: [0, 1, 1, 2],
      matrix: weights.get("matrix", [3, 3]),
    }));
});

forEachDevice("λ falls when a domain is made unrelated", async () => {
  const inputs = {
    alpha: { shape: [1], values: Float32Array.of(1) },
    beta: { shape: [1], values: Float32Array.of(1) },
    single: { shape: [4], values: Float32Array.of(0.7, 0.7, 0.7, 0.7) },
  };
  const weightsOf = async (
    cross: number[],
    previous: readonly number[],
  ) => [
    ...await evaluate(
      { ...inputs, cross: { shape: [4], values: Float32Array.from(cross) } },
      (weights) => {
        const merged = weights.get("cross", [4]);
        const gaps = transferGap(weights.get("single", [4]), merged, {
          ...{ common: Int32Array.of(0, 1, 2, 3), domain: [0, 0, 1, 1], domains: 2, size: 1 },
        });
        const before = merged.mul(0).slice(0, 2).add([...previous]);
        return domainWeights(gaps, weights, { previous: before, temperature: 1 });
      },
    ),
  ];
  // Related: what others tell helps both. Then domain 1 is told worse with the others than alone.
  let related = [0, 0], unrelated = [0, 0];
  for (let batch = 0; batch < 3; batch++) {
    related = await weightsOf([0.5, 0.5, 0.5, 0.5], related);
    unrelated = await weightsOf([0.5, 0.5, 0.9, 0.9], unrelated);
    assertNear(related, [0.5, 0.5], 1e-6);
    assertLess(unrelated[1], 0.4);
  }
  assert(unrelated[0] + unrelated[1] > 0.999);
});
