import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import axe from "axe-core";
import type { Browser } from "./testing/browser.ts";
import { sampleBoard } from "./testing/sample_board.ts";
import { ShownReport } from "./testing/shown_report.ts";
import { testChromium } from "./testing/test_chromium.ts";

const DESK = { width: 1280, height: 800, theme: "light" } as const;
const PHONE = { width: 390, height: 844, theme: "light" } as const;
const skilled = (method: string, skill: number, more = {}) =>
  [1, 2].map((seed) => ({ method, seed, skill, cases: 120, eligible: 40, ...more }));

const sample = await sampleBoard([
  ...skilled("sasrec", 0.6),
  ...skilled("gru4rec", 0.59, { config: { embeddingSize: 16, windows: "last" } }),
  ...skilled("markov", 0.1, { notComparable: ["in-process"] }),
  ...skilled("popularity", 0.2),
  ...skilled("random", 0),
  ...skilled("sasrec", 0.5, { task: "another", dataset: "zebra" }),
]);
// With papers beside it and with gains on both sides of 0.
const [first, ...others] = sample.board.tasks;
const gain = (value: number) => ({
  ...{ seeds: [1, 2], config: {} },
  metrics: { "NDCG@5": { alone: [0.5, 0.5], gain: value } },
});
const board = {
  ...sample.board,
  tasks: [{
    ...first,
    protocol: { ...first.protocol, id: "leave-one-out-99" },
    rows: first.rows.map((row) => ({
      ...row,
      transferGain: { books: gain(0.5), music: gain(-0.4) },
    })),
  }, ...others],
};
const trust = new Map(sample.board.tasks.map(({ fingerprint }) => [
  fingerprint,
  [
    { title: "time ties", state: "notice", text: "12 % of the test cases hang on a time tie" },
    { title: "repeats", state: "clear", text: "none" },
    { title: "boundary", state: "unknown", text: "not checked" },
    { title: "answers apart", state: "fault", text: "1 of the answers is learned from" },
  ] as const,
]));

