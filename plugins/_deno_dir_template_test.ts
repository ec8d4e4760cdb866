import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { layDenoDir } from "./_deno_dir_template.ts";

/** Runs something with an empty folder, and removes it. */
async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "deno-dir-template-test-" });
  try {
    await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A prime that counts its calls and leaves one file. */
function counting(success: boolean): { calls: number; prime(denoDir: string): Promise<boolean> } {
  return {
    calls: 0,
    async prime(denoDir) {
      this.calls++;
      await Deno.writeTextFile(join(denoDir, "code_cache"), "full");
      return success;
    },
  };
}

function names(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

Deno.test("layDenoDir() primes once, and gives each run a copy of its own", () =>
  inFolder(async (folder) => {
    const counter = counting(true), prime = (denoDir: string) => counter.prime(denoDir);
    for (const name of ["one", "two"]) {
      await layDenoDir(join(folder, name), { prime, cache: folder });
    }
    assertEquals(counter.calls, 1);
    await Deno.writeTextFile(join(folder, "one", "code_cache"), "poisoned");
    assertEquals(await Deno.readTextFile(join(folder, "two", "code_cache")), "full");
    await layDenoDir(join(folder, "three"), { prime, cache: folder });
    assertEquals(await Deno.readTextFile(join(folder, "three", "code_cache")), "full");
  }));

Deno.test("layDenoDir() leaves no place for what a run would keep", () =>
  inFolder(async (folder) => {
    const prime = () => Promise.resolve(true);
    await layDenoDir(join(folder, "one"), { prime, cache: folder });
    assertEquals((await Deno.stat(join(folder, "one", "location_data"))).isFile, true);
  }));

Deno.test("layDenoDir() lets hosts race: one template is left, and every run has its copy", () =>
  inFolder(async (folder) => {
    const counter = counting(true), prime = (denoDir: string) => counter.prime(denoDir);
    const runs = Array.from({ length: 5 }, (_, i) => join(folder, `run${i}`));
    await Promise.all(runs.map((run) => layDenoDir(run, { prime, cache: folder })));
    for (const run of runs) assertEquals(names(run), ["code_cache", "location_data"]);
    const house = join(folder, "deno_dir", names(join(folder, "deno_dir"))[0]);
    assertEquals(names(house).length, 1);
  }));

Deno.test("layDenoDir() gives an empty folder where priming fails", () =>
  inFolder(async (folder) => {
    const counter = counting(false), prime = (denoDir: string) => counter.prime(denoDir);
    await layDenoDir(join(folder, "one"), { prime, cache: folder });
    assertEquals(names(join(folder, "one")), ["location_data"]);
  }));

Deno.test("layDenoDir() gives an empty folder where the cache cannot be written", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "cache"), "a file");
    const prime = () => Promise.resolve(true);
    await layDenoDir(join(folder, "one"), { prime, cache: join(folder, "cache") });
    assertEquals(names(join(folder, "one")), ["location_data"]);
  }));
