/**
 * `deno task study amid`: does AMID's multi-interest module help where domains are related and few users
 * overlap, and does its doubly robust estimator help where training is thinned by a known propensity?
 *
 * Runs go to `results/studies/amid`; a study that was stopped goes on from there.
 *
 * @module
 */
import { join } from "node:path";
import exposed from "../../datasets/tundra-exposure/dataset.json" with { type: "json" };
import { checkTundraConfig } from "../../datasets/synthetic/check_tundra_config.ts";
import { generateTundra } from "../../datasets/synthetic/generate_tundra.ts";
import type { AmidConfig } from "../../methods/amid/method.ts";
import { arena, type Entry } from "./_arena.ts";
import { compareEntrants } from "./_compare_entrants.ts";
import { entrantTable } from "./_entrant_table.ts";
import { learnedPropensity } from "./_learned_propensity.ts";
import { twoDomains } from "./_two_domains.ts";
import { worldCsv } from "./_world_csv.ts";

const FOLDER = "results/studies/amid", SEEDS = 5, METRIC = "NDCG@10";
const PROTOCOL = "leave-one-out-99@1";
const domains = ["books", "games"] as const;

/** Over AMID's defaults, for worlds of short histories: some 2,500 steps of the first phase. */
const SETTINGS = {
  maximumLength: 12,
  groupSize: 64,
  batchSize: 256,
  learningRate: 0.005,
  patience: 10,
};

/** AMID with the settings and what an entry changes of it. */
function amid(label: string, config: Partial<AmidConfig>): Entry {
  return { label, method: "amid", config: { ...SETTINGS, ...config } };
}

async function table(name: string, entries: readonly Entry[], data: string): Promise<void> {
  const folder = join(FOLDER, name);
  const entrants = await arena(entries, {
    ...{ data, protocol: PROTOCOL, metric: METRIC, seeds: SEEDS, folder },
  });
  for (const [d, domain] of domains.entries()) {
    const rows = compareEntrants(entrants, ({ domain }, at) => domain[at] === d);
    console.log(`\n### ${name}, ${domain}\n\n${entrantTable(rows, METRIC)}`);
  }
}

// The first is what the others are held against: the same encoder, prediction layer, loss and samples.
const interests: Entry[] = [
  amid("without MIM", { epochs: 30, multiInterest: false, estimator: "none" }),
  amid("MIM", { epochs: 30, estimator: "none" }),
  amid("without MIM, with DRE", { epochs: 30, multiInterest: false }),
  amid("AMID", { epochs: 30 }),
  { label: "sasrec", method: "sasrec", config: { maximumLength: 12 } },
];
for (const correlation of [0.8, 0]) {
  const world = twoDomains({
    seed: 20,
    users: 2400,
    items: 120,
    overlap: 0.1,
    correlation,
    events: [14, 5],
  });
  const { corpus } = generateTundra(world);
  const data = await worldCsv(corpus, { folder: FOLDER, name: `correlation-${10 * correlation}` });
  await table(`correlation ${correlation}`, interests, data);
}

// Three times as many events, and so fewer epochs.
const estimators: Entry[] = [
  amid("AMID", { epochs: 8 }),
  amid("IPS", { epochs: 8, estimator: "ips" }),
  amid("naive", { epochs: 8, estimator: "naive" }),
  amid("MIM", { epochs: 8, estimator: "none" }),
];
await table("exposure", estimators, "tundra-exposure");

console.log("\n### Learned and true propensity, Spearman\n");
console.log("| run seed | domain | of the pair | of the item |\n| ---: | --- | ---: | ---: |");
const world = generateTundra(checkTundraConfig(exposed.config));
for (let seed = 1; seed <= SEEDS; seed++) {
  console.error(`propensity, seed ${seed} …`);
  const config = { ...SETTINGS, epochs: 8 };
  for (const each of await learnedPropensity(world, { protocol: PROTOCOL, seed, config })) {
    const { domain, pairs, items } = each;
    console.log(`| ${seed} | ${domain} | ${pairs.toFixed(3)} | ${items.toFixed(3)} |`);
  }
}
