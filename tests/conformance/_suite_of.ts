import { openDevice } from "../../nn/open_device.ts";
import { tensorCount } from "../../nn/tensor_count.ts";
import { nodeModulesWasmPath } from "../../nn/testing/node_modules_wasm_path.ts";
import type { Device, Method } from "../../plugins/contract/mod.ts";
import { type Conformance, conformance } from "../../plugins/conformance/conformance.ts";

/** Where methods live, each in a folder of its id. */
export const METHODS = new URL("../../methods/", import.meta.url);

/** Ids of all methods: the tree is the registry, and a folder is all that it takes to be asked. */
export const METHOD_IDS = [...Deno.readDirSync(METHODS)].filter(({ isDirectory }) => isDirectory)
  .map(({ name }) => name).sort();

/** What a method is asked on a device, which is opened. */
export async function suiteOf(id: string, device: Device): Promise<Conformance> {
  await openDevice(device, { wasmPath: nodeModulesWasmPath() });
  const { default: method }: { default: Method } = await import(`${METHODS}${id}/method.ts`);
  return conformance(method, {
    id,
    // Without one, the case that asks for it fails, and no other.
    readme: await Deno.readTextFile(new URL(`${id}/README.md`, METHODS)).catch(() => ""),
    device,
    tensorCount,
    // In software, WebGPU takes its time.
    quick: {
      ...{ embeddingSize: 8, batchSize: 64 },
      ...(device === "webgpu" ? { epochs: 1, maximumLength: 8 } : { epochs: 2 }),
    },
    thorough: { learningRate: 0.01 },
  });
}
