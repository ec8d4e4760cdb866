/**
 * `deno task study prerec`: does PreRec, learned from three domains, recommend in a fourth whose texts
 * are in another language; what do samples of that domain add; and do its scores there hang on a
 * promotion in a source (decision 0013; tables 1 and 2 and figure 3 of its paper)?
 *
 * Runs go to `results/studies/prerec`; a study that was stopped goes on from there.
 *
 * @module
 */
import { join } from "node:path";
import { generateTundra } from "../../datasets/synthetic/generate_tundra.ts";
import prerec, { type PrerecConfig } from "../../methods/prerec/method.ts";
import { arena, type Entrant, type Entry } from "./_arena.ts";
import { compareEntrants } from "./_compare_entrants.ts";
import { entrantTable } from "./_entrant_table.ts";
import { learningCurve } from "./_learning_curve.ts";
import { movedScores } from "./_moved_scores.ts";
import { otherLanguage } from "./_other_language.ts";
import { worldCsv } from "./_world_csv.ts";
import { zeroShotHere } from "./_zero_shot_here.ts";
import { zeroShotScores } from "./_zero_shot_scores.ts";

const FOLDER = "results/studies/prerec", SEEDS = 5, METRIC = "r-NDCG@K%";
const ZERO_SHOT = "user-split-zero-shot@1/music", SAMPLES = ["10", "100", "1000", "10000", "all"];
const EPOCHS = 12;

const { corpus } = generateTundra(otherLanguage({ promotion: true }));
const exam = {
  data: await worldCsv(corpus, { folder: FOLDER, name: "other-language", text: true }),
  metric: METRIC,
  seeds: SEEDS,
  textModel: "tiny",
};

const withoutBiases: Partial<PrerecConfig> = { without: ["domain", "popularity"] };
const learned: Entry[] = [
  { label: "prerec", method: "prerec", config: { epochs: EPOCHS } },
  { label: "prerec_n", method: "prerec", config: { epochs: EPOCHS, ...withoutBiases } },
  { label: "unisrec", method: "unisrec", config: { epochs: EPOCHS } },
];
const inDomain: Entry[] = ["gru4rec_text", "sasrec_text"]
  .map((method) => ({ label: method, method }));

function tables(title: string, entrants: readonly Entrant[]): void {
  const scopes = { "all cases": () => true, "unseen cases": unseen };
  for (const [name, scope] of Object.entries(scopes)) {
    const rows = compareEntrants(entrants, scope);
    console.log(`\n### ${title}: ${name}\n\n${entrantTable(rows, METRIC)}`);
  }
}

function unseen({ slices }: Entrant, at: number): boolean {
  return slices.unseen[at] === 1;
}

// The first is what the others are held against.
const zeroShot = await arena([
  ...learned,
  { label: "zesrec", method: "zesrec", config: { epochs: EPOCHS } },
  ...["sbert", "recent_popularity", "popularity", "random"]
    .map((method) => ({ label: method, method })),
], { ...exam, protocol: ZERO_SHOT, folder: join(FOLDER, "zero-shot") });
tables("Zero-shot", zeroShot);

const curves: { samples: string; entrants: Entrant[] }[] = [];
for (const samples of SAMPLES) {
  const folder = join(FOLDER, `n-${samples}`), all = samples === "all";
  const entrants = await arena([learned[0], ...all ? [learned[2]] : [], ...inDomain], {
    ...{ ...exam, folder },
    protocol: `user-split-fine-tune@1/music/n-${samples}`,
  });
  curves.push({ samples, entrants });
}
const [{ label: _, ...whole }, ...others] = curves[curves.length - 1].entrants;
tables("Fine-tuned by all samples", [
  { ...zeroShot[0], label: "prerec, zero-shot" },
  { ...whole, label: "prerec, fine-tuned" },
  ...others,
]);
console.log(`\n### Samples of the target\n\n${
  learningCurve([
    { samples: "none", entrants: zeroShot.filter(({ label }) => label === "prerec") },
    ...curves,
  ])
}`);

console.log("\n### A promotion in a source, taken away\n");
console.log("| run seed | prerec | prerec_n |\n| ---: | ---: | ---: |");
const { corpus: plain } = generateTundra(otherLanguage({ promotion: false }));
for (let seed = 1; seed <= SEEDS; seed++) {
  const moved: string[] = [];
  for (const config of [{}, withoutBiases]) {
    console.error(`promotion, seed ${seed} …`);
    const asked = { protocol: ZERO_SHOT, seed, config: { epochs: EPOCHS, ...config } };
    const before = await zeroShotScores(await zeroShotHere(corpus, prerec, asked));
    const after = await zeroShotScores(await zeroShotHere(plain, prerec, asked));
    moved.push(movedScores(before, after).toFixed(4));
  }
  console.log(`| ${seed} | ${moved.join(" | ")} |`);
}
