import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkSubmission } from "../../cli/check_submission.ts";
import { RandomStream } from "../../core/random_stream.ts";
import { markOutcomes } from "../../leaderboard/mark_outcomes.ts";
import { decodeOutcomes } from "../../leaderboard/schema/decode_outcomes.ts";
import { encodeOutcomes } from "../../leaderboard/schema/encode_outcomes.ts";
import { parseRecord } from "../../leaderboard/schema/parse_record.ts";
import type { RunRecord } from "../../leaderboard/schema/run_record.ts";
import { sealRecord } from "../../leaderboard/schema/seal_record.ts";
import { serialiseRecord } from "../../leaderboard/schema/serialise_record.ts";
import { verifyResults } from "../../leaderboard/verify.ts";
import { writeLeaderboard } from "../../leaderboard/write_leaderboard.ts";
import { limits } from "../../plugins/limits.ts";
import type { Ended } from "./_bench.ts";
import { pluginSource } from "./_plugin_source.ts";

const HOUSE = fileURLToPath(new URL("../../", import.meta.url));
const RUN = ["--data", "tundra-tiny", "--protocol", "leave-one-out-99@1", "--seeds", "1"];

const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "submit-test-" }));
const ann = join(folder, "ann"), bob = join(folder, "far", "away", "bob");
const packed = join(ann, "counting", "packed", "method.js");
const results = join(ann, "results");

