import { assertEquals, assertMatch } from "@std/assert";
import { fileURLToPath } from "node:url";
import { ATTEMPTS } from "./_attempts.ts";
import { Folder } from "./_fixture.ts";
import { pluginSource } from "./_plugin_source.ts";
import { assertEndsAlone, besideARun, sit } from "./_sit.ts";

/** What the attempts find at hand: `SECRET`, `HOUSE`, and ways to Node's modules and to threads. */
function prelude(secret: string): string {
  return `
const SECRET = ${JSON.stringify(secret)}, SECRET_URL = "file://" + SECRET;
const HOUSE = ${JSON.stringify(fileURLToPath(new URL("../../", import.meta.url)))};
Object.assign(globalThis, { SECRET, SECRET_URL, HOUSE });
const node = (name) => import("node:" + name);
function missing(what) { throw new Error(what); }
async function thread(code) {
  const { Worker } = await node("worker_threads");
  const worker = new Worker(
    'const say = (x) => require("node:worker_threads").parentPort.postMessage(x instanceof Error ? { error: String(x) } : { got: String(x) });' +
      "try { " + code + " } catch (error) { say(error); }",
    { eval: true },
  );
  const said = await new Promise((yes, no) => worker.on("message", yes).on("error", no));
  if (said.error) throw new Error(said.error);
  return said.got;
}
`;
}

Deno.test("through the wall, without any inspection, a plugin is denied what it", async (t) => {
  await besideARun(async (folder) => {
    const top = prelude(folder.write("secret.json", '{"answer":42}'));
    for (const [what, attempt, reason] of ATTEMPTS) {
      const fit = `let got;
        try { got = ${attempt}; } catch (error) { missing("denied, " + error); }
        missing("reached, " + got);`;
      const expected = {
        code: "crash",
        message: new RegExp(`it threw "Error: denied, [^"]*${reason}`),
        // A thread's own heap asks for more room than the other plugins get.
        limits: { memoryBytes: 1e9 },
      } as const;
      await t.step(
        what,
        () =>
          assertEndsAlone(folder, () => folder.uninspected(pluginSource({ top, fit })), expected),
      );
    }
  });
});

Deno.test("a plugin is told nothing by its process: no arguments, no folder names, no terminal", async () => {
  await using folder = new Folder();
  const plugin = await folder.plugin({
    fit: `console.log(JSON.stringify([Deno.args, import.meta.url, Deno.cwd(),
      Deno.stdin.isTerminal(), Deno.stderr.isTerminal()])); return scorer;`,
  }, "held_out_of_amazon");
  const { stderrTail } = (await sit(plugin)).usage;
  const [args, url, cwd, ...terminals] = JSON.parse(stderrTail);
  assertEquals(args, []);
  assertEquals(terminals, [false, false]);
  assertMatch(url, /\/[0-9a-f]{64}\/method\.js$/);
  assertEquals(`${url} ${cwd}`.includes("amazon"), false);
});

Deno.test("a plugin's process may read the house's kernels", async () => {
  await using folder = new Folder();
  const kernels = fileURLToPath(new URL("../../core/kernels", import.meta.url));
  const plugin = await folder.plugin({
    fit: `console.log(JSON.stringify([...Deno.readDirSync(${JSON.stringify(kernels)})].length));
      return scorer;`,
  });
  const { stderrTail } = (await sit(plugin)).usage;
  assertEquals(stderrTail, `${[...Deno.readDirSync(kernels)].length}\n`);
});
