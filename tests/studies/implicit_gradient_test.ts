import { assert } from "@std/assert";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { neumannErrors } from "./_neumann_errors.ts";
import { RATE, ridgeWorld } from "./_ridge_world.ts";

forEachDevice("implicitGradient() of a ridge regression becomes its hyper-gradient", async () => {
  const world = ridgeWorld(), errors = await neumannErrors(world, { most: 10 });
  assert(Math.abs(world.norm - RATE) < 1e-9, `‖I − αH‖ is ${world.norm}`);
  assert(errors[0] > 0.2, "a world in which one term would do");
  for (const [terms, error] of errors.entries()) {
    if (terms === 0) continue;
    const factor = error / errors[terms - 1];
    assert(factor > 0.5 && factor < 0.65, `${terms} terms: ${factor} times the error before`);
  }
  assert(errors[10] < 0.01, `with K = 10 ${errors[10]} off`);
});
