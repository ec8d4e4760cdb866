import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openSession } from "../../plugins/open_session.ts";
import { PluginFailure } from "../../plugins/plugin_failure.ts";
import { BATCH, TRAIN } from "./_exam.ts";
import { Folder } from "./_fixture.ts";
import { pluginSource } from "./_plugin_source.ts";
import { childrenOf, runsOf, survivors } from "./_processes.ts";
import { besideARun, NO_WALL, sit, SMALL } from "./_sit.ts";

const ASK = { validate: () => Promise.resolve({ value: 0, byDomain: Float64Array.of(0) }) };

/** Runs a plugin to its end, and asserts that no process of it is left. */
async function assertLeavesNothing(source: string): Promise<void> {
  await besideARun(async (folder) => {
    const plugin = folder.uninspected(source);
    const session = await openSession(plugin, {
      seed: 1,
      device: "wasm",
      limits: { ...SMALL, memoryBytes: 3e9 },
    });
    const own = NO_WALL ? [] : runsOf(plugin);
    await session.fit(TRAIN, {}, ASK);
    assertEquals([...await session.score(BATCH)], [1, 2, 0, 1, 2]);
    await session.close();
    assertEquals(own.length, NO_WALL ? 0 : 1);
    assertEquals(await survivors(own, 5), []);
  });
}

Deno.test("a thread that is left running does not keep a run from ending", () =>
  assertLeavesNothing(pluginSource({
    fit: `const { Worker } = await import("node:" + "worker_threads");
      new Worker("for (;;);", { eval: true }); return scorer;`,
  })));

Deno.test("a timer that is left running does not keep a run from ending", () =>
  assertLeavesNothing(pluginSource({ fit: "setInterval(() => {}, 1); return scorer;" })));

Deno.test("a session may be closed twice, and is then closed", async () => {
  await using folder = new Folder();
  const session = await openSession(await folder.plugin({}), {
    seed: 1,
    device: "wasm",
    limits: SMALL,
  });
  assertEquals(await session.close(), await session.close());
  await assertRejects(() => session.score(BATCH), TypeError, "its session is closed");
});

Deno.test("a run that has ended early says so again, and again", async () => {
  await using folder = new Folder();
  const session = await openSession(await folder.plugin({ fit: "null.x;" }), {
    seed: 1,
    device: "wasm",
    limits: SMALL,
  });
  const first = await assertRejects(() => session.fit(TRAIN, {}, ASK), PluginFailure);
  const second = await assertRejects(() => session.score(BATCH), PluginFailure);
  assertEquals(second, first);
  await session.close();
});

Deno.test("a host that is told to stop ends its runs as interrupted", async () => {
  await using folder = new Folder();
  const plugin = await folder.plugin({ fit: "await context.validate(scorer); for (;;);" });
  const stop = new AbortController();
  const failure = await assertRejects(
    () => sit(plugin, { signal: stop.signal, during: () => Promise.resolve(stop.abort()) }),
    PluginFailure,
  );
  assertEquals(failure.code, "interrupted");
  assertEquals(
    failure.message,
    'Cannot finish "fixture": the host was told to stop, expected no interruption',
  );
});

Deno.test("a run of a host that was already told to stop does not start", async () => {
  await using folder = new Folder();
  const failure = await assertRejects(
    async () => await sit(await folder.plugin({}), { signal: AbortSignal.abort() }),
    PluginFailure,
  );
  assertEquals(failure.code, "interrupted");
});

Deno.test("SIGINT that reaches a run before its host counts as an interruption", {
  ignore: NO_WALL !== null,
}, async () => {
  await using folder = new Folder();
  const plugin = await folder.plugin({ fit: "for (;;);" });
  const session = await openSession(plugin, { seed: 1, device: "wasm", limits: SMALL });
  for (const pid of runsOf(plugin)) Deno.kill(pid, "SIGINT");
  const failure = await assertRejects(() => session.fit(TRAIN, {}, ASK), PluginFailure);
  assertEquals(failure.code, "interrupted");
});

Deno.test("no run survives SIGKILL of its host", { ignore: NO_WALL !== null }, async () => {
  await using folder = new Folder();
  const plugins = ["for (;;);", "await new Promise(() => setInterval(() => {}, 1000));"];
  const entries = plugins.map((end, i) =>
    folder.uninspected(pluginSource({ fit: `context.progress({ done: 0 }); ${end}` }), `doomed${i}`)
      .entry
  );
  const host = runScript("_doomed_host.ts", entries, { TMPDIR: folder.path }).spawn();
  let said = "";
  for await (const text of host.stdout.pipeThrough(new TextDecoderStream())) {
    said += text;
    if (said === "fitting\nfitting\n") break;
  }
  const runs = childrenOf(host.pid);
  assertEquals(runs.length, 2);
  host.kill("SIGKILL");
  await host.status;
  assertEquals(await survivors(runs, 5), []);
});

Deno.test("a run leaves no folder behind, however it ends", async () => {
  await using folder = new Folder();
  const entries = ["return scorer;", "Deno.exit(3);", "null.x;"].map((fit, i) =>
    folder.uninspected(pluginSource({ fit }), `plugin${i}`).entry
  );
  const temporary = join(folder.path, "temporary");
  await Deno.mkdir(temporary);
  const { stdout } = await runScript("_short_host.ts", entries, { TMPDIR: temporary }).output();
  assertEquals(new TextDecoder().decode(stdout), "finished\ncrash\ncrash\n");
  assertEquals([...Deno.readDirSync(temporary)], []);
});

/** A script of this folder as a host of its own. */
function runScript(name: string, args: string[], env: Record<string, string>): Deno.Command {
  const script = fileURLToPath(new URL(name, import.meta.url));
  const all = ["run", "-A", script, ...args];
  return new Deno.Command(Deno.execPath(), { args: all, stdout: "piped", env });
}
