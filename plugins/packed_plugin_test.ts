import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { copyPlugin } from "./copy_plugin.ts";
import { limits } from "./limits.ts";
import { openSession } from "./open_session.ts";
import { codeOf, packedOf } from "./_packed_fixture.ts";
import type { PluginCopy } from "./plugin_copy.ts";
import { PluginFailure } from "./plugin_failure.ts";

async function withFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "packed-plugin-test-" });
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Copies a plugin that is one file of this text. */
async function copied(folder: string, name: string, text: string): Promise<PluginCopy> {
  await Deno.mkdir(join(folder, name, ".."), { recursive: true });
  await Deno.writeTextFile(join(folder, name), text);
  return await copyPlugin(join(folder, name), { cache: join(folder, "cache") });
}

Deno.test("copyPlugin() takes a packed plugin for the same under every name, and by its id", () =>
  withFolder(async (folder) => {
    const text = packedOf(),
      copies = [
        await copied(folder, "a.js", text),
        await copied(folder, "b.mjs", text),
        await copied(folder, "packed/method.js", text),
      ];
    await Deno.writeTextFile(join(folder, "packed", "deno.json"), "{}");
    copies.push(await copyPlugin(join(folder, "packed"), { cache: join(folder, "cache") }));
    assertEquals(new Set(copies.map(({ closure }) => closure)).size, 1);
    assertEquals(copies.map(({ name }) => name), ["one", "one", "one", "one"]);
    assertEquals(copies[0].manifest?.version, "1.0.0");
    // Its manifest is a part of what is hashed; without one it is another plugin.
    const titled = await copied(folder, "c.js", packedOf({ title: "Two" }));
    const bare = await copied(folder, "method.js", codeOf());
    assertEquals(new Set([copies[0], titled, bare].map(({ closure }) => closure)).size, 3);
  }));

Deno.test("copyPlugin() refuses a packed plugin of another contract, or with changed code, before it is run", () =>
  withFolder(async (folder) => {
    const old = () => copied(folder, "a.js", packedOf({ contract: 2 }));
    const { code } = await assertRejects(
      old,
      PluginFailure,
      "its contract is 2, expected contract 1",
    );
    assertEquals(code, "contract");
    const changed = () => copied(folder, "a.js", packedOf() + "// more\n");
    await assertRejects(changed, PluginFailure, "as its manifest says");
  }));

Deno.test("copyPlugin() leaves out what is made in a plugin's folder: packed, and results", () =>
  withFolder(async (folder) => {
    const before = await copied(folder, "mine/method.js", codeOf());
    await copied(folder, "mine/packed/method.js", packedOf());
    await Deno.mkdir(join(folder, "mine", "results"));
    await Deno.writeTextFile(join(folder, "mine", "results", "leaderboard.json"), "{}");
    const after = await copyPlugin(join(folder, "mine"), { cache: join(folder, "cache") });
    assertEquals(after.closure, before.closure);
  }));

Deno.test("openSession() ends a packed method that is not who its manifest says", () =>
  withFolder(async (folder) => {
    const open = async (text: string) => {
      const copy = await copied(folder, "a.js", text);
      const session = await openSession(copy, { seed: 1, device: "cpu", limits: limits() });
      await session.close();
      return session.meta.id;
    };
    assertEquals(await open(packedOf()), "one");
    const other = () => open(packedOf({}, { id: "markov" }));
    await assertRejects(
      other,
      PluginFailure,
      'its meta.id is "markov", expected "one" as its manifest',
    );
    const wider = () => open(packedOf({ domains: { max: 3, min: 1 } }));
    await assertRejects(
      wider,
      PluginFailure,
      'its meta.domains is {"max":9,"min":1}, expected {"max":3',
    );
  }));
