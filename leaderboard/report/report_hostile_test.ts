import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { sampleBoard } from "./testing/sample_board.ts";
import { ShownReport } from "./testing/shown_report.ts";
import { testChromium } from "./testing/test_chromium.ts";

const HOSTILE =
  `</script><script>window.hacked=1</script><img src=x onerror="window.hacked=1">'&<!--`;

const skilled = (method: string, skill: number, more = {}) =>
  [1, 2].map((seed) => ({ method, seed, skill, cases: 120, eligible: 40, ...more }));

testChromium("a report takes what stands in records for text", async (path) => {
  const names = { method: HOSTILE, dataset: HOSTILE, config: { [HOSTILE]: HOSTILE } };
  const hostile = await sampleBoard([
    ...skilled(HOSTILE, 0.5, names),
    ...skilled("random", 0, { dataset: HOSTILE }),
  ]);
  const [task] = hostile.board.tasks;
  const trust = new Map([[task.fingerprint, [
    { title: HOSTILE, state: "notice", text: HOSTILE } as const,
  ]]]);
  const rows = task.rows.map((row) => ({
    ...row,
    notComparable: row.method.id === "random" ? [HOSTILE] : [],
    domains: { [HOSTILE]: row.domains.books, music: row.domains.music },
    slices: { [HOSTILE]: row.slices.cold },
    transferGain: {
      music: { seeds: [1], config: {}, metrics: { "NDCG@5": { alone: [1], gain: 0.5 } } },
    },
  }));
  const dataset = { ...task.dataset, domains: [HOSTILE, "music"] };
  const board = { ...hostile.board, tasks: [{ ...task, dataset, rows }] };
  await using shown = await ShownReport.open(path, board, { ...hostile, trust });
  const { browser } = shown;
  assertEquals(
    await browser.ask(`document.querySelector("h2").textContent`),
    `leave-one-out-9@1 on ${HOSTILE}`,
  );
  for (let view = 1; view <= 5; view++) await browser.click(`fieldset label:nth-of-type(${view})`);
  await browser.click("tbody .open");
  assertEquals(
    await browser.ask(`document.querySelector("#provenance-name").textContent`),
    HOSTILE,
  );
  assertStringIncludes(
    await browser.ask(`document.querySelector("#provenance-body").textContent`),
    HOSTILE,
  );
  assertEquals(await browser.ask(`[window.hacked ?? 0, document.images.length]`), [0, 0]);
  assertEquals(shown.complaints(), []);
  // The policy itself: what would be let out by a mistake of ours still reaches nobody.
  let reached = 0;
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, () => {
    reached++;
    return new Response("", { headers: { "access-control-allow-origin": "*" } });
  });
  const address = `http://127.0.0.1:${server.addr.port}/`;
  const asked = await browser.ask(`new Promise((done) => {
    const image = new Image();
    image.onload = image.onerror = () => fetch("${address}").then(() => done("out"), () => done("in"));
    image.src = "${address}";
  })`);
  assertEquals([asked, reached], ["in", 0]);
  await browser.ask(`{ const script = document.createElement("script");
    script.textContent = "window.hacked = 1"; document.body.append(script); } 0`);
  assertEquals(await browser.ask(`window.hacked ?? 0`), 0);
  assert(shown.complaints().some((each) => each.includes("Content Security Policy")));
});
