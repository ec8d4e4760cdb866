/**
 * `deno task study open-world`: AMID on each backbone, and the backbones alone, under `open-world-999@1` on
 * real data with few users in both domains. Skipped where the data is not there.
 *
 * Runs go to `results/studies/open-world`; a study that was stopped goes on from there.
 *
 * @module
 */
import { join } from "node:path";
import { arena, type Entry } from "./_arena.ts";
import { markTable } from "./_mark_table.ts";
import { FOOD_KITCHEN } from "./_food_kitchen.ts";

const SEEDS = 2, metrics = ["NDCG@10", "HR@10"];
/** Over AMID's defaults: histories are short, and with these a run takes minutes, not half an hour. */
const SETTINGS = {
  maximumLength: 12,
  groupSize: 64,
  batchSize: 256,
  learningRate: 0.005,
  epochs: 8,
};
const entries: Entry[] = [
  ...["popularity", "sasrec", "gru4rec", "bert4rec"].map((method) => ({ label: method, method })),
  ...["sasrec", "gru4rec", "bert4rec"].map((backbone) => ({
    label: `amid on ${backbone}`,
    method: "amid",
    config: { ...SETTINGS, backbone },
  })),
];
for (const arm of FOOD_KITCHEN === undefined ? [] : ["ku-25", "ku-75"]) {
  const entrants = await arena(entries, {
    data: FOOD_KITCHEN ?? "",
    protocol: `open-world-999@1/${arm}`,
    metric: metrics[0],
    seeds: SEEDS,
    folder: join("results/studies/open-world", arm),
  });
  const parts = ["food", "kitchen"].map((title) => ({
    ...{ title, metrics },
    marks: ({ domains }: (typeof entrants)[number]["results"][number]) => domains[title],
  }));
  console.log(`\n### ${arm}\n\n${markTable(entrants, parts)}`);
}
