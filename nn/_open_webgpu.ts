import { tf } from "./_tf.ts";
import { boundFreeBuffers } from "./kernels/webgpu/bound_free_buffers.ts";
import { registerWebGpuKernels } from "./kernels/webgpu/register_webgpu_kernels.ts";

const CURE = "expected a Vulkan driver (apt-get install mesa-vulkan-drivers libvulkan1)";

let registered = false;

/**
 * Registers tfjs's WebGPU backend on a device of our own asking. tfjs's registration asks for a
 * feature in a way that Deno refuses, and takes no notice when the device fails.
 *
 * Tensors of fewer than 1,000 numbers are computed on the device like all others, and not on the CPU
 * when they happen to lie there: the bits of a result then do not depend on where its inputs were.
 *
 * @throws {Error} if there is no adapter, or it gives no device
 */
export async function openWebGpu(): Promise<void> {
  if (registered) return;
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new Error(`Cannot open WebGPU: no adapter, ${CURE}`);
  const device = await adapter.requestDevice({ requiredLimits: limitsOf(adapter) });

  let failure: string | undefined;
  device.addEventListener("uncapturederror", (event) => {
    if (event instanceof GPUUncapturedErrorEvent) failure ??= event.error.message;
  });
  device.lost.then(({ reason, message }) =>
    failure ??= `the device was lost (${message || reason})`
  );

  // A literal specifier, as in _tf.ts: in the static module graph, loaded by those who need it.
  const { WebGPUBackend } = await import("@tensorflow/tfjs-backend-webgpu");

  /** Numbers reach the host through here alone, so that none do after a failure. */
  class CheckedBackend extends WebGPUBackend {
    override async read(dataId: object): ReturnType<InstanceType<typeof WebGPUBackend>["read"]> {
      try {
        const values = await super.read(dataId);
        if (failure === undefined) return values;
      } catch (error) {
        // How the device itself refuses; all else is a mistake of the caller's.
        if (error instanceof DOMException) failure ??= error.message;
        if (failure === undefined) throw error;
      }
      throw new Error(`Cannot compute on WebGPU: ${firstLine(failure)}, expected no device error`);
    }

    override readSync(dataId: object): ReturnType<InstanceType<typeof WebGPUBackend>["readSync"]> {
      const { values, resource } = this.tensorMap.get(dataId);
      if (values || !resource) return super.readSync(dataId);
      throw new Error(
        "Cannot read a tensor synchronously: it is on the GPU, expected await tensor.data()",
      );
    }
  }

  tf.removeBackend("webgpu");
  const backend = new CheckedBackend(device, adapter.info);
  tf.registerBackend("webgpu", () => backend);
  boundFreeBuffers(backend);
  registerWebGpuKernels(backend);
  tf.env().set("WEBGPU_CPU_FORWARD", false);
  registered = true;
}

/** What tfjs makes use of, as much as there is: the defaults bind tensors of at most 128 MiB. */
function limitsOf({ limits }: GPUAdapter): Record<string, number> {
  return {
    maxBufferSize: limits.maxBufferSize,
    maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
    maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
    maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
  };
}

function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0];
}
