/**
 * `deno task study time-split`: MAN on each backbone, and the single-domain rows of its tables, under
 * `time-split-9@1` on real data, with and without users in both domains. Skipped where the data is not
 * there.
 *
 * Runs go to `results/studies/time-split`; a study that was stopped goes on from there.
 *
 * @module
 */
import { join } from "node:path";
import { arena, type Entry } from "./_arena.ts";
import { FOOD_KITCHEN } from "./_food_kitchen.ts";
import { markTable, type Part } from "./_mark_table.ts";

const SEEDS = 2;
/** Over the defaults of those that look at a history once per target, where 8 passes take minutes. */
const SETTINGS = { maximumLength: 10, batchSize: 512, epochs: 8, patience: 3 };
/** These keep their defaults. */
const quick = ["popularity", "gru4rec", "sasrec"];
const slow = [
  { method: "din" },
  { method: "caser", maximumLength: 5 },
  { method: "dien", learningRate: 0.003 },
  { method: "sli_rec", learningRate: 0.003 },
  { method: "surge" },
];
const entries: Entry[] = [
  ...quick.map((method) => ({ label: method, method })),
  ...slow.map(({ method, ...own }) => ({ label: method, method, config: { ...SETTINGS, ...own } })),
  ...["sasrec", "gru4rec", "surge"].map((backbone) => ({
    label: `man on ${backbone}`,
    method: "man",
    config: { ...SETTINGS, batchSize: 256, learningRate: 0.005, backbone },
  })),
];
const parts: Part[] = [
  ...["food", "kitchen"].map((title) => ({
    ...{ title, metrics: ["AUC", "GAUC", "MRR", "NDCG@10"] },
    marks: ({ domains }: Parameters<Part["marks"]>[0]) => domains[title],
  })),
];
for (const arm of FOOD_KITCHEN === undefined ? [] : ["overlap-0", "overlap-100"]) {
  const entrants = await arena(entries, {
    data: FOOD_KITCHEN ?? "",
    protocol: `time-split-9@1/${arm}`,
    metric: "NDCG@10",
    seeds: SEEDS,
    folder: join("results/studies/time-split", arm),
  });
  console.log(`\n### ${arm}\n\n${markTable(entrants, parts)}`);
}
