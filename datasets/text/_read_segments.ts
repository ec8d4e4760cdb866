import { join } from "node:path";
import { sha256 } from "../../core/sha256.ts";
import { type Segment, SEGMENT_LAYOUT } from "./_segment.ts";

/** What a cache has of what is wanted. */
export interface CacheContent {
  /** The vector of each text that is there, by the text's SHA-256. */
  readonly found: ReadonlyMap<string, Float32Array>;
  /** SHA-256 of the files of the model that made them, or null if nothing is there. */
  readonly modelSha256: string | null;
  /** Files that were damaged, and are removed. */
  readonly damaged: number;
}

/** Looks up texts by their SHA-256. A file that is not what its name says is removed. */
export async function readSegments(
  folder: string,
  wanted: ReadonlySet<string>,
): Promise<CacheContent> {
  const names = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)
    .catch((error: unknown) => {
      if (error instanceof Deno.errors.NotFound) return [];
      throw error;
    });
  const found = new Map<string, Float32Array>();
  let modelSha256: string | null = null, damaged = 0;
  for (const name of names.filter((each) => each.endsWith(".vectors")).sort()) {
    const segment = parse(await Deno.readFile(join(folder, name)), name);
    if (segment === null) {
      damaged++;
      await Deno.remove(join(folder, name)).catch(() => {});
      continue;
    }
    modelSha256 ??= segment.modelSha256;
    const { hashes, size, vectors } = segment;
    hashes.forEach((hash, i) => {
      if (wanted.has(hash)) found.set(hash, vectors.subarray(i * size, (i + 1) * size));
    });
  }
  return { found, modelSha256, damaged };
}

/** A file's segment, or null if a bit of it is another than when it was written. */
function parse(bytes: Uint8Array<ArrayBuffer>, name: string): Segment | null {
  const { magic, digest, head, hash } = SEGMENT_LAYOUT;
  if (bytes.length < digest + head) return null;
  const rest = bytes.subarray(digest), found = sha256(rest);
  if (bytes.subarray(0, digest).toHex() !== found || name !== `${found}.vectors`) return null;
  const [kind, count, size] = new Uint32Array(bytes.buffer, digest, 3);
  const start = digest + head + count * hash;
  if (kind !== magic || bytes.length !== start + count * size * 4) return null;
  return {
    modelSha256: rest.subarray(16, head).toHex(),
    hashes: Array.from(
      { length: count },
      (_, i) => rest.subarray(head + i * hash, head + (i + 1) * hash).toHex(),
    ),
    size,
    vectors: new Float32Array(bytes.buffer, start, count * size),
  };
}
