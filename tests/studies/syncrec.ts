/**
 * `deno task study syncrec`: in a world of five domains, one of them unrelated to the others, is there
 * negative transfer, does SyNCRec prevent it, and what does each of its parts bring (tables 4 and 5 and
 * figure 3 of its paper)? And whether all its experts are in use.
 *
 * Runs go to `results/studies/syncrec`; a study that was stopped goes on from there.
 *
 * @module
 */
import { join } from "node:path";
import { generateTundra } from "../../datasets/synthetic/generate_tundra.ts";
import type { SyncrecConfig } from "../../methods/syncrec/method.ts";
import { arena, type Entry } from "./_arena.ts";
import { compareEntrants } from "./_compare_entrants.ts";
import { entrantTable } from "./_entrant_table.ts";
import { FIVE, fiveDomains } from "./_five_domains.ts";
import { gateUse } from "./_gate_use.ts";
import { worldCsv } from "./_world_csv.ts";

const FOLDER = "results/studies/syncrec", SEEDS = 5, METRIC = "NDCG@10";
const PROTOCOL = "leave-one-out-99@1", LENGTH = 30, UNRELATED = FIVE.length - 1;

const world = generateTundra(fiveDomains({ seed: 40, users: 1000, items: 120, events: 5 }));
const exam = {
  data: await worldCsv(world.corpus, { folder: FOLDER, name: "five-domains" }),
  protocol: PROTOCOL,
  metric: METRIC,
};

/** SyNCRec with what an entry changes of its defaults. */
function syncrec(label: string, config: Partial<SyncrecConfig>): Entry {
  return { label, method: "syncrec", config: { maximumLength: LENGTH, ...config } };
}

async function table(name: string, entries: readonly Entry[], seeds: number): Promise<void> {
  const entrants = await arena(entries, { ...exam, seeds, folder: join(FOLDER, name) });
  const scopes = { "the related domains": false, "the unrelated domain": true };
  for (const [title, unrelated] of Object.entries(scopes)) {
    const inside = ({ domain }: (typeof entrants)[number], at: number) =>
      (domain[at] === UNRELATED) === unrelated;
    console.log(
      `\n### ${name}: ${title}\n\n${entrantTable(compareEntrants(entrants, inside), METRIC)}`,
    );
  }
}

// The first is what the others are held against.
await table("Transfer", [
  {
    label: "sasrec",
    method: "sasrec",
    config: { maximumLength: LENGTH },
    alone: "sasrec, each domain alone",
  },
  // As many negatives as SyNCRec has.
  {
    label: "sasrec, one negative",
    method: "sasrec",
    config: { maximumLength: LENGTH, loss: "bce" },
    alone: "sasrec, one negative, each domain alone",
  },
  { label: "mmoe", method: "mmoe", config: { maximumLength: LENGTH } },
  {
    label: "cgrec",
    method: "cgrec",
    config: { maximumLength: LENGTH, epochs: 10 },
    alone: "cgrec, each domain alone",
  },
], SEEDS);

await table("Parts", [
  { ...syncrec("syncrec", {}), alone: "syncrec, each domain alone" },
  syncrec("without loss correction", { without: ["lc_ntg"] }),
  syncrec("without mutual information", { without: ["sc_mim"] }),
  syncrec("without separate experts", { without: ["acmoe"] }),
  syncrec("with the paper's gate", { gate: "sequence" }),
  syncrec("with σ in equation 8", { loss: "probability-bpr" }),
  syncrec("released", { variant: "released" }),
], SEEDS);

// One run seed each: figure 3 and §5.6.
await table("Sensitivity", [
  syncrec("r 32, K 5, j 3", {}),
  ...[8, 16, 64].map((embeddingSize) => syncrec(`r ${embeddingSize}`, { embeddingSize })),
  ...[2, 3, 4, 6].map((experts) =>
    syncrec(`K ${experts}`, { experts, crossExperts: Math.ceil(experts / 2) })
  ),
  ...[1, 2, 4].map((crossExperts) => syncrec(`j ${crossExperts}`, { crossExperts })),
], 1);

console.log("\n### Experts in use\n");
console.log("| task | mean share of each expert | least | entropy of a gate, of at most 1 |");
console.log("| --- | --- | ---: | ---: |");
const use = await gateUse(world, {
  protocol: PROTOCOL,
  seed: 1,
  config: { maximumLength: LENGTH },
});
for (const { task, shares, entropy } of use) {
  const least = Math.min(...shares).toFixed(3);
  console.log(
    `| ${task} | ${shares.map((each) => each.toFixed(3)).join(", ")} | ${least} | ${
      entropy.toFixed(3)
    } |`,
  );
}
