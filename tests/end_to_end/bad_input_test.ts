import { assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { bench } from "./_bench.ts";
import { smallCsv } from "./_small_csv.ts";

const folder = await Deno.makeTempDir();
const write = (name: string, bytes: string | Uint8Array): void =>
  Deno.writeFileSync(
    join(folder, name),
    typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes,
  );
write("log.csv", smallCsv());
write("empty.csv", "");
write("lacks.csv", "user_id,item,timestamp\nu,i,1\n");
write("words.csv", "user_id,item_id,timestamp\nu,i,1\nu,j,soon\n");
write("before.csv", "user_id,item_id,timestamp\nu,i,1\nu,j,2\nu,k,-3\n");
write("short.csv", "user_id,item_id,timestamp\nu,i,1\nu,j,2\n");
write("cold.csv", "user_id,item_id,timestamp\nu,i,1\nu,j,2\nu,k,3\n");
write("cut.csv.gz", gzipSync(smallCsv()).subarray(0, 900));
write("list.json", "[1]");
write("config.json", '{"markov": {"popularityWait": 1}}');
write("file", "");

/** Each: what is given in place of a good run's options, and the one line that comes back. */
const CASES: Record<string, [args: string[], line: RegExp]> = {
  "a missing file": [["--data", "none.csv"], /^Cannot .*none\.csv.*expected/],
  "an empty file": [["--data", "empty.csv"], /^Cannot .*empty\.csv.*empty/],
  "a missing column": [["--data", "lacks.csv"], /^Cannot .*lacks\.csv.*"item_id".*expected/],
  "a time that is no number": [["--data", "words.csv"], /^Cannot .*words\.csv.*3.*soon.*expected/],
  "a negative time": [["--data", "before.csv"], /^Cannot .*before\.csv.*4.*-3.*expected/],
  "a corrupt gzip": [["--data", "cut.csv.gz"], /^Cannot .*cut\.csv\.gz.*gzip/],
  "users with too few events": [
    ["--data", "short.csv"],
    /^Cannot apply protocol .*no test case, expected a user with 3/,
  ],
  "an empty pool": [["--data", "cold.csv"], /^Cannot apply protocol .*pool is empty/],
  "an unknown dataset": [["--data", "tundra-smal"], /^Cannot .*"tundra-smal".*"tundra-small"/],
  "an unknown protocol": [
    ["--protocol", "leave-one-out-98"],
    /^Cannot find protocol .*"leave-one-out-99@1"/,
  ],
  "an unknown method": [["--methods", "popularty"], /^Cannot find method .*"popularity"/],
  "an unknown option": [["--method", "markov"], /^Cannot understand option "--method".*--methods/],
  "jobs that are no number": [["--jobs", "many"], /^Cannot use --jobs "many"/],
  "transfer gain within one domain": [
    ["--data", "short.csv", "--transfer-gain"],
    /^Cannot measure transfer gain on "short": the data has 1 domain, expected at least 2$/,
  ],
  "no trials": [["--trials", "0"], /^Cannot use --trials "0": .*expected 1/],
  "more jobs than memory": [
    ["--jobs", "1000"],
    /^Cannot run 1000 jobs .*memory|^Cannot run 1000 jobs/,
  ],
  "an --out that cannot be written": [["--out", "file"], /^Cannot write results to "file"/],
  "a config that is none": [["--config", "list.json"], /^Cannot read config "list\.json"/],
  "an unknown config key": [
    ["--config", "config.json"],
    /^Cannot set "popularityWait".*"popularityWeight"/,
  ],
  "an unknown column": [["--columns", "user=u"], /^Cannot map column "user".*user_id/],
  "an unknown device": [["--device", "gpu"], /^Cannot use device "gpu"/],
  "unknown kernels": [
    ["--kernels", "fast"],
    /^Cannot use kernels "fast": unknown, expected strict, relaxed$/,
  ],
  "kernels of a device that has no choice": [
    ["--kernels", "strict", "--device", "cpu"],
    /^Cannot use kernels "strict" on device "cpu": only wasm .*expected --device wasm/,
  ],
  "a plugin that is not there": [["--plugin", "none.ts"], /^Cannot .*none\.ts/],
};

for (const [name, [args, line]] of Object.entries(CASES)) {
  Deno.test(`bench run refuses ${name} with one line and exit code 2`, async () => {
    const good = ["--data", "log.csv", "--protocol", "leave-one-out-99@1", "--methods", "markov"];
    const options = good.filter((_, i) => !args.includes(good[i - (i % 2)]));
    const { code, stderr, stdout } = await bench(["run", ...options, ...args], folder);
    const lines = stderr.trimEnd().split("\n");
    assertMatch(lines[0], line);
    assertEquals([code, lines.length], [2, 1], stderr + stdout);
  });
}

Deno.test("bench refuses an unknown command with the nearest one", async () => {
  const { code, stderr } = await bench(["verfy"], folder);
  assertEquals(code, 2);
  assertMatch(stderr, /^Cannot run command "verfy": no such command, expected verify\n$/);
});

Deno.test("bad_input_test.ts leaves nothing behind", () =>
  Deno.removeSync(folder, { recursive: true }));
