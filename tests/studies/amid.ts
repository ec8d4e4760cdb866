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
import { arena, type Entry } from "./_arena.ts";
import { compareEntrants } from "./_compare_entrants.ts";
import { entrantTable } from "./_entrant_table.ts";
import { learnedPropensity } from "./_learned_propensity.ts";
import { twoDomains } from "./_two_domains.ts";
import { worldCsv } from "./_world_csv.ts";

const FOLDER = "results/studies/amid", SEEDS = 5, METRIC = "NDCG@10";
const PROTOCOL = "leave-one-out-99@1";
const domains = ["books", "games"] as const;

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
  { label: "without MIM", method: "amid", config: { multiInterest: false, estimator: "none" } },
  { label: "MIM", method: "amid", config: { estimator: "none" } },
  { label: "without MIM, with DRE", method: "amid", config: { multiInterest: false } },
  { label: "AMID", method: "amid" },
  { label: "sasrec", method: "sasrec" },
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
  const name = `correlation ${correlation}`;
  const { corpus } = generateTundra(world);
  const data = await worldCsv(corpus, { folder: FOLDER, name: `correlation-${10 * correlation}` });
  await table(name, interests, data);
}

const estimators: Entry[] = [
  { label: "MIM", method: "amid", config: { estimator: "none" } },
  { label: "AMID", method: "amid" },
  { label: "IPS", method: "amid", config: { estimator: "ips" } },
  { label: "naive", method: "amid", config: { estimator: "naive" } },
];
await table("exposure", estimators, "tundra-exposure");

console.log("\n### Learned and true propensity\n");
console.log("| run seed | books, Spearman | games, Spearman |\n| ---: | ---: | ---: |");
const world = generateTundra(checkTundraConfig(exposed.config));
for (let seed = 1; seed <= SEEDS; seed++) {
  console.error(`propensity, seed ${seed} …`);
  const found = await learnedPropensity(world, { protocol: PROTOCOL, seed });
  console.log(`| ${seed} | ${found.map((each) => each.toFixed(3)).join(" | ")} |`);
}