/** Runs a program of ours as one person: in a folder of theirs, Bob with a home and caches of his own. */
async function as(who: string, program: string, ...args: string[]): Promise<Ended> {
  const home = join(who, "home");
  const env = who === ann ? {} : { HOME: home, XDG_CACHE_HOME: join(home, "cache") };
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", join(HOUSE, "cli", `${program}.ts`), ...args],
    cwd: who,
    env: { ...env, INIT_CWD: who, NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/** What it printed, once it ended well. */
async function done(ended: Promise<Ended>): Promise<string> {
  const { code, stdout, stderr } = await ended;
  assertEquals(code, 0, stdout + stderr);
  return stdout;
}

/** What a check in this process finds to be bad. */
async function badOf(path: string, plugin?: string) {
  const { checks } = await checkSubmission(path, {
    ...{ columns: {}, sharedItems: false, folder, texts: {}, limits: limits() },
    plugin: plugin === undefined ? undefined : { path: plugin, named: plugin },
    ...{ signal: new AbortController().signal, onProgress: () => {} },
  });
  return checks.filter(({ state }) => state === "bad");
}

/** Lends Ann's results, copied. */
async function withCopy(use: (copy: string) => Promise<void>): Promise<void> {
  const copy = await Deno.makeTempDir({ dir: folder, prefix: "copy-" });
  await Deno.mkdir(join(copy, "runs"));
  for (const name of ["leaderboard.json", "leaderboard.timing.json", ...runFiles()]) {
    await Deno.copyFile(join(results, name), join(copy, name));
  }
  await use(copy);
}

function runFiles(): string[] {
  return [...Deno.readDirSync(join(results, "runs"))].map(({ name }) => `runs/${name}`).sort();
}

/** Path within the results and text of a record of the plugin. */
function itsRecord(): { path: string; record: RunRecord } {
  for (const path of runFiles().filter((name) => name.endsWith(".json"))) {
    const record = parseRecord(Deno.readTextFileSync(join(results, path)));
    if (record.result.method.id === "counting" && record.result.seed === 1) return { path, record };
  }
  throw new Error("no record of the plugin");
}

/** Another record in the place of one, sealed as if nothing were wrong, and the boards made to fit. */
async function forge(copy: string, change: Partial<RunRecord>, bytes?: Uint8Array<ArrayBuffer>) {
  const { path, record } = itsRecord(),
    outcomes = join(copy, path.replace(/json$/, "outcomes.bin"));
  if (bytes) await Deno.writeFile(outcomes, bytes);
  const sealed = sealRecord({ ...record, ...change }, await Deno.readFile(outcomes));
  await Deno.writeTextFile(join(copy, path), serialiseRecord(sealed));
  await writeLeaderboard(copy);
}

Deno.test("two people who plan and run a packed plugin get one leaderboard, byte for byte", async () => {
  for (const path of [join(ann, "counting"), join(bob, "home")]) {
    await Deno.mkdir(path, { recursive: true });
  }
  const config = { name: "@ann/counting", license: "MIT" };
  const source = pluginSource("counting", { min: 1, max: 9 });
  await Deno.writeTextFile(join(ann, "counting", "method.js"), source);
  await Deno.writeTextFile(join(ann, "counting", "deno.json"), JSON.stringify(config));
  await done(as(ann, "plugin", "pack", "counting"));
  await Deno.copyFile(packed, join(bob, "fetched.js"));
  const plan = await done(as(ann, "bench", "plan", ...RUN, "--plugin", packed));
  assertStringIncludes(plan, "counting");
  await Promise.all([
    done(as(ann, "bench", "run", ...RUN, "--plugin", packed)),
    done(as(bob, "bench", "run", ...RUN, "--plugin", "fetched.js")),
  ]);
  const [mine, theirs] = [results, join(bob, "results")].map((of) =>
    Deno.readTextFileSync(join(of, "leaderboard.json"))
  );
  assertEquals(mine, theirs);
  const { packed: known } = itsRecord().record.result.method;
  assertEquals([known?.name, known?.licence], ["@ann/counting", "MIT"]);
  const { rows } = JSON.parse(mine).tasks[0];
  assert(rows.some((row: { method: object }) => "packed" in row.method));
});

Deno.test("each finds the other's results as they say, and no difference to theirs", async () => {
  const [verified, checked, compared] = await Promise.all([
    done(as(bob, "bench", "verify", results)),
    done(as(bob, "bench", "submit", "--check", results, "--plugin", "fetched.js")),
    done(
      as(bob, "bench", "compare", join(results, "leaderboard.json"), "results/leaderboard.json"),
    ),
  ]);
  assertStringIncludes(verified, "Everything is as recorded.");
  const lines = checked.trimEnd().split("\n");
  assertMatch(lines.pop() ?? "", /^\d+ good, 0 bad, 0 not checked\.$/);
  for (const line of lines) assertMatch(line, /^✓ \w+ +.+: ./);
  assertStringIncludes(checked, "✓ plugin      fetched.js: its code has SHA-256");
  assertStringIncludes(checked, "counting, seed 1: bit for bit the same result and outcomes");
  assertMatch(compared, /No difference between A and B: .*counting.*\(user by user\)/);
});

Deno.test("one changed byte anywhere is found, and its file is named", async () => {
  const stream = RandomStream.from(9, "bytes"), { path } = itsRecord();
  await withCopy(async (copy) => {
    const outcomes = path.replace(/json$/, "outcomes.bin");
    for (const name of [path, outcomes, "leaderboard.json", "leaderboard.timing.json"]) {
      const file = join(copy, name), good = await Deno.readFile(file);
      const places = [
        0,
        good.length - 1,
        ...Array.from({ length: 3 }, () => stream.below(good.length)),
      ];
      for (const at of places) {
        const bad = good.slice();
        bad[at] ^= 1 + stream.below(255);
        await Deno.writeFile(file, bad);
        const files = new Set((await verifyResults(copy)).map((each) => each.file));
        assertEquals([...files], [name], `byte ${at} of ${name}`);
      }
      await Deno.writeFile(file, good);
    }
    assertEquals(await verifyResults(copy), []);
  });
  // The plugin: in its code, and in its first line, where its own hash tells nothing.
  const text = await Deno.readTextFile(packed), file = join(folder, "changed.js");
  const found = async (changed: string): Promise<string> => {
    assertEquals(changed === text, false);
    await Deno.writeTextFile(file, changed);
    const bad = (await badOf(join(results, path), file)).filter(({ check }) => check === "plugin");
    assertEquals([...new Set(bad.map(({ where }) => where))], [file]);
    return bad.map(({ said }) => said).join("\n");
  };
  assertMatch(
    await found(text.replace("]++", "]--")),
    /its code has SHA-256 .* as its manifest says/,
  );
  const renamed = await found(text.replace("@ann", "@bob"));
  assertStringIncludes(renamed, 'name "@bob/counting", expected "@ann/counting" as recorded');
  assertMatch(renamed, /its code has SHA-256 \w+, expected \w+ as recorded: only numbers/);
});

Deno.test("marks that were forged and sealed again are found in the outcomes", async () => {
  await withCopy(async (copy) => {
    const { path, record: { result } } = itsRecord(), [name] = result.metrics;
    const { metrics } = result.headline, better = { ...metrics[name], value: 0.5 };
    const headline = { ...result.headline, metrics: { ...metrics, [name]: better } };
    await forge(copy, { result: { ...result, headline } });
    const [{ check, where, said }] = await badOf(copy);
    assertEquals([check, where], ["records", join(copy, path)]);
    assertEquals(said, '"headline" is not what its outcomes give, expected the same');
  });
});

Deno.test("a time that was forged and sealed again is found to be too short", async () => {
  await withCopy(async (copy) => {
    const { circumstances } = itsRecord().record;
    const seconds = {
      ...circumstances.seconds,
      fit: 0.001,
      validate: 0,
      score: 0.001,
      total: 0.003,
    };
    await forge(copy, { circumstances: { ...circumstances, seconds } });
    const [{ check, where, said }, ...more] = await badOf(copy);
    assertEquals([check, where, more.length], ["costs", "counting, seed 1", 0]);
    assertStringIncludes(said, "0.002 s to fit, validate and score, expected at least 0.0");
  });
});

Deno.test("scores that were forged, marked and sealed again are found by the second run", async () => {
  await withCopy(async (copy) => {
    const { path, record: { result } } = itsRecord();
    const file = join(copy, path.replace(/json$/, "outcomes.bin"));
    const outcomes = decodeOutcomes(await Deno.readFile(file)), { answers } = outcomes;
    assert(answers.kind === "sampled");
    // Above all others: every answer is first.
    const score = answers.score.slice();
    answers.target.forEach((place, at) => score[answers.offsets[at] + place] = 1e9);
    const none = new Uint32Array(outcomes.length), one = none.map(() => 1);
    const { whole: _, ...rest } = outcomes;
    const perfect = { ...rest, greater: none, tied: one, answers: { ...answers, score } };
    const { full: __, ...bare } = result;
    const bytes = encodeOutcomes(perfect);
    await forge(copy, { result: { ...bare, ...markOutcomes(perfect) } }, bytes);
    const bad = await badOf(join(copy, path), packed);
    assertEquals(bad.map(({ check }) => check), ["marks", "again"]);
    assertStringIncludes(bad[1].said, "outcomes on the same machine class, expected the same bits");
  });
});

Deno.test("submit refuses in one line what it cannot begin with", async () => {
  const refused = await Promise.all([
    as(ann, "bench", "submit"),
    as(ann, "bench", "submit", "--check", "nowhere"),
    as(ann, "bench", "submit", "--check", join("results", "runs")),
    as(ann, "bench", "submit", "--check", "results", "--seed", "7"),
  ]);
  assertEquals(refused.map(({ code }) => code), [2, 2, 1, 2]);
  assertEquals(refused[0].stderr, "Cannot submit: expected --check <record|results>\n");
  assertMatch(refused[1].stderr, /^Cannot check "nowhere": no such file or folder, expected .*\n$/);
  assertMatch(refused[2].stdout, /^✗ records .*: missing, expected a folder of records$/m);
  assertEquals(
    refused[3].stderr,
    "Cannot run seed 7 again: no record of it, expected one of 1\n",
  );
});

Deno.test("submit_test.ts leaves nothing behind", () =>
  Deno.removeSync(folder, { recursive: true }));
