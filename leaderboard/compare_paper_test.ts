import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { paperSample } from "./_paper_sample.ts";
import { comparePaper } from "./compare_paper.ts";
import { loadPaper } from "./papers/load_paper.ts";
import type { Leaderboard } from "./schema/leaderboard.ts";

const metrics = ["NDCG@10", "HR@10"];
const amazon = ["books", "clothing", "music", "sports", "toys", "video_games"];
const syncrec = await loadPaper("syncrec"), amid = await loadPaper("amid");
const alike = await paperSample([
  { method: "sasrec", skill: 0.5, metrics },
  { method: "sasrec", skill: 0.5, metrics, seed: 2 },
  { method: "syncrec", skill: 0.3, metrics, config: { without: [] } },
  { method: "syncrec", skill: 0.2, metrics, config: { without: ["acmoe"] } },
  { method: "popularity", metrics },
], { protocol: "leave-one-out-99", domains: amazon });

Deno.test("comparePaper() sets rows by method, columns by metric and domain", () => {
  const [two] = comparePaper(alike, syncrec).tables;
  assertEquals([two.table, two.nothing, two.tasks.length], ["2", null, 1]);
  assertEquals(two.tasks[0].alike, ["Amazon"]);
  const ours = two.columns.flatMap((column, at) => column.side === "ours" ? [{ column, at }] : []);
  assertEquals(
    ours.map(({ column }) => [column.metric, column.over]),
    ["HR@10", "NDCG@10"].map((metric) => [metric, { kind: "domain" as const, name: "books" }]),
  );
  // Right behind the paper's column that it stands beside.
  for (const { column, at } of ours) {
    assertEquals(column.beside, [at - 1]);
    const theirs = two.columns[at - 1];
    assert(theirs.side === "theirs");
    assertEquals([theirs.domain, theirs.metric], ["Books", column.metric]);
  }
  const row = two.rows.find(({ theirs }) => theirs === "SASRec");
  assert(row);
  const mark = alike.tasks[0].rows.find(({ method }) => method.id === "sasrec")
    ?.domains.books.metrics["HR@10"];
  assertEquals(row.ours.map(({ method, task }) => [method, task]), [["sasrec", 0]]);
  assertEquals([row.cells[1], row.cells[ours[0].at]], [0.355, mark?.mean]);
  assertEquals([row.deviations[1], row.deviations[ours[0].at]], [null, mark?.deviation]);
});

Deno.test("comparePaper() takes the config that a row of the paper asks for", () => {
  const [two, , , five] = comparePaper(alike, syncrec).tables;
  const of = (rows: typeof two.rows, name: string) =>
    rows.filter(({ theirs }) => theirs === name).flatMap(({ ours }) => ours);
  const full = of(two.rows, "SyNCRec");
  assertEquals(full.map(({ row }) => row), [
    alike.tasks[0].rows.find(({ config }) => Array.isArray(config.without) && !config.without[0])
      ?.id,
  ]);
  // Table 5 asks by MRR, which this leaderboard has not.
  assertEquals(five.tasks, []);
  assertStringIncludes(five.nothing ?? "", "leave-one-out-99@1 is there, but not its metrics");
  const alone = two.rows.filter(({ theirs }) => theirs === null);
  assertEquals(alone.flatMap(({ ours }) => ours.map(({ method }) => method)).sort(), [
    "popularity",
    "syncrec",
  ]);
});

Deno.test("comparePaper() leaves alone what has no counterpart", () => {
  const { rows, columns } = comparePaper(alike, syncrec).tables[0];
  const theirs = rows.find((row) => row.theirs === "BPRMF");
  assertEquals(theirs?.ours, []);
  columns.forEach(({ side }, at) => assertEquals(theirs?.cells[at] === null, side === "ours"));
  const ours = rows.find((row) => row.ours[0]?.method === "popularity");
  columns.forEach(({ side }, at) => assertEquals(ours?.cells[at] === null, side === "theirs"));
});

Deno.test("comparePaper() never computes across the sides", () => {
  const [two] = comparePaper(alike, syncrec).tables;
  const given = new Set<number | null>([null]);
  for (const row of alike.tasks[0].rows) {
    for (const marks of [row.headline, ...Object.values(row.domains)]) {
      for (const { mean, deviation } of Object.values(marks.metrics)) {
        given.add(mean).add(deviation);
      }
    }
  }
  for (const { values } of syncrec.tables[0].rows) values.forEach((value) => given.add(value));
  const shown = two.rows.flatMap(({ cells, deviations }) => [...cells, ...deviations]);
  assertEquals(shown.filter((value) => !given.has(value)), []);
});

Deno.test("comparePaper() says of every task what is not the same, the dataset first", () => {
  const [two] = comparePaper(alike, syncrec).tables;
  const [{ differs }] = two.tasks;
  for (const what of ["dataset", "split", "candidates", "ties", "selection", "seeds"]) {
    assert(differs.some((each) => each.what === what), what);
  }
  assertStringIncludes(differs[0].theirs, "Amazon, 105,364 users, 1,000,427 items");
  assertStringIncludes(differs[0].ours, "tiny, 20 users, 30 items, 400 events in books, clothing,");
});

Deno.test("comparePaper() of other domains puts marks over all cases last", async () => {
  const board = await paperSample(
    [{ method: "sasrec", metrics }],
    { protocol: "leave-one-out-99", domains: ["books", "music"] },
  );
  const [two, three] = comparePaper(board, syncrec).tables;
  assertEquals(two.tasks[0].alike, []);
  const ours = two.columns.slice(25);
  assertEquals(
    ours.map((each) => each.side === "ours" && [each.metric, each.over.kind, each.beside.length]),
    [["HR@10", "headline", 5], ["NDCG@10", "headline", 5]],
  );
  assertEquals(three.columns.length, 27);
});

