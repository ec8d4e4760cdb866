import { assert } from "@std/assert";
import { openDevice } from "../../nn/open_device.ts";
import { tensorCount } from "../../nn/tensor_count.ts";
import { nodeModulesWasmPath } from "../../nn/testing/node_modules_wasm_path.ts";
import type { Method } from "../../plugins/contract/mod.ts";
import { conformance } from "./conformance.ts";
import { SKIPS } from "./_skips.ts";

const METHODS = new URL("../../methods/", import.meta.url);

// The tree is the registry: a folder is all that it takes to be asked.
const ids = [...Deno.readDirSync(METHODS)].filter(({ isDirectory }) => isDirectory)
  .map(({ name }) => name).sort();

for (const id of ids) {
  Deno.test(`${id} conforms`, async (t) => {
    await openDevice("wasm", { wasmPath: nodeModulesWasmPath() });
    const { default: method }: { default: Method } = await import(`${METHODS}${id}/method.ts`);
    const cases = conformance(method, {
      id,
      // Without one, the case that asks for it fails, and no other.
      readme: await Deno.readTextFile(new URL(`${id}/README.md`, METHODS)).catch(() => ""),
      device: "wasm",
      tensorCount,
      quick: { epochs: 2, embeddingSize: 8, batchSize: 16 },
      thorough: { learningRate: 0.01, batchSize: 16 },
    });
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

Deno.test("every skip names a method that exists", () => {
  for (const { method } of SKIPS) assert(ids.includes(method), `No method "${method}"`);
});
