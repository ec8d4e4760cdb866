import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { paperSample } from "./_paper_sample.ts";
import { comparePaper } from "./compare_paper.ts";
import { paperTable } from "./paper_table.ts";
import { loadPaper } from "./papers/load_paper.ts";

const metrics = ["NDCG@10", "HR@10"];
const syncrec = await loadPaper("syncrec"), amid = await loadPaper("amid");
const domains = ["books", "clothing", "music", "sports", "toys", "video_games"];
const sasrec = { method: "sasrec", skill: 0.5, metrics };
const alike = await paperSample(
  [sasrec, { ...sasrec, seed: 2 }, { method: "popularity", metrics }],
  { protocol: "leave-one-out-99", domains },
);

Deno.test("paperTable() shows both sides, what is not the same, and the paper's slips", () => {
  const text = paperTable(comparePaper(alike, syncrec));
  for (const line of text.split("\n")) assert(line.length <= 100, line);
  assertStringIncludes(text, "ours: leave-one-out-99@1 on tiny · task ");
  assertStringIncludes(text, "Another exam: no difference and no test across the sides. Not the");
  assertStringIncludes(text, "theirs: code: for the answer\n");
  assertStringIncludes(text, "CARCA, Toys: NDCG@10 0.192 is below NDCG@5 0.206");
  assertStringIncludes(
    text,
    "Nothing of ours stands beside it: none of our metrics is of its kind.",
  );
  const head = text.split("\n").find((line) => line.includes("Books HR@10"));
  assertEquals(head?.split(/ {2,}/).slice(0, 4), [
    "theirs · ours",
    "Books HR@5",
    "Books HR@10",
    "ours books HR@10",
  ]);
  const row = text.split("\n").find((line) => line.startsWith("SASRec · sasrec"));
  assertEquals(row?.split(/ {2,}/).slice(1, 3), [".261", ".355"]);
  assertStringIncludes(row ?? "", " ± .");
  // Table 4 prints per cent with a sign, CGRec on Books.
  assertStringIncludes(text, "−24.8 %");
});

Deno.test("paperTable() prints per cent as fractions with all their digits, and what is not there", () => {
  const none = { schema: "permafrost/leaderboard@1", tasks: [] } as const;
  const text = paperTable(comparePaper(none, amid));
  assertStringIncludes(text, ".0310 ± .0017");
  assertStringIncludes(text, "+26.48 %");
  assertStringIncludes(text, "Loan-Fund Loan K_u 25 % NDCG@10");
  assertStringIncludes(
    text,
    "Nothing of ours stands beside it: nothing was asked by open-world-999@1,",
  );
  const row = text.split("\n").filter((line) => line.startsWith("SASRec + AMID")).at(-1);
  assertEquals(new Set(row?.split(/ {2,}/).slice(1)), new Set(["–"]));
});

Deno.test("paperTable() tells configs and tasks of one method from each other", async () => {
  const of = (epochs: number) => ({ ...sasrec, config: { epochs } });
  const board = await paperSample([of(1), of(2)], { protocol: "leave-one-out-99", domains });
  const other = await paperSample([{ ...sasrec, task: "other" }], {
    protocol: "leave-one-out-99",
    domains: ["books"],
  });
  const text = paperTable(
    comparePaper({ ...board, tasks: [...board.tasks, ...other.tasks] }, syncrec),
  );
  const rows = new Set(text.split("\n").flatMap((line) => line.match(/^SASRec · .* cpu/) ?? []));
  assertEquals(rows.size, 3);
  assertStringIncludes(text, "ours 1: leave-one-out-99@1 on tiny");
  assertStringIncludes(text, "ours 2: leave-one-out-99@1 on tiny");
  assertStringIncludes(text, "ours 2 all HR@10");
});
