import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import type { LeaderboardRow } from "../../leaderboard/schema/leaderboard.ts";
import { wallLacks } from "../../plugins/wall_lacks.ts";
import { EXPECTED, type Expected } from "./_expected.ts";
import { type Ended, House } from "./_house.ts";
import { csv, hostilePlugins, lay, sourceOf } from "./_lay.ts";

/** Plugins that no bench is run with: one is named beside another whose id it claims. */
const APART = ["claims_another"];
const RUN = [
  ...["run", "--data", "log.csv", "--protocol", "leave-one-out-99@1", "--seeds", "1"],
  ...["--methods", "popularity,markov,random", "--jobs", "2"],
  ...["--limit-memory", "1GB", "--limit-time", "3s"],
];
const HONEST = ["popularity", "markov", "random", "rare_first", "next_id"];
const METRIC = "NDCG@10";

const lacks = wallLacks().join("; ");
const ignore = lacks !== "", reason = ignore ? ` (no whole wall here: ${lacks})` : "";

Deno.test("every hostile plugin says what it tries and what it has to end like", () => {
  const names = hostilePlugins();
  assert(names.length >= 25, `${names.length} hostile plugins, expected 25 and more`);
  assertEquals(names, [...Object.keys(EXPECTED), ...APART].sort());
  for (const name of names) {
    const comment = sourceOf(name).split("\n").filter((line) => line.startsWith("// ")).join(" ");
    assertMatch(comment, /\/\/ Tries [^]+\. \/\/ Has to: [^]+\./, name);
  }
});

/** The line that tells of a failure, from "Cannot" on; none if nothing failed. */
function toldOf(name: string, { stderr }: Ended): string | undefined {
  const starts = [`hostile/${name} failed: `, `${name} seed 1 failed: `];
  return stderr.split("\n").flatMap((line) => {
    const start = starts.find((each) => line.startsWith(each));
    return start === undefined ? [] : [line.slice(start.length)];
  })[0];
}

/** The mean and the standard error of a row's selection metric. */
function mark({ headline }: LeaderboardRow): { mean: number; error: number } {
  const { mean, interval } = headline.metrics[METRIC];
  const [low, high] = interval ?? [mean, mean];
  return { mean, error: (high - low) / 3.92 };
}

function assertNoBetter(name: string, a: LeaderboardRow, b: LeaderboardRow): void {
  const one = mark(a), other = mark(b), error = Math.hypot(one.error, other.error);
  assert(
    one.mean <= other.mean + 4 * error,
    `${name}: ${METRIC} ${one.mean} above ${b.method.id}'s ${other.mean} by over 4 × ${error}`,
  );
}

