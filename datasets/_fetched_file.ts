import { join } from "node:path";
import { UserError } from "../core/user_error.ts";
import { fileSha256 } from "./_file_sha256.ts";

/**
 * The path of a file from a URL: fetched on first use, checked, and kept under its SHA-256, so that a
 * broken transfer leaves nothing behind that looks whole.
 *
 * @throws {UserError} if it cannot be fetched, or is another file
 */
export async function fetchedFile(
  url: string,
  { id, sha256, cache }: { readonly id: string; readonly sha256: string; readonly cache: string },
): Promise<string> {
  const folder = join(cache, sha256);
  const kept = join(folder, new URL(url).pathname.split("/").at(-1) ?? "");
  if (await Deno.stat(kept).then(({ isFile }) => isFile, () => false)) return kept;
  await Deno.mkdir(folder, { recursive: true });
  const part = await Deno.makeTempFile({ dir: folder, suffix: ".part" });
  try {
    const response = await fetch(url).catch((error: unknown) => {
      throw unreachable(error instanceof Error ? error.message : String(error));
    });
    if (!response.ok || response.body === null) throw unreachable(`status ${response.status}`);
    await Deno.writeFile(part, response.body);
    const found = await fileSha256(part);
    if (found !== sha256) {
      throw new UserError(
        `Cannot fetch dataset "${id}" from "${url}": a file with SHA-256 ${found}, expected ${sha256}`,
      );
    }
    await Deno.rename(part, kept);
  } finally {
    await Deno.remove(part).catch(() => {});
  }
  return kept;

  function unreachable(what: string): UserError {
    return new UserError(
      `Cannot fetch dataset "${id}" from "${url}": ${what}, expected a file with SHA-256 ${sha256}`,
    );
  }
}
