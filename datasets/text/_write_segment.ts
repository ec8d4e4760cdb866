import { join } from "node:path";
import { sha256 } from "../../core/sha256.ts";
import { writeAtomic } from "../../core/write_atomic.ts";
import { type Segment, SEGMENT_LAYOUT } from "./_segment.ts";

/**
 * Keeps a segment in a folder: one file, whole or absent, named by the SHA-256 that it begins with.
 */
export async function writeSegment(folder: string, segment: Segment): Promise<void> {
  const { modelSha256, hashes, size, vectors } = segment;
  const { magic, digest, head, hash } = SEGMENT_LAYOUT;
  const bytes = new Uint8Array(digest + head + hashes.length * hash + vectors.byteLength);
  const rest = bytes.subarray(digest);
  new Uint32Array(bytes.buffer, digest, 3).set([magic, hashes.length, size]);
  rest.set(Uint8Array.fromHex(modelSha256), 16);
  hashes.forEach((each, i) => rest.set(Uint8Array.fromHex(each), head + i * hash));
  rest.set(
    new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength),
    head + hashes.length * hash,
  );
  const name = sha256(rest);
  bytes.set(Uint8Array.fromHex(name));
  await Deno.mkdir(folder, { recursive: true });
  await writeAtomic(join(folder, `${name}.vectors`), bytes);
}