Deno.test(`hostile plugins gain nothing, and change nothing for the others${reason}`, {
  ignore,
}, async (t) => {
  await using house = new House();
  const hostile = join(house.path, "hostile");
  await Deno.writeTextFile(join(house.path, "log.csv"), csv());
  const alone = await house.bench(...RUN, "--out", "alone");
  assertEquals(alone.code, 0, alone.stderr);
  const cacheBefore = house.files("cache"), data = house.files("log.csv/..");
  lay(hostile, {
    "@RESULTS@": join(house.path, "alone"),
    "@DATA@": join(house.path, "log.csv"),
    '"./endless.js"': '"file:///dev/zero"',
    "/* TOWER */": `${"(".repeat(1e6)}1${")".repeat(1e6)};`,
  });
  const names = Object.keys(EXPECTED);
  const beside = await house.bench(
    ...RUN,
    ...["--out", "beside", ...names.flatMap((name) => ["--plugin", join("hostile", name)])],
  );
  await t.step("the bench goes on to its end, and says that some have failed", () => {
    assertEquals(beside.code, 1, beside.stderr);
    assertStringIncludes(beside.stdout, "Leaderboard: beside/leaderboard.json");
  });

  const { board, rows } = house.board("beside"), records = house.records("beside");
  const checks: { readonly [E in Expected["end"]]: (name: string, expected: Expected) => void } = {
    refused: assertTold,
    failed: assertTold,
    tied(name) {
      const row = assertRow(name);
      assertEquals(row.notComparable, [], name);
      assertEquals(row.headline, rows.get("ties_everything")?.headline, name);
    },
    done(name, expected) {
      if (expected.end !== "done") return;
      const row = assertRow(name), { below, stateful = false } = expected;
      const control = rows.get(below);
      assert(control);
      assertNoBetter(name, row, control);
      if (stateful !== "maybe") assertEquals(row.notComparable, stateful ? ["stateful"] : [], name);
    },
  };
  function assertTold(name: string, expected: Expected): void {
    const told = toldOf(name, beside);
    assert(told !== undefined, `${name} was expected to fail, and did not`);
    if (!("line" in expected)) return;
    assertMatch(told, expected.line);
    assertMatch(told, /^Cannot .{0,1500}$/, name);
    assertEquals(rows.has(name), false, `${name} has a row`);
    assert(expected.codes.includes(codes.get(told)), `${name}: ${codes.get(told)}`);
  }
  function assertRow(name: string): LeaderboardRow {
    assertEquals(toldOf(name, beside), undefined);
    const row = rows.get(name), { circumstances } = records.get(name) ?? {};
    assert(row, `${name} has no row`);
    assertEquals(circumstances?.stderrTail.includes("REACHED"), false, circumstances?.stderrTail);
    return row;
  }
  const failures = join(house.path, "beside", "failures");
  const codes = new Map(
    [...Deno.readDirSync(failures)].map(({ name }) => {
      const { message, code } = JSON.parse(Deno.readTextFileSync(join(failures, name)));
      return [message, code];
    }),
  );
  for (const [name, expected] of Object.entries(EXPECTED)) {
    await t.step(`${name} is ${expected.end}`, () => checks[expected.end](name, expected));
  }

  await t.step("results, outcomes and rows of the honest are the same bytes", () => {
    const before = house.records("alone"), { board: first } = house.board("alone");
    for (const id of HONEST) {
      const one = before.get(id), other = records.get(id);
      assert(one && other, id);
      assertEquals(JSON.stringify(other.result), JSON.stringify(one.result), id);
      assertEquals(other.digests.result, one.digests.result, id);
      assertEquals(house.outcomes("beside", other), house.outcomes("alone", one), id);
    }
    const [task] = board.tasks,
      honest = task.rows.filter(({ method }) => HONEST.includes(method.id));
    assertEquals(JSON.stringify([{ ...task, rows: honest }]), JSON.stringify(first.tasks));
  });

  await t.step("nothing that they say speaks to the terminal", () => {
    // deno-lint-ignore no-control-regex -- that is what is looked for
    const raw = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/;
    for (const text of [beside.stdout, beside.stderr]) {
      for (const line of text.split("\n")) {
        assertEquals(raw.test(line), false, JSON.stringify(line));
        assert(line.length < 1600, `a line of ${line.length}`);
      }
    }
    assertEquals(beside.stderr.includes("\nmarkov seed 1: done"), false);
  });

  await t.step("nothing of them is left but what the host keeps", () => {
    assertEquals(house.processes(), []);
    assertEquals([...house.files("tmp").keys()], []);
    const after = house.files("cache");
    for (const [path, hash] of cacheBefore) assertEquals(after.get(path), hash, path);
    const laid = new Set(house.files("hostile").values());
    for (const [path, hash] of after) {
      if (!cacheBefore.has(path)) assert(laid.has(hash), `${path} is nobody's copy`);
    }
    const where = (path: string): boolean => /^(cache|tmp|hostile|beside)\//.test(path);
    const rest = [...house.files(".")].filter(([path]) => !where(path));
    assertEquals(new Map(rest), new Map([...data].filter(([path]) => !where(path))));
    const kept = [...Deno.readDirSync(join(house.path, "beside", "checkpoints"))];
    assertEquals(kept.length, 1, "says_it_kept alone has handed something over");
  });

  await t.step("bench verify finds everything as it was recorded", async () => {
    const { code, stdout } = await house.bench("verify", "beside");
    assertEquals([code, stdout], [0, "Everything is as recorded.\n"]);
  });

  await t.step(
    "a plugin under another's id is refused with both places, before any work",
    async () => {
      const two = ["ties_everything", "claims_another"].flatMap((
        name,
      ) => ["--plugin", `hostile/${name}`]);
      const { code, stdout, stderr } = await house.bench(...RUN, ...two, "--out", "none");
      assertEquals(
        [code, stdout, stderr],
        [
          2,
          "",
          'Cannot run two methods called "ties_everything": "hostile/ties_everything" and ' +
          '"hostile/claims_another", expected different ids\n',
        ],
      );
    },
  );
});
