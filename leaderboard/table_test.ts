import { assertEquals, assertStringIncludes } from "@std/assert";
import { sampleRun } from "./_sample.ts";
import { aggregate } from "./aggregate.ts";
import { aggregateTiming } from "./aggregate_timing.ts";
import { table } from "./table.ts";

const runs = [
  sampleRun({ method: "sasrec", seed: 1, skill: 0.5, cases: 400 }),
  sampleRun({ method: "sasrec", seed: 2, skill: 0.5, cases: 400 }),
  sampleRun({ method: "random", cases: 400 }),
  sampleRun({ method: "next_id", cases: 400 }),
  sampleRun({ method: "mute", constant: NaN, cases: 400, notComparable: ["stateful"] }),
];
const board = await aggregate(runs);

Deno.test("table() shows marks, parts, time, notes and verdicts", () => {
  const text = table(board, { timing: aggregateTiming(runs) });
  assertEquals(text, GOLDEN);
});

Deno.test("table() shows what full ranking would give, where records tell the pools", async () => {
  const board = await aggregate([sampleRun({ eligible: 30 })]), text = table(board);
  const { corrected } = board.tasks[0].rows[0].headline.metrics["NDCG@5"];
  const lines = text.split("\n"), at = lines.findIndex((line) => line.includes("full, by rank"));
  assertStringIncludes(lines[at], "full, by rank   full, by fit");
  assertStringIncludes(lines[at + 2], corrected?.biasVariance.toFixed(4).slice(1) ?? "none");
});

Deno.test("table() keeps to the width, whatever the number of columns", () => {
  for (const width of [60, 80, 100]) {
    for (const line of table(board, { width, timing: aggregateTiming(runs) }).split("\n")) {
      const isRow = /^(method|─|sasrec|random|next_id|mute†)/.test(line) && !line.includes(":");
      assertEquals(isRow && line.length > width, false, line);
    }
  }
});

Deno.test("table() marks rows by device and kernels if they differ", async () => {
  const wasm = { method: "sasrec", device: "wasm", skill: 0.5 };
  const text = table(
    await aggregate([
      sampleRun({ ...wasm, kernels: "strict" }),
      sampleRun({ ...wasm, kernels: "relaxed", notComparable: ["stateful"] }),
      sampleRun({ ...wasm, device: "webgpu", kernels: "a card" }),
      sampleRun({ method: "next_id", device: "host", kernels: "none" }),
    ]),
  );
  for (const name of ["sasrec¹†", "sasrec²", "sasrec³", "next_id°"]) {
    assertEquals(text.match(new RegExp(`^${name} `, "gm"))?.length, 2, name);
  }
  const meanings = [
    "¹ on wasm, kernels: relaxed",
    "² on wasm, kernels: strict",
    "³ on webgpu, kernels: a card",
  ];
  assertStringIncludes(text, `\n\n${meanings.join("\n")}\n° control`);
  assertStringIncludes(text, "\n† sasrec¹: not comparable (stateful)\n");
});

Deno.test("table() tells apart rows of one method on one machine", async () => {
  const [one, other] = ["1.0.0", "1.1.0"].map((version) => {
    const run = sampleRun({ method: "sasrec", constant: NaN });
    const { record: { result } } = run, method = { ...result.method, version };
    return { ...run, record: { ...run.record, result: { ...result, method } } };
  });
  const text = table(await aggregate([one, other]));
  for (const name of ["sasrec · 1.0.0", "sasrec · 1.1.0"]) {
    assertEquals(text.match(new RegExp(`^${name} `, "gm"))?.length, 2, name);
    assertStringIncludes(text, `\n${name}: no score`);
  }
});

Deno.test("table() says nothing of time without timing, and separates tasks", async () => {
  const text = table(await aggregate([...runs, sampleRun({ task: "another" })]));
  assertEquals(text.includes("peak memory"), false);
  assertEquals(text.match(/leave-one-out-9@1 on tiny · task/g)?.length, 2);
  assertStringIncludes(text, "a control that it needs was not run");
});

Deno.test("table() of nothing says so", () => {
  assertEquals(table({ schema: "permafrost/leaderboard@1", tasks: [] }), "No runs.\n");
});

// Looked at in a terminal of 100 columns, 2026-11-21.
const GOLDEN = `leave-one-out-9@1 on tiny · task 0ebb429f · 2 seeds, mean ± deviation
20 users, 30 items, 400 events, 2 domains, 400 test cases, 57 of them cold

method            NDCG@5            HR@5             MRR
────────────────────────────────────────────────────────
sasrec     .7722 ± .0016   .9373 ± .0103   .7278 ± .0026
random°    .3091           .5248           .3007
next_id°   .2844           .5044           .2773
mute†      .2948           .5000           .2929

method      NDCG@5, 95 %   macro   books   music   cold (57)   time-tied (134)   warm (343)
───────────────────────────────────────────────────────────────────────────────────────────
sasrec     .7462 – .7959   .7721   .7600   .7843       .7795             .7811        .7722
random°    .2727 – .3477   .3092   .3420   .2764       .2694             .3041        .3091
next_id°   .2547 – .3198   .2844   .2855   .2834       .2584             .2945        .2844
mute†      .2948 – .2948   .2948   .2948   .2948       .2948             .2948        .2948

method        fit   validate   score    total       CPU   peak memory
─────────────────────────────────────────────────────────────────────
sasrec     91.5 s      0.3 s   2.5 s   96.5 s   2.0 min       286 MiB
random°    91.0 s      0.3 s   2.5 s   96.0 s   2.0 min       286 MiB
next_id°   91.0 s      0.3 s   2.5 s   96.0 s   2.0 min       286 MiB
mute†      91.0 s      0.3 s   2.5 s   96.0 s   2.0 min       286 MiB

° control: what needs no learning
† mute: not comparable (stateful)
mute: ties leave its NDCG@5 anywhere in .0000 – 1.000
mute: no score for up to 4,000 candidates of a run

Verdicts (NDCG@5, effect ± standard error, ! = over 3 of them)
ids predict targets  no   next_id − random                     −.0247 ± .0254
order-leaking        ?    next_id − random                     −.0247 ± .0254
                          next_id − random on time-tied        −.0096 ± .0400
pool leaks           ?    a control that it needs was not run
`;
