/**
 * Writes a file so that it is either whole or absent: a temporary file beside it, fsync, rename.
 * A file that stands is replaced in one step.
 *
 * @param bytes text is written as UTF-8
 * @throws {Deno.errors.NotFound} if the folder is not there
 *
 * @example
 * ```ts
 * import { writeAtomic } from "./write_atomic.ts";
 * const folder = await Deno.makeTempDir(), path = `${folder}/a.txt`;
 * await writeAtomic(path, "old");
 * await writeAtomic(path, "new");
 * const text = await Deno.readTextFile(path);
 * await Deno.remove(folder, { recursive: true });
 * if (text !== "new") throw new Error("not replaced");
 * ```
 */
export async function writeAtomic(path: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${Deno.pid}.tmp`;
  using file = await Deno.open(temporary, { create: true, write: true, truncate: true });
  const data = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  for (let at = 0; at < data.length;) at += await file.write(data.subarray(at));
  await file.sync();
  await Deno.rename(temporary, path);
}
