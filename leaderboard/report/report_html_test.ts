import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { sha256 } from "../../core/sha256.ts";
import { sampleRun } from "../_sample.ts";
import { reportHtml, type ReportOptions } from "./report_html.ts";
import { sampleBoard } from "./testing/sample_board.ts";

const { board, timing, runs } = await sampleBoard([
  ...[1, 2].map((seed) => ({ method: "sasrec", seed, skill: 0.5 })),
  { method: "popularity", skill: 0.3 },
  { method: "random" },
]);
const [task] = board.tasks;
const bare: ReportOptions = { runs: [], trust: new Map(), recordsAt: "" };
const whole: ReportOptions = { ...bare, runs, timing };

Deno.test("reportHtml() gives the same bytes for any order of the records", async () => {
  const page = await reportHtml(board, whole);
  assertEquals(await reportHtml(board, { ...whole, runs: runs.toReversed() }) === page, true);
});

Deno.test("reportHtml() says what it lacks", async () => {
  const page = await reportHtml(board, bare);
  for (
    const said of [
      "No paired tests: they need the records beside leaderboard.json.",
      "there is no time or memory of these rows",
      "no record here holds two validations of one run",
      "nobody was trained on single domains",
      "no record here holds the trust checks of this task",
    ]
  ) assertStringIncludes(page, said);
  assertStringIncludes(await reportHtml({ ...board, tasks: [] }, bare), "No runs.");
});

Deno.test("reportHtml() draws validation of records that hold it, and nothing of others", async () => {
  assertStringIncludes(await reportHtml(board, whole), "Validation of sasrec: NDCG@5 over 3 calls");
  const older = [1, 2].map((seed) => sampleRun({ method: "sasrec", seed, skill: 0.5 }));
  const page = await reportHtml(board, { ...whole, runs: older });
  assertStringIncludes(page, "no record here holds two validations of one run");
});

Deno.test("reportHtml() draws who is on the Pareto front, of those that may be compared", async () => {
  const page = await reportHtml(board, whole);
  assertStringIncludes(page, "NDCG@5 against time of a run. On the front: ");
  const rows = task.rows.map((row) => ({ ...row, notComparable: ["stateful"] }));
  const none = await reportHtml({ ...board, tasks: [{ ...task, rows }] }, whole);
  assertStringIncludes(none, "there is no time or memory of these rows");
  assertStringIncludes(none, "there are no two rows that may be compared");
});

Deno.test("reportHtml() shades transfer gains on both sides of 0", async () => {
  const gain = (value: number | null) => ({
    ...{ seeds: [1, 2], config: {} },
    metrics: { "NDCG@5": { alone: [0.5, 0.25], gain: value } },
  });
  const transferGain = { books: gain(0.4), music: gain(-0.1) };
  const rows = task.rows.map((row, i) => i === 0 ? { ...row, transferGain } : row);
  const page = await reportHtml({ ...board, tasks: [{ ...task, rows }] }, bare);
  assertStringIncludes(page, '<td class="g4" title="alone .3750, seeds 1, 2">+40.0 %</td>');
  assertStringIncludes(page, '<td class="g-1" title="alone .3750, seeds 1, 2">−10.0 %</td>');
});

Deno.test("reportHtml() sets the papers beside a task that asks the nearest question", async () => {
  assertStringIncludes(await reportHtml(board, bare), "none asks a question near");
  const protocol = { ...task.protocol, id: "leave-one-out-99" };
  const rows = task.rows.map(({ headline, ...row }) => ({
    ...row,
    headline: { ...headline, metrics: { "NDCG@10": headline.metrics["NDCG@5"] } },
  }));
  const near = { ...task, protocol, metrics: ["NDCG@10"], rows };
  const page = await reportHtml({ ...board, tasks: [near] }, bare);
  assertStringIncludes(page, "syncrec, table 2");
  assertStringIncludes(page, "Another exam on either side");
});

Deno.test("reportHtml() lets in its own script and style alone, by their hashes", async () => {
  const page = await reportHtml(board, whole);
  const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  const [, script] = /<script>([^]*)<\/script>/.exec(page) ?? [];
  const [, style] = /<style>([^]*?)<\/style>/.exec(page) ?? [];
  const hash = (text: string) => `&#39;sha256-${Uint8Array.fromHex(sha256(text)).toBase64()}&#39;`;
  assertEquals(
    policy,
    `default-src &#39;none&#39;; script-src ${hash(script)}; style-src ${hash(style)}; ` +
      "base-uri &#39;none&#39;; form-action &#39;none&#39;",
  );
  const [markup] = page.split('<script type="application/json"');
  assert(!/ style="| on[a-z]+="| src=|https?:/.test(markup.replace(style, "")));
});

Deno.test("reportHtml() tests a pooled metric by bootstrap, and says so", async () => {
  const metrics = ["AUC", "MRR"];
  const pooled = await sampleBoard([
    { method: "sasrec", skill: 0.5, metrics },
    { method: "random", metrics },
  ]);
  const page = await reportHtml(pooled.board, { ...bare, runs: pooled.runs });
  assertMatch(page, /"tests":\{"difference":-0\.\d+,"by":"bootstrap","p":0\.002,"wilcoxon":null\}/);
});

Deno.test("reportHtml() does not test where the best row is made of parts", async () => {
  const joined = { atOnce: 1, parts: [{ domains: ["books"], config: {} }] };
  const rows = [{ ...task.rows[0], id: "f".repeat(64), joined }, ...task.rows.slice(1)];
  const page = await reportHtml({ ...board, tasks: [{ ...task, rows }] }, whole);
  assertStringIncludes(page, "No paired tests: the best row is a mean over parts");
  assertStringIncludes(page, "mean over 1 parts of one domain each");
});
