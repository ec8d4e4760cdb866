import { assert, assertEquals } from "@std/assert";
import { openDevice } from "../../nn/open_device.ts";
import { tensorCount } from "../../nn/tensor_count.ts";
import { nodeModulesWasmPath } from "../../nn/testing/node_modules_wasm_path.ts";
import { testWebGpu } from "../../nn/testing/test_webgpu.ts";
import type { Device, Method } from "../../plugins/contract/mod.ts";
import { conformance } from "./conformance.ts";
import { SKIPS } from "./_skips.ts";

const METHODS = new URL("../../methods/", import.meta.url);

// The tree is the registry: a folder is all that it takes to be asked.
const ids = [...Deno.readDirSync(METHODS)].filter(({ isDirectory }) => isDirectory)
  .map(({ name }) => name).sort();

/** What a method is asked on a device, which is opened. */
async function casesOf(id: string, device: Device): Promise<ReturnType<typeof conformance>> {
  await openDevice(device, { wasmPath: nodeModulesWasmPath() });
  const { default: method }: { default: Method } = await import(`${METHODS}${id}/method.ts`);
  return conformance(method, {
    id,
    // Without one, the case that asks for it fails, and no other.
    readme: await Deno.readTextFile(new URL(`${id}/README.md`, METHODS)).catch(() => ""),
    device,
    tensorCount,
    quick: { epochs: device === "webgpu" ? 1 : 2, embeddingSize: 8, batchSize: 64 },
    thorough: { learningRate: 0.01, batchSize: 16 },
  });
}

for (const id of ids) {
  Deno.test(`${id} conforms`, async (t) => {
    const cases = await casesOf(id, "wasm");
    const skips = SKIPS.filter((skip) => skip.method === id);
    for (const { name, run } of cases) {
      const skip = skips.find((each) => name.startsWith(each.case));
      if (skip === undefined) await t.step(name, run);
      else await t.step({ name: `${name} (skipped: ${skip.reason})`, ignore: true, fn: run });
    }
    for (const skip of skips) {
      assert(
        cases.some(({ name }) => name.startsWith(skip.case)),
        `No case "${skip.case}" to skip`,
      );
    }
  });
}

// In software, WebGPU takes a second a case: those that meet every read and every kernel.
const ON_WEBGPU = ["the same seed gives the same bytes", "no tensor is left by fit"];

for (const id of ids) {
  const folder = new URL(`${id}/`, METHODS);
  const usesTensors = [...Deno.readDirSync(folder)].some(({ name }) =>
    name.endsWith(".ts") && !name.endsWith("_test.ts") &&
    Deno.readTextFileSync(new URL(name, folder)).includes('"@permafrost/bench/nn"')
  );
  if (!usesTensors) continue;
  testWebGpu(`${id} conforms on webgpu`, async () => {
    const cases = (await casesOf(id, "webgpu"))
      .filter(({ name }) => ON_WEBGPU.some((start) => name.startsWith(start)));
    assertEquals(cases.length, ON_WEBGPU.length);
    for (const { run } of cases) await run();
  });
}

Deno.test("every skip names a method that exists", () => {
  for (const { method } of SKIPS) assert(ids.includes(method), `No method "${method}"`);
});
