import { assertEquals } from "@std/assert";
import { tensorCount } from "../../nn/tensor_count.ts";
import { testWebGpu } from "../../nn/testing/test_webgpu.ts";
import { METHOD_IDS, METHODS, suiteOf } from "./_suite_of.ts";

// In software, WebGPU takes seconds a fit: two fits meet every read and every kernel.
const ON_WEBGPU = ["the same seed gives the same bytes", "loaded equals saved"];

for (const id of METHOD_IDS) {
  const folder = new URL(`${id}/`, METHODS);
  const usesTensors = [...Deno.readDirSync(folder)].some(({ name }) =>
    name.endsWith(".ts") && !name.endsWith("_test.ts") &&
    Deno.readTextFileSync(new URL(name, folder)).includes('"@permafrost/bench/nn"')
  );
  if (!usesTensors) continue;
  testWebGpu(`${id} conforms on webgpu`, async () => {
    let before = 0;
    {
      await using suite = await suiteOf(id, "webgpu");
      before = tensorCount();
      const asked = suite.cases.filter(({ name }) =>
        ON_WEBGPU.some((start) => name.startsWith(start))
      );
      assertEquals(asked.length, ON_WEBGPU.length);
      for (const { run } of asked) await run();
    }
    assertEquals(tensorCount(), before, "Tensors left by fit, score and dispose");
  });
}
