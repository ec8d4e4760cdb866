import { assertEquals, assertRejects } from "@std/assert";
import { gru4recEncoder, gru4recEncoderParameters } from "../encoders/gru4rec_encoder.ts";
import { sasrecEncoder, sasrecEncoderParameters } from "../encoders/sasrec_encoder.ts";
import { batchNorm } from "../layers/batch_norm.ts";
import { convolution, convolutionParameters } from "../layers/convolution.ts";
import { mlp, mlpParameters } from "../layers/mlp.ts";
import { stopGradient } from "../layers/stop_gradient.ts";
import { unitVectors } from "../layers/unit_vectors.ts";
import { bceLoss } from "../losses/bce_loss.ts";
import { bprLoss } from "../losses/bpr_loss.ts";
import { infoNceLoss } from "../losses/info_nce_loss.ts";
import { listwiseSoftmaxLoss } from "../losses/listwise_softmax_loss.ts";
import { softmaxLoss } from "../losses/softmax_loss.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import { embed } from "../tables/embed.ts";
import type { Tensor } from "../tensor.ts";
import { assertHessian } from "../testing/assert_hessian.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { hessianVectorProduct } from "./hessian_vector_product.ts";

const table = randomParameter("table", [6, 4]), x = randomParameter("x", [2, 3, 4]);
const ids = Int32Array.of(0, 5, 2, 2), user = randomParameter("user", [4, 4]);

const losses: Record<string, [Parameters, (weights: Weights) => Tensor]> = {
  "bceLoss() of embedded items": [{ table, user }, (weights) => {
    const positive = embed(weights.get("table", [6, 4]), ids).mul(weights.get("user", [4, 4]));
    return bceLoss(positive.sum(-1), weights.get("user", [4, 4]));
  }],
  "bprLoss()": [{ user }, (weights) => {
    const user = weights.get("user", [4, 4]);
    return bprLoss(user.square().sum(-1), user);
  }],
  "softmaxLoss()": [{ table, user }, (weights) => {
    const candidates = weights.get("table", [6, 4]), positives = embed(candidates, ids);
    const among = Uint8Array.of(1, 1, 1, 1);
    return softmaxLoss(weights.get("user", [4, 4]), { positives, candidates, among });
  }],
  "infoNceLoss() of unit vectors": [{ user, keys: randomParameter("keys", [4, 4]) }, (weights) => {
    const keys = unitVectors(weights.get("keys", [4, 4]));
    return infoNceLoss(unitVectors(weights.get("user", [4, 4])), { keys, temperature: 0.5 });
  }],
  "listwiseSoftmaxLoss()": [
    { user },
    (weights) =>
      listwiseSoftmaxLoss(
        weights.get("user", [4, 4]),
        Uint8Array.from({ length: 16 }, (_, i) => +(i % 4 === 1)),
      ),
  ],
  "mlp() with gelu and batchNorm()": [
    {
      x,
      ...mlpParameters("m", { sizes: [4, 5, 4], seed: 1 }),
      "n.weight": randomParameter("scale", [4]),
      "n.bias": randomParameter("shift", [4]),
    },
    (weights) => {
      const y = mlp(weights.get("x", [2, 3, 4]), weights.within("m"), {
        layers: 2,
        activation: "gelu",
      });
      return batchNorm(y, weights.within("n"), { training: true }).sub(weights.get("x", [2, 3, 4]))
        .square().mean();
    },
  ],
  "convolution()": [
    { x, ...convolutionParameters("c", { inputs: 4, outputs: 4, taps: 2, seed: 1 }) },
    (weights) =>
      convolution(weights.get("x", [2, 3, 4]), weights.within("c"), { padding: "causal" }).square()
        .mean(),
  ],
  "sasrecEncoder()": [
    { x, ...sasrecEncoderParameters("e", { size: 4, length: 3, blocks: 1, seed: 2 }) },
    (weights) =>
      sasrecEncoder(weights.get("x", [2, 3, 4]), weights.within("e"), { blocks: 1, heads: 2 })
        .sub(1).square().mean(),
  ],
  "gru4recEncoder()": [
    { x, ...gru4recEncoderParameters("e", { size: 4, layers: 2, seed: 2 }) },
    (weights) =>
      gru4recEncoder(weights.get("x", [2, 3, 4]), weights.within("e"), { layers: 2 })
        .sub(1).square().mean(),
  ],
};

losses["gru4recEncoder() of one position"] = [
  {
    x: randomParameter("one", [2, 1, 4]),
    ...gru4recEncoderParameters("e", { size: 4, layers: 1, seed: 2 }),
  },
  (weights) =>
    gru4recEncoder(weights.get("x", [2, 1, 4]), weights.within("e"), { layers: 1 })
      .sub(1).square().mean(),
];

for (const name of ["exp", "sigmoid", "softmax", "tanh"] as const) {
  losses[`${name}()`] = [
    { user },
    (weights) => weights.get("user", [4, 4])[name]().square().mean(),
  ];
}

for (const [name, [parameters, loss]] of Object.entries(losses)) {
  forEachDevice(`hessianVectorProduct() of ${name} is that of finite differences`, async () => {
    await assertHessian(parameters, loss);
  });
}

const y = { shape: [2], values: new Float32Array([3, 4]) };

forEachDevice(
  "hessianVectorProduct() is 0 where the loss is linear, or a gradient stopped",
  async () => {
    const direction = { y: new Float32Array([1, 1]) };
    const linear = await hessianVectorProduct({ y }, (weights) => weights.get("y", [2]).sum(), {
      direction,
    });
    assertEquals([...linear.y], [0, 0]);
    const stopped = await hessianVectorProduct({ y }, (weights) => {
      const y = weights.get("y", [2]);
      return stopGradient(y).mul(y).sum();
    }, { direction });
    assertEquals([...stopped.y], [0, 0]);
  },
);

forEachDevice("hessianVectorProduct() goes nowhere along what the direction lacks", async () => {
  const z = { shape: [], values: new Float32Array([5]) };
  const products = await hessianVectorProduct(
    { y, z },
    (weights) => weights.get("y", [2]).square().sum().mul(weights.get("z", [])),
    { direction: { z: new Float32Array([1]) } },
  );
  assertEquals(products, { y: new Float32Array([6, 8]), z: new Float32Array([0]) });
});

forEachDevice("hessianVectorProduct() refuses what does not fit", async () => {
  const square = (weights: Weights) => weights.get("y", [2]).square();
  const refused: [Record<string, Float32Array>, (weights: Weights) => Tensor, string][] = [
    [{ z: new Float32Array(2) }, (w) => square(w).sum(), 'Cannot go along "z": no such parameter'],
    [
      { y: new Float32Array(3) },
      (w) => square(w).sum(),
      'Cannot go along "y": 3 numbers, expected 2',
    ],
    [{}, square, "Cannot differentiate a loss of shape [2]: 2 numbers, expected one"],
  ];
  for (const [direction, loss, message] of refused) {
    await assertRejects(() => hessianVectorProduct({ y }, loss, { direction }), TypeError, message);
  }
});