Deno.test("comparePaper() keeps arms apart, and per cent and fractions alike", async () => {
  const backbone = { backbone: "gru4rec", multiInterest: true, estimator: "doubly-robust" };
  const domains = ["cloth", "sport"];
  const open = (arm: string) =>
    paperSample([
      { method: "amid", config: { ...backbone, epochs: 3 }, metrics, task: arm },
      { method: "amid", config: { ...backbone, backbone: "surge" }, metrics, task: arm },
    ], { protocol: "open-world-999", arm, domains });
  const board: Leaderboard = {
    schema: "permafrost/leaderboard@1",
    tasks: [...(await open("ku-25")).tasks, ...(await open("ku-75")).tasks],
  };
  const [one] = comparePaper(board, amid).tables;
  // The sample asks in "books" and "music": no column of Cloth-Sport has its domain, Phone-Elec is other data.
  const ours = one.columns.flatMap((column) => column.side === "ours" ? [column] : []);
  assertEquals(ours.map(({ task, metric, beside }) => [task, metric, beside]), [
    [0, "NDCG@10", [8, 12]],
    [0, "HR@10", [9, 13]],
    [1, "NDCG@10", [10, 14]],
    [1, "HR@10", [11, 15]],
  ]);
  const row = one.rows.find(({ theirs }) => theirs === "GRU4Rec + AMID");
  assertEquals(row?.ours.map(({ task }) => task), [0, 1]);
  assertEquals([row?.cells[0], row?.deviations[0]], [0.031, 0.0017]);
  const improvement = one.rows.find(({ theirs }) => theirs === "Improvement(%)");
  assertEquals(improvement?.cells[0], 26.48);
  assertEquals(one.rows.at(-1)?.ours[0].method, "amid");
  const other = comparePaper({ ...board, tasks: (await open("ku-50")).tasks }, amid).tables[0];
  assertEquals(
    other.nothing,
    "open-world-999@1/ku-50 is there, but not its arm ku-25 or ku-75",
  );
});

Deno.test("comparePaper() says in one line why nothing stands beside a table", async () => {
  const board = await paperSample(
    [{ method: "sasrec" }],
    { protocol: "leave-one-out-full", domains: amazon },
  );
  const compared = comparePaper(board, syncrec);
  assertEquals(compared.tables.map(({ tasks }) => tasks.length), [0, 0, 0, 0]);
  assertEquals(
    compared.tables[0].nothing,
    "nothing was asked by leave-one-out-99@1, the nearest question, but by leave-one-out-full@1",
  );
  assertEquals(compared.tables[2].nothing, "none of our metrics is of its kind");
  assertEquals(compared.tables[0].rows.length, syncrec.tables[0].rows.length);
});

Deno.test("comparePaper() sets a slice beside a slice, and a target beside its own columns", async () => {
  const countries = ["india", "spain", "canada", "australia", "mexico", "germany", "japan"];
  const board = await paperSample(
    [{ method: "random", metrics: ["r-NDCG@K%", "Recall@K%"] }],
    {
      protocol: "user-split-zero-shot",
      arm: "mexico",
      domains: countries,
      names: { books: "mexico", "time-tied": "unseen" },
    },
  );
  const [one] = comparePaper(board, await loadPaper("prerec")).tables;
  assertEquals(one.tasks[0].alike, ["XMarket"]);
  const ours = one.columns.flatMap((column, at) => column.side === "ours" ? [{ column, at }] : []);
  const beside = ours.map(({ column: { metric, over, beside: [at] } }) => {
    const theirs = one.columns[at];
    return [metric, over.kind, theirs.side === "theirs" && `${theirs.domain} ${theirs.setting}`];
  });
  assertEquals(beside, [
    ["Recall@K%", "domain", "Mexico K 0.04 %, all"],
    ["Recall@K%", "slice", "Mexico K 0.04 %, unseen"],
    ["r-NDCG@K%", "domain", "Mexico K 0.04 %, all"],
    ["r-NDCG@K%", "slice", "Mexico K 0.04 %, unseen"],
    // Of Online Retail, which is other data.
    ["Recall@K%", "headline", "Online Retail K 0.5 %, all and unseen are one cell"],
    ["r-NDCG@K%", "headline", "Online Retail K 0.5 %, all and unseen are one cell"],
  ]);
  const row = board.tasks[0].rows[0], first = one.rows[0];
  assertEquals(first.ours[0].method, "random");
  assertEquals(first.cells[ours[1].at], row.slices.unseen.metrics["Recall@K%"].mean);
});

Deno.test("comparePaper() wants both domains of a pair, the source as well", async () => {
  const domains = ["books", "toys", "cds"];
  const of = async (arm: string) => {
    const board = await paperSample(
      [{ method: "conet_s", metrics: ["AUC"] }],
      { protocol: "click-auc", arm, domains, names: { music: "toys" } },
    );
    return comparePaper(board, await loadPaper("biao")).tables[0].tasks[0].alike;
  };
  assertEquals(await of("books→toys"), ["Amazon Books-Toys"]);
  assertEquals(await of("cds→toys"), []);
});

Deno.test("comparePaper() tells what is not the same about a method", async () => {
  const board = await paperSample(
    [{ method: "dasl", metrics: ["AUC"], notComparable: ["stateful"] }],
    { protocol: "time-split-9", arm: "overlap-100", domains: ["a", "b"] },
  );
  const [two] = comparePaper(board, await loadPaper("man")).tables;
  const notes = two.rows.find(({ theirs }) => theirs === "DASL")?.ours[0].notes;
  assertEquals(notes, [
    "here a method for clicks, which needs ratings",
    "not comparable among ours: stateful",
  ]);
});
