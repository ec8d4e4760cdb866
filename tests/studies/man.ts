/**
 * `deno task study man`: does MAN help both domains where no user is in both, what does each of its
 * attentions bring, and do its groups find the planted ones?
 *
 * Runs go to `results/studies/man`; a study that was stopped goes on from there.
 *
 * @module
 */
import { generateTundra } from "../../datasets/synthetic/generate_tundra.ts";
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
const entries: Entry[] = [
  { label: "MAN", method: "man" },
  { label: "local only", method: "man", config: { parts: "local" } },
  { label: "global only", method: "man", config: { parts: "global" } },
  { label: "without item similarity", method: "man", config: { without: ["isa"] } },
  { label: "without sequence fusion", method: "man", config: { without: ["sfa"] } },
  { label: "without group prototypes", method: "man", config: { without: ["gpa"] } },
  { label: "sasrec", method: "sasrec" },
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

console.log("\n### Groups\n");
console.log("| run seed | domain | adjusted Rand index |\n| ---: | --- | ---: |");
for (let seed = 1; seed <= SEEDS; seed++) {
  console.error(`groups, seed ${seed} …`);
  for (const { domain, index } of await groupAgreement(world, { protocol: PROTOCOL, seed })) {
    console.log(`| ${seed} | ${domain} | ${index.toFixed(3)} |`);
  }
}
