import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseRecord } from "../../leaderboard/schema/parse_record.ts";
import { bench } from "./_bench.ts";
import { plugin, ran } from "./_plugin.ts";

const HOUSE = fileURLToPath(new URL("../../", import.meta.url));
const RUN = ["run", "--data", "tundra-tiny", "--protocol", "leave-one-out-99@1", "--seeds", "1"];

/** What a program printed, once it has run to its end without a failure. */
async function done(ended: ReturnType<typeof ran>): Promise<string> {
  const { code, stdout, stderr } = await ended;
  assertEquals(code, 0, stdout + stderr);
  return stdout;
}

/** Text by name of the files in a folder. */
function texts(folder: string): Record<string, string> {
  return Object.fromEntries(
    [...Deno.readDirSync(folder)].map(({ name }) => [
      name,
      Deno.readTextFileSync(join(folder, name)),
    ]),
  );
}

/** The folder as it is, in a workspace that links the suite: as on a machine that reaches JSR. */
async function publishable(packed: string, folder: string): Promise<string> {
  const into = join(folder, "workspace", "packed");
  await Deno.mkdir(into, { recursive: true });
  for (const [name, text] of Object.entries(texts(packed))) {
    await Deno.writeTextFile(join(into, name), text);
  }
  const config = { workspace: ["./packed"], links: [relative(join(folder, "workspace"), HOUSE)] };
  await Deno.writeTextFile(join(folder, "workspace", "deno.json"), JSON.stringify(config));
  return into;
}

const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "plugin-test-" }));
const mine = join(folder, "trending_items"), packed = join(mine, "packed");
const task = (name: string) => done(ran(Deno.execPath(), ["task", "--quiet", name], mine));

Deno.test("plugin new lays a method that passes its own tests at once", async () => {
  const said = await done(plugin(["new", "trending_items", "--license", "MIT"], folder));
  assertStringIncludes(said, "Made trending_items: .github/workflows/check.yml");
  assertMatch(await task("test"), /ok \| \d+ passed \| 0 failed/);
  for (const args of [["fmt", "--check"], ["lint"], ["check"]]) {
    await done(ran(Deno.execPath(), args, mine));
  }
});

Deno.test("plugin check finds nothing in it, and runs it", async () => {
  const lines = (await task("check")).trimEnd().split("\n");
  assertEquals(lines.filter((line) => !line.startsWith("✓ ")), [
    `${lines.length - 1} passed, 0 failed.`,
  ]);
  assert(lines.length > 40, `${lines.length} lines`);
  assertMatch(lines[lines.length - 2], /tundra-tiny.*: NDCG@10 0\.\d+/);
});

Deno.test("plugin pack gives the same bytes again, and from wherever the folder lies", async () => {
  const said = await task("pack"), first = texts(packed);
  const elsewhere = join(folder, "far", "away");
  await Deno.mkdir(elsewhere, { recursive: true });
  for (const name of ["method.ts", "method_test.ts", "README.md", "deno.json"]) {
    await Deno.copyFile(join(mine, name), join(elsewhere, name));
  }
  const printed = await done(plugin(["pack", "far/away", "--out", "out", "--json"], folder));
  assertEquals(texts(join(folder, "out")), first);
  const { path, sha256, manifest } = JSON.parse(printed);
  assertEquals([path, manifest.id, manifest.licence], ["out/method.js", "trending_items", "MIT"]);
  assertStringIncludes(said, `SHA-256 ${sha256}`);
  // Packed once more, over what is there.
  await done(plugin(["pack", "trending_items", "--out", "out"], folder));
  assertEquals(texts(join(folder, "out")), first);
});

Deno.test("bench run takes the packed file, its folder and its address for the same method", async () => {
  const { sha256 } = JSON.parse(await done(plugin(["pack", mine, "--json"], folder)));
  const text = await Deno.readTextFile(join(packed, "method.js"));
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response(text),
  );
  const address = `http://127.0.0.1:${server.addr.port}/m.js#sha256=${sha256}`;
  try {
    for (const [i, source] of ["trending_items/packed/method.js", packed, address].entries()) {
      const { code, stdout, stderr } = await bench([...RUN, "--plugin", source], folder);
      assertEquals(code, 0, stderr);
      assertMatch(stdout, i === 0 ? /5 runs done\./ : /0 runs done, 5 kept from before\./);
      if (source === address) assertStringIncludes(stderr, `SHA-256 ${sha256}`);
    }
  } finally {
    await server.shutdown();
  }
  const runs = join(folder, "results", "runs");
  const records = [...Deno.readDirSync(runs)].filter(({ name }) => name.endsWith(".json"))
    .map(({ name }) => parseRecord(Deno.readTextFileSync(join(runs, name))));
  const record = records.find(({ result }) => result.method.id === "trending_items");
  const random = records.find(({ result }) => result.method.id === "random");
  const mark = (each?: typeof record) => each?.result.macro.metrics["NDCG@10"].value ?? NaN;
  assert(mark(record) > 2 * mark(random), `${mark(record)} against ${mark(random)}`);
});

Deno.test("what is packed is published as it is by deno publish", async () => {
  const { code, stderr } = await ran(
    Deno.execPath(),
    ["publish", "--dry-run", "--allow-dirty"],
    await publishable(packed, folder),
  );
  assertEquals(code, 0, stderr);
  assertStringIncludes(stderr, "@you/trending-items@0.1.0");
  const listed = stderr.slice(stderr.indexOf("Simulating publish")).matchAll(/\/packed\/(\S+) \(/g);
  assertEquals([...listed].map(([, name]) => name), ["README.md", "deno.json", "method.js"]);
});

const npm = await ran("npm", ["--version"], folder).then(({ code }) => code === 0, () => false);
Deno.test({
  name: `what is packed is published as it is by npm${npm ? "" : " (skipped: no npm here)"}`,
  ignore: !npm,
  async fn() {
    const args = ["pack", "--offline", "--json", "--pack-destination", folder];
    const [{ name, version, files }] = JSON.parse(await done(ran("npm", args, packed)));
    assertEquals([name, version], ["@you/trending-items", "0.1.0"]);
    const paths = files.map(({ path }: { path: string }) => path).sort();
    assertEquals(paths, ["README.md", "method.js", "package.json"]);
  },
});

Deno.test("plugin_test.ts leaves nothing behind", () =>
  Deno.removeSync(folder, { recursive: true }));
