import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Browser } from "../../leaderboard/report/testing/browser.ts";
import { findChromium } from "../../leaderboard/report/testing/find_chromium.ts";
import { bench } from "./_bench.ts";
import { smallCsv } from "./_small_csv.ts";

const RUN = [
  ...["run", "--data", "log.csv", "--protocol", "leave-one-out-99@1", "--out", "out"],
  ...["--methods", "random,popularity,sasrec", "--config", "config.json", "--seeds", "1"],
];

const chromium = await findChromium();

Deno.test("bench report makes a page of what bench run left, the same bytes each time", async (t) => {
  const folder = await Deno.makeTempDir(), out = join(folder, "out");
  try {
    await Deno.writeTextFile(join(folder, "log.csv"), smallCsv());
    const small = { epochs: 2, embeddingSize: 4, maximumLength: 4, blocks: 1, windows: "last" };
    await Deno.writeTextFile(join(folder, "config.json"), JSON.stringify({ sasrec: small }));
    const ran = await bench(RUN, folder);
    assertEquals(ran.code, 0, ran.stderr);
    const reported = await bench(["report", "out"], folder);
    assertEquals(
      [reported.code, reported.stdout],
      [0, "Report: out/report.html\n"],
      reported.stderr,
    );
    const page = await Deno.readTextFile(join(out, "report.html"));

    await t.step("it holds tests, costs, curves, checks and verdicts", () => {
      assertStringIncludes(page, "leave-one-out-99@1 on log");
      assertStringIncludes(page, "NDCG@10 against peak memory of a run. On the front: ");
      assertMatch(page, /Validation of sasrec: NDCG@10 over \d+ calls, 1 seeds; best \.\d{4}/);
      for (const each of ["leaked popularity", "Ids predict targets", "syncrec, table 2"]) {
        assertStringIncludes(page, each);
      }
      assert(!page.includes("No paired tests"));
    });

    await t.step("a record holds what each validation gave", async () => {
      const results: Record<string, unknown>[] = [];
      for await (const { name } of Deno.readDir(join(out, "runs"))) {
        if (!name.endsWith(".json")) continue;
        results.push(JSON.parse(await Deno.readTextFile(join(out, "runs", name))).result);
      }
      for (const { validationCalls, validationValues = [] } of results) {
        assert(Array.isArray(validationValues) && validationValues.every((each) => each > 0));
        assertEquals(validationValues.length, validationCalls);
      }
      assert(results.some(({ validationCalls }) => Number(validationCalls) > 1));
    });

    const name = "it leads to the records from wherever it lies";
    await t.step({
      name: chromium ? name : `${name} (skipped: no Chromium)`,
      ignore: chromium === undefined,
      fn: () => followRecord(folder, chromium ?? ""),
    });

    await t.step("the same records give the same bytes", async () => {
      const { code, stderr } = await bench(["report", "out"], folder);
      assertEquals(code, 0, stderr);
      assertEquals(await Deno.readTextFile(join(out, "report.html")) === page, true);
    });

    await t.step("what cannot be reported is one line", async () => {
      const cases: [args: string[], line: RegExp][] = [
        [["none"], /^Cannot report "none": no leaderboard\.json, expected a results folder$/],
        [["out", "more"], /^Cannot report "more" too: expected one results folder at a time$/],
      ];
      for (const [args, line] of cases) {
        const { code, stdout, stderr } = await bench(["report", ...args], folder);
        assertMatch(stderr.trimEnd(), line);
        assertEquals([code, stdout], [2, ""]);
      }
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** Opens a page that lies elsewhere than its records, and follows what it says of them. */
async function followRecord(folder: string, chromium: string): Promise<void> {
  const { code, stderr } = await bench(["report", "out", "--out", "a page.html"], folder);
  assertEquals(code, 0, stderr);
  await using browser = await Browser.open(chromium);
  await browser.go(pathToFileURL(join(folder, "a page.html")).href);
  await browser.click("tbody .open");
  const record = await browser.ask<string>(`document.querySelector("#provenance a").href`);
  assertEquals(JSON.parse(await Deno.readTextFile(new URL(record))).schema, "permafrost/record@1");
}
