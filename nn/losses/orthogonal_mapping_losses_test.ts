import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import golden from "../../tests/goldens/click_models.json" with { type: "json" };
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import { assertGoldenLayer } from "../testing/assert_golden_layer.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertHessian } from "../testing/assert_hessian.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameters } from "../testing/golden_parameters.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import {
  orthogonalMappingLosses,
  orthogonalMappingParameters,
} from "./orthogonal_mapping_losses.ts";

const users: Parameters = {
  a: randomParameter("a", [3, 2]),
  b: randomParameter("b", [3, 2]),
};
const given: Parameters = { ...users, "x.mapping": randomParameter("mapping", [2, 2]) };

const losses = (weights: Weights) =>
  orthogonalMappingLosses(
    { a: weights.get("a", [-1, -1]), b: weights.get("b", [-1, 2]) },
    weights.within("x"),
  );
const loss = (weights: Weights) => losses(weights).mean();

forEachDevice("orthogonalMappingLosses() gives PyTorch's values and gradients", async () => {
  const parameters = goldenParameters(given);
  await assertGoldenLayer(
    parameters,
    golden.orthogonalMapping,
    losses,
  );
});

forEachDevice("orthogonalMappingLosses() has the slopes of finite differences, twice", async () => {
  await assertGradient(given, loss);
  await assertHessian(given, loss);
});

forEachDevice("orthogonalMappingLosses() is 0 for a turn, and the same backwards", async () => {
  const turn = { shape: [2, 2], values: Float32Array.of(0.6, 0.8, -0.8, 0.6) };
  const back = { shape: [2, 2], values: Float32Array.of(0.6, -0.8, 0.8, 0.6) };
  // Of other lengths, since angles count.
  const a = { shape: [2, 2], values: Float32Array.of(0.6, 0.8, -4, 3) };
  const b = { shape: [2, 2], values: Float32Array.of(2, 0, 0, 7) };
  const [there] = await evaluate({ a, b, "x.mapping": turn }, loss);
  assertAlmostEquals(there, 0, 1e-6);
  const [backwards] = await evaluate({ a: b, b: a, "x.mapping": back }, loss);
  assertAlmostEquals(backwards, 0, 1e-6);
});

forEachDevice("orthogonalMappingLosses() counts what is not orthogonal, per number", async () => {
  // Opposite vectors cost 2; 2 I is off by 3 on the diagonal: (9 + 9) / 2.
  const a = { shape: [1, 2], values: Float32Array.of(1, 0) };
  const b = { shape: [1, 2], values: Float32Array.of(-1, 0) };
  const twice = { shape: [2, 2], values: Float32Array.of(2, 0, 0, 2) };
  const [value] = await evaluate({ a, b, "x.mapping": twice }, loss);
  assertAlmostEquals(value, 2 + 9, 1e-5);
});

forEachDevice("orthogonalMappingLosses() of users without vectors is finite", async () => {
  const nobody = { a: { shape: [1, 2], values: new Float32Array(2) }, b: users.b };
  const mapping = orthogonalMappingParameters("x", { size: 2 });
  const one = { ...nobody, b: { shape: [1, 2], values: new Float32Array(2) }, ...mapping };
  const { value, gradients } = await differentiate(one, loss);
  assertEquals(value, 1);
  assertEquals([...gradients["x.mapping"]], [0, 0, 0, 0]);
});

forEachDevice("orthogonalMappingLosses() refuses what does not fit", async () => {
  await assertRejects(
    () => evaluate({ ...given, a: randomParameter("a", [2, 2]) }, loss),
    TypeError,
    "Cannot tie users of shape [3,2]: expected [2,2]",
  );
});

Deno.test("orthogonalMappingParameters() are the identity", () => {
  const { "x.mapping": mapping } = orthogonalMappingParameters("x", { size: 3 });
  assertEquals([...mapping.values], [1, 0, 0, 0, 1, 0, 0, 0, 1]);
  assertEquals(mapping.shape, [3, 3]);
});
