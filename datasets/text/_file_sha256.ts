import { createHash } from "node:crypto";

/** The SHA-256 of a file's bytes, read piece by piece until the end or until `signal` says stop. */
export async function fileSha256(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash("sha256"), piece = new Uint8Array(1 << 20);
  using file = await Deno.open(path);
  for (;;) {
    signal?.throwIfAborted();
    const length = await file.read(piece);
    if (length === null) return hash.digest("hex");
    hash.update(piece.subarray(0, length));
  }
}
