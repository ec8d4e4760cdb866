import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";

/** Bytes of free buffers that are kept besides as many as were ever in use at once. */
const SPARE = 64 * 2 ** 20;

/**
 * Bounds the free buffers that tfjs keeps for later: it keeps every one, by its exact size, and so
 * runs out of memory where sizes differ from step to step, as the rows of a batch do. Once there are
 * too many, those of the size that was not used for longest are destroyed.
 */
export function boundFreeBuffers({ bufferManager }: WebGPUBackend): void {
  const acquire = bufferManager.acquireBuffer.bind(bufferManager);
  const release = bufferManager.releaseBuffer.bind(bufferManager);
  /** How many are free of each size and usage, least recently used first. */
  const pools = new Map<string, { size: number; usage: number; free: number }>();
  let most = 0;

  const count = (size: number, usage: number, change: number): void => {
    const key = `${size} ${usage}`, free = Math.max(0, (pools.get(key)?.free ?? 0) + change);
    pools.delete(key);
    if (free > 0) pools.set(key, { size, usage, free });
  };
  const destroyOldest = (): void => {
    for (const [key, { size, usage, free }] of pools) {
      if (bufferManager.numBytesAllocated - bufferManager.numBytesUsed <= most + SPARE) return;
      // To take a free one and to give it back for good is how to destroy it.
      for (let i = 0; i < free; i++) release(acquire(size, usage), false);
      pools.delete(key);
    }
  };
  bufferManager.acquireBuffer = (size, usage, mappedAtCreation, reuse = true) => {
    if (reuse) count(size, usage, -1);
    const buffer = acquire(size, usage, mappedAtCreation, reuse);
    most = Math.max(most, bufferManager.numBytesUsed);
    return buffer;
  };
  bufferManager.releaseBuffer = (buffer, reuse = true) => {
    const { size, usage } = buffer;
    release(buffer, reuse);
    if (!reuse) return;
    count(size, usage, 1);
    destroyOldest();
  };
}
