import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { CheckpointFile } from "../../runs/checkpoint_file.ts";
import { bench, benchCommand } from "./_bench.ts";
import { smallCsv } from "./_small_csv.ts";

const RUN = [
  "run",
  "--data",
  "log.csv",
  "--protocol",
  "leave-one-out-99@1",
  "--methods",
  "item_knn,markov",
];

/** A folder of a person's with their log in it; removed afterwards. */
async function withLog(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(join(folder, "log.csv"), smallCsv());
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Flips the lowest bit of one byte of a file. */
async function spoil(path: string, at: number): Promise<void> {
  const bytes = await Deno.readFile(path);
  bytes[at] ^= 1;
  await Deno.writeFile(path, bytes);
}

Deno.test("bench run gives one leaderboard.json, whatever the jobs and however often killed", () =>
  withLog(async (folder) => {
    const board = (out: string) => Deno.readTextFile(join(folder, out, "leaderboard.json"));
    const one = await bench([...RUN, "--seeds", "2", "--jobs", "1", "--out", "one"], folder);
    assertEquals([one.code, one.stderr.includes("failed")], [0, false], one.stderr);
    const two = await bench([...RUN, "--seeds", "2", "--jobs", "2", "--out", "two"], folder);
    assertEquals(two.code, 0, two.stderr);
    assertEquals(await board("two"), await board("one"));

    // Killed once it has written some records, but not all; then run again.
    const args = [...RUN, "--seeds", "2", "--jobs", "2", "--out", "three"];
    const child = benchCommand(args, folder).spawn();
    const records = async (): Promise<string[]> => {
      try {
        return (await Array.fromAsync(Deno.readDir(join(folder, "three", "runs"))))
          .map(({ name }) => name).filter((name) => name.endsWith(".json"));
      } catch {
        return [];
      }
    };
    while ((await records()).length < 3) await new Promise((done) => setTimeout(done, 5));
    child.kill("SIGKILL");
    await child.output();
    const before = (await records()).length;
    assert(before < 12, "killed too late to tell anything");
    const again = await bench(args, folder);
    assertEquals(again.code, 0, again.stderr);
    assertStringIncludes(again.stdout, "kept from before");
    assertEquals(await board("three"), await board("one"));

    const verified = await bench(["verify", "three"], folder);
    assertEquals([verified.code, verified.stdout], [0, "Everything is as recorded.\n"]);
  }));

Deno.test("bench verify names the file of which one byte is changed", () =>
  withLog(async (folder) => {
    const run = await bench([...RUN, "--seeds", "1", "--out", "out"], folder);
    assertEquals(run.code, 0, run.stderr);
    const runs = join(folder, "out", "runs");
    const names = (await Array.fromAsync(Deno.readDir(runs))).map(({ name }) => name).sort();
    const record = names.find((name) => name.endsWith(".json")) ?? "";
    const outcomes = names.find((name) => name.endsWith(".bin")) ?? "";
    for (const name of [record, outcomes]) {
      const { size } = await Deno.stat(join(runs, name));
      for (const at of [0, Math.floor(size / 2), size - 1]) {
        await spoil(join(runs, name), at);
        const { code, stdout } = await bench(["verify", "out"], folder);
        assertEquals(code, 1, `byte ${at} of ${name}`);
        assertStringIncludes(stdout, name);
        await spoil(join(runs, name), at);
      }
    }
    assertEquals((await bench(["verify", "out"], folder)).code, 0);
  }));

Deno.test("a plugin that fails is recorded, and the others finish", () =>
  withLog(async (folder) => {
    await Deno.writeTextFile(join(folder, "bad.ts"), plugin("bad", `throw new Error("no idea");`));
    await Deno.writeTextFile(join(folder, "learner.ts"), learner());
    const args = [...RUN, "--seeds", "1", "--plugin", "bad.ts", "--plugin", "learner.ts"];
    const { code, stdout, stderr } = await bench([...args, "--json"], folder);
    assertEquals(code, 1, stderr);
    const { leaderboard, failures } = JSON.parse(stdout);
    assertEquals(failures.length, 1);
    assertEquals([failures[0].who, failures[0].code], ["bad seed 1", "crash"]);
    assertStringIncludes(failures[0].message, "no idea");
    const rows: { method: { id: string }; notComparable: string[] }[] = leaderboard.tasks[0].rows;
    assertEquals(
      rows.map(({ method }) => method.id).sort(),
      ["item_knn", "learner", "markov", "next_id", "popularity", "random", "rare_first"],
    );
    for (const { method, notComparable } of rows) {
      assertEquals(notComparable, method.id === "learner" ? ["stateful"] : []);
    }
    const kept = await Array.fromAsync(Deno.readDir(join(folder, "results", "failures")));
    assertEquals(kept.length, 1);
  }));

Deno.test("training that was killed goes on from its checkpoint, to the same bytes", () =>
  withLog(async (folder) => {
    const size = { embeddingSize: 4, maximumLength: 4, blocks: 1 };
    const sasrec = { ...size, epochs: 25, patience: 25 };
    await Deno.writeTextFile(join(folder, "config.json"), JSON.stringify({ sasrec }));
    const args = ["run", "--data", "log.csv", "--protocol", "leave-one-out-99@1", "--seeds", "1"];
    const options = [...args, "--methods", "sasrec", "--config", "config.json"];
    const run = (out: string) => [...options, "--out", out];
    const whole = await bench(run("whole"), folder);
    assertEquals(whole.code, 0, whole.stderr);

    const child = benchCommand(run("cut"), folder).spawn();
    const files = async (out: string, name: string): Promise<string[]> => {
      const all = await Array.fromAsync(Deno.readDir(join(folder, out, name))).catch(() => []);
      return all.map(({ name }) => name).filter((name) => /\.(safetensors|json|bin)$/.test(name));
    };
    while ((await files("cut", "checkpoints")).length < 1) {
      await new Promise((done) => setTimeout(done, 5));
    }
    child.kill("SIGKILL");
    await child.output();
    const [name] = await files("cut", "checkpoints"), key = name.replace(".safetensors", "");
    const kept = await new CheckpointFile(join(folder, "cut", "checkpoints", name)).read();
    assert(kept !== undefined && kept.validationCalls < 25, "killed too late to tell anything");
    const again = await bench(run("cut"), folder);
    assertEquals(again.code, 0, again.stderr);
    assertEquals(await files("cut", "checkpoints"), []);

    // Begun anew, it would have validated more often than that.
    const result = async (out: string) =>
      JSON.parse(await Deno.readTextFile(join(folder, out, "runs", `${key}.json`))).result;
    assertEquals((await result("cut")).validationCalls, 25);
    assertEquals(await result("cut"), await result("whole"));
    assertEquals((await files("cut", "runs")).sort(), (await files("whole", "runs")).sort());
    for (const file of await files("cut", "runs")) {
      if (!file.endsWith(".bin")) continue;
      const bytes = (out: string) => Deno.readFile(join(folder, out, "runs", file));
      assertEquals(await bytes("cut"), await bytes("whole"));
    }
    const board = (out: string) => Deno.readTextFile(join(folder, out, "leaderboard.json"));
    assertEquals(await board("cut"), await board("whole"));
  }));

function plugin(id: string, score: string): string {
  return `let asked = 0;
export default {
  meta: {
    contract: 1, id: "${id}", version: "1.0.0", title: "${id}", citation: "none",
    variant: "original", domains: { min: 1, max: 255 }, needs: [],
  },
  defaults: {},
  fit: () => Promise.resolve({ score: async ({ candidates, history }) => { ${score} } }),
};
`;
}

/** Scores an item by how often it has met it in queries. */
function learner(): string {
  return plugin(
    "learner",
    `globalThis.met ??= new Map();
     for (const item of history.item) met.set(item, (met.get(item) ?? 0) + 1);
     return Float32Array.from(candidates.items, (item) => met.get(item) ?? 0);`,
  );
}
