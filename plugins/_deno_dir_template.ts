import { cp } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../core/sha256.ts";
import { cacheFolder } from "./_cache_folder.ts";
import { HOUSE } from "./_house.ts";

/** Fills a new `DENO_DIR` by running the runner once in it; gives false if that failed. */
export type Prime = (denoDir: string) => Promise<boolean>;

/**
 * Lays a `DENO_DIR` for one run: a copy of a template whose code caches are full, so that the process
 * starts in a quarter of the time. The template is made once per Deno and state of the house; hosts
 * that race make one each, and the first to rename it into place wins.
 *
 * Where Deno would keep `caches` and `localStorage` lies a file: no run can store anything there,
 * by whatever way it comes to them.
 */
export async function layDenoDir(
  target: string,
  { prime, cache = cacheFolder() }: { readonly prime: Prime; readonly cache?: string },
): Promise<void> {
  const house = join(cache, "deno_dir", sha256(HOUSE).slice(0, 16));
  const template = join(house, stateOfHouse());
  try {
    if (!await exists(template)) await makeTemplate({ house, template, prime });
    await cp(template, target, { recursive: true });
  } catch {
    // No template, or another host has just replaced it: slower, and all else the same.
    await Deno.mkdir(target, { recursive: true });
  }
  await Deno.writeFile(join(target, "location_data"), new Uint8Array(0));
}

async function makeTemplate({ house, template, prime }: {
  readonly house: string;
  readonly template: string;
  readonly prime: Prime;
}): Promise<void> {
  await Deno.mkdir(house, { recursive: true });
  const made = await Deno.makeTempDir({ dir: house, prefix: ".making-" });
  try {
    if (!await prime(made)) return;
    // Fails if another host was first: then its template is as good.
    await Deno.rename(made, template).catch(() => {});
    await removeOthers(house, template);
  } finally {
    await Deno.remove(made, { recursive: true }).catch(() => {});
  }
}

/** Templates of earlier states of the house are of no more use. */
async function removeOthers(house: string, template: string): Promise<void> {
  for await (const { name } of Deno.readDir(house)) {
    const path = join(house, name);
    if (path !== template && !name.startsWith(".making-")) {
      await Deno.remove(path, { recursive: true }).catch(() => {});
    }
  }
}

/** Changes with Deno and with every file that the runner may load. */
function stateOfHouse(): string {
  const seen = [Deno.version.deno, Deno.version.v8, Deno.build.target];
  const look = (folder: string): void => {
    for (const { name, isDirectory } of Deno.readDirSync(folder)) {
      const path = join(folder, name);
      if (isDirectory) look(path);
      else if (/\.(ts|json|lock)$/.test(name) && !name.endsWith("_test.ts")) {
        const { size, mtime } = Deno.statSync(path);
        seen.push(`${path} ${size} ${mtime?.toISOString()}`);
      }
    }
  };
  for (const folder of ["core", "nn", "plugins"]) look(join(HOUSE, folder));
  return sha256(seen.sort().join("\n")).slice(0, 16);
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch {
    return false;
  }
}