testChromium(
  "a report answers to mouse and keyboard, in light, dark and on a phone",
  async (path, t) => {
    await using shown = await ShownReport.open(path, board, { ...sample, trust });
    const { browser } = shown;
    const text = (selector: string) =>
      browser.ask<string>(`document.querySelector(${JSON.stringify(selector)})?.textContent ?? ""`);
    const column = (at: number) =>
      browser.ask<string[]>(`[...document.querySelectorAll("#task-0 .leaderboard tbody tr")]
      .map((row) => row.children[${at}].textContent)`);

    await t.step("it opens without a word in the console and without asking any network", () => {
      assertEquals(shown.complaints(), []);
    });

    await t.step(
      "it shows the board, the best first, with intervals and what is told apart",
      async () => {
        const names = ["sasrec", "gru4rec", "popularitycontrol", "randomcontrol"];
        assertEquals((await column(1)).slice(0, 4), names);
        assertEquals((await column(0)).join(), "1,2,3,4,–");
        assertEquals(await text("#task-0 .count"), "5 rows");
        assertEquals(
          await browser.ask(`document.querySelectorAll("#task-0 svg.interval").length`),
          5,
        );
        assertEquals((await column(4)).slice(0, 2).map((p) => p === "best" || Number(p) >= 0.05), [
          true,
          true,
        ]);
        assertEquals((await column(4))[4], "–");
        assertStringIncludes(await text("#task-0 .lead"), "gru4rec is not told apart from it");
      },
    );

    await t.step("a press on a column sorts by it, down, up, and back", async () => {
      const head = `#task-0 thead button[data-key="MRR"]`;
      const order = () =>
        browser.ask<string>(`document.querySelector('${head}').closest("th").ariaSort`);
      const values = async () => (await column(6)).map((each) => Number(each.slice(0, 5)));
      assertEquals(await order(), "none");
      const before = await values();
      await browser.click(head);
      assertEquals([await order(), await values()], [
        "descending",
        before.toSorted((a, b) => b - a),
      ]);
      await browser.press("Enter");
      assertEquals([await order(), await values()], [
        "ascending",
        before.toSorted((a, b) => a - b),
      ]);
      await browser.press("Space");
      assertEquals([await order(), await values()], ["none", before]);
    });

    await t.step("words filter rows, by whatever stands in them", async () => {
      await browser.click("#b0-filter");
      await browser.press(..."windows last");
      assertEquals([await column(1), await text("#task-0 .count")], [["gru4rec"], "1 of 5 rows"]);
      await browser.press(..."xyz");
      assertEquals(await text("#task-0 .leaderboard tbody"), "No such row.");
      await browser.ask(`document.querySelector("#b0-filter").select()`);
      await browser.press("Backspace");
      assertEquals(await text("#task-0 .count"), "5 rows");
      await browser.click("#b0-controls");
      assertEquals(await text("#task-0 .count"), "3 of 5 rows");
      await browser.click("#b0-controls");
      await browser.click("#b0-tied");
      assertEquals(await column(1), ["sasrec", "gru4rec"]);
      await browser.click("#b0-tied");
    });

    await t.step("the columns tell of domains, slices, whole pools and costs", async () => {
      const heads = () =>
        browser.ask<string[]>(
          `[...document.querySelectorAll("#task-0 .leaderboard thead th")].map((head) => head.textContent)`,
        );
      await browser.ask(`document.querySelector("#task-0 fieldset input").focus()`);
      const seen: string[][] = [];
      for (let i = 0; i < 4; i++) {
        await browser.press("ArrowRight");
        seen.push((await heads()).slice(2));
      }
      assertEquals(seen[0], ["All cases", "Macro", "books", "music"]);
      assertEquals(seen[1], ["All cases", "cold", "time-tied", "warm"]);
      assertEquals(seen[2].slice(1, 3), ["Estimate by rank", "Estimate by fit"]);
      assertEquals(seen[3].at(-1), "Validations");
      await browser.press("ArrowRight");
    });

    await t.step(
      "a press on a method shows where its row is from, and Escape goes back",
      async () => {
        const isOpen = () => browser.ask<boolean>(`document.querySelector("#provenance").open`);
        await browser.click("#task-0 tbody tr:nth-child(2) .open");
        assertEquals([await isOpen(), await text("#provenance-name")], [true, "gru4rec"]);
        const said = await text("#provenance-body");
        const run = sample.runs.find(({ record }) => record.result.method.id === "gru4rec");
        const { method, configSha256, protocol, dataset, task } = run?.record.result ?? {};
        for (
          const each of [
            method?.closure,
            configSha256,
            protocol?.sha256,
            dataset?.sha256,
            task?.fingerprint,
          ]
        ) assertStringIncludes(said, String(each));
        for (const each of ["embeddingSize", "16", "stock", "2.9.6"]) {
          assertStringIncludes(
            said,
            each,
          );
        }
        assertEquals(
          await browser.ask(`document.querySelector("#provenance a").getAttribute("href")`),
          `out%20there/runs/${run?.record.key}.json`,
        );
        await browser.press("Escape");
        assertEquals(await isOpen(), false);
        assertEquals(await browser.ask(`document.activeElement.textContent`), "gru4rec");
        await browser.press("Enter");
        assertEquals(await isOpen(), true);
        await browser.click("#close");
        assertEquals(await isOpen(), false);
      },
    );

    await t.step("every control is reached by Tab, and shows that it is", async () => {
      await browser.ask(`document.activeElement.blur(), scrollTo(0, 0)`);
      const met: string[] = [];
      for (let i = 0; i < 24; i++) {
        await browser.press("Tab");
        met.push(
          await browser.ask(`(() => {
        const at = document.activeElement, to = at.matches("fieldset input") ? at.nextSibling : at;
        return [at.id || at.className || at.textContent, getComputedStyle(to).outlineStyle].join(" ");
      })()`),
        );
      }
      for (const each of ["tasks", "theme", "b0-filter", "b0-metric", "b0-controls", "open"]) {
        assert(
          met.some((at) => at.startsWith(`${each} `)),
          `${each} is not reached: ${met.join(", ")}`,
        );
      }
      // After the last one comes the body, for a moment.
      assertEquals(met.filter((at) => !/ (auto|solid)$/.test(at) && !/Permafrost/.test(at)), []);
    });

    await t.step("the theme is the system's until the button is pressed", async () => {
      const paper = () => browser.ask<string>(`getComputedStyle(document.body).backgroundColor`);
      const light = await paper();
      await browser.look({ ...DESK, theme: "dark" });
      const dark = await paper();
      assert(light !== dark);
      await browser.click("#theme");
      assertEquals([await paper(), await text("#theme")], [light, "☾ Dark"]);
      await browser.click("#theme");
      assertEquals(await paper(), dark);
      await browser.look(DESK);
      assertEquals(await paper(), dark);
      await browser.ask(`localStorage.clear(), delete document.documentElement.dataset.theme`);
    });

    await t.step("one task is seen at a time, and its address leads to it", async () => {
      const seen = () =>
        browser.ask<string>(
          `[...document.querySelectorAll(".task")].filter((each) => !each.hidden).map(({ id }) => id).join()`,
        );
      assertEquals(await seen(), "task-0");
      await browser.ask(`location.hash = "#trust-1"`);
      await browser.ask(`new Promise((done) => setTimeout(done))`);
      assertEquals([await seen(), await text("#task-1 .count")], ["task-1", "1 row"]);
      assertStringIncludes(await text("#task-1 .board .key"), "No paired tests");
      await browser.ask(`location.hash = "#task-0"`);
    });

    await t.step("axe-core finds nothing to complain of", async () => {
      await browser.ask(`${axe.source}; 0`);
      const beside = `document.querySelector("details")`;
      for (const theme of ["light", "dark"] as const) {
        await browser.look({ ...DESK, theme });
        await browser.ask(`${beside}.open = true`);
        assertEquals(await browser.ask(`${beside}.querySelectorAll("td.ours").length > 50`), true);
        assertEquals(await violations(browser), [], theme);
        await browser.ask(`${beside}.open = false`);
        await browser.click("#task-0 fieldset label:nth-of-type(2)");
        assertEquals(await violations(browser), [], `${theme}, domains`);
        await browser.click("#task-0 fieldset label:nth-of-type(1)");
        await browser.click("#task-0 tbody .open");
        assertEquals(await violations(browser), [], `${theme}, provenance`);
        await browser.press("Escape");
      }
    });

    await t.step("a phone is wide enough", async () => {
      await browser.look(PHONE);
      for (let view = 1; view <= 5; view++) {
        await browser.click(`#task-0 fieldset label:nth-of-type(${view})`);
        assertEquals(await browser.ask(`document.documentElement.scrollWidth`), PHONE.width);
      }
      assertEquals(await violations(browser), []);
    });

    assertEquals(shown.complaints(), []);
  },
);

/** What axe-core finds, a line each. */
function violations(browser: Browser): Promise<string[]> {
  return browser.ask(`axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => [id, html.slice(0, 200), failureSummary].join(": "))))`);
}
