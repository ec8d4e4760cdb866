/**
 * `deno task study man`: does MAN help both domains where no user is in both, what does each of its
 * attentions bring, and do its groups find the planted ones?
 *
 * Runs go to `results/studies/man`; a study that was stopped goes on from there.
 *
 * @module
 */
import { generateTundra } from "../../datasets/synthetic/generate_tundra.ts";
import type { ManConfig } from "../../methods/man/method.ts";
import { arena, type Entry } from "./_arena.ts";
import { compareEntrants } from "./_compare_entrants.ts";
import { entrantTable } from "./_entrant_table.ts";
import { groupAgreement } from "./_group_agreement.ts";
import { twoDomains } from "./_two_domains.ts";
import { worldCsv } from "./_world_csv.ts";

const FOLDER = "results/studies/man", SEEDS = 5, METRIC = "NDCG@10";
const PROTOCOL = "leave-one-out-99@1";

const world = generateTundra(
  twoDomains({ seed: 30, users: 2400, items: 120, overlap: 0, correlation: 0.8, events: [14, 5] }),
);
/** Over MAN's defaults, for a world of short histories: batches of twice the size cost half the time. */
const SETTINGS = {
  maximumLength: 12,
  blocks: 1,
  batchSize: 256,
  learningRate: 0.005,
  epochs: 30,
};

/** MAN with the settings and what an entry changes of it. */
function man(label: string, config: Partial<ManConfig>): Entry {
  return { label, method: "man", config: { ...SETTINGS, ...config } };
}

// The first is what the others are held against.
const entries = [
  man("MAN", {}),
  man("local only", { parts: "local" }),
  man("global only", { parts: "global" }),
  man("without item similarity", { without: ["isa"] }),
  man("without sequence fusion", { without: ["sfa"] }),
  man("without group prototypes", { without: ["gpa"] }),
  { label: "sasrec", method: "sasrec", config: { maximumLength: 12 } },
];
const entrants = await arena(entries, {
  data: await worldCsv(world.corpus, { folder: FOLDER, name: "no-overlap" }),
  protocol: PROTOCOL,
  metric: METRIC,
  seeds: SEEDS,
  folder: FOLDER,
});
for (const [d, domain] of world.corpus.catalogue.domains.entries()) {
  const inside = (entrant: (typeof entrants)[number], at: number) => entrant.domain[at] === d;
  const table = entrantTable(compareEntrants(entrants, inside), METRIC);
  console.log(`\n### No overlap, ${domain}\n\n${table}`);
}

console.log("\n### Groups, adjusted Rand index\n");
console.log("| run seed | domain | of what was learned | of the planted tastes |");
console.log("| ---: | --- | ---: | ---: |");
for (let seed = 1; seed <= SEEDS; seed++) {
  console.error(`groups, seed ${seed} …`);
  const options = { protocol: PROTOCOL, seed, config: SETTINGS };
  for (const { domain, learned, tastes } of await groupAgreement(world, options)) {
    console.log(`| ${seed} | ${domain} | ${learned.toFixed(3)} | ${tastes.toFixed(3)} |`);
  }
}
