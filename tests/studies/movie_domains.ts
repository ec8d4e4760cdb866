/**
 * `deno task study movie-domains`: the methods of PreRec's tables 1 and 2 on MovieLens 100K in two
 * domains that share neither users nor films, each as the target of the other: zero-shot, by some
 * samples of the target, and by all. Skipped where the data is not there.
 *
 * The texts go through the tiny encoder, which knows some 800 words: this shows that it works, not
 * how good text can be. Runs go to `results/studies/movie-domains`; a study that was stopped goes on
 * from there.
 *
 * @module
 */
import { join } from "node:path";
import { UserError } from "../../core/user_error.ts";
import { arena, type Entrant, type Entry } from "./_arena.ts";
import { learningCurve } from "./_learning_curve.ts";
import { markTable } from "./_mark_table.ts";
import { movieDomains } from "./_movie_domains.ts";

/** The curve's points between none and all samples have one run seed. */
const FOLDER = "results/studies/movie-domains", SEEDS = 2, CURVE_SEEDS = 1;
/** Of what is learned from the other domain, as in `study prerec`. */
const EPOCHS = 12;
/** Of all: a user's ratings lie side by side, so that validation asks 6,500 times for one case. */
const PATIENCE = 3;
/** All are some 10,000. */
const SAMPLES = ["10", "100", "1000", "all"];
const METRICS = ["r-NDCG@K%", "Recall@K%"];

const config = { epochs: EPOCHS, patience: PATIENCE };
const learned: Entry[] = [
  { label: "prerec", method: "prerec", config },
  {
    label: "prerec_n",
    method: "prerec",
    config: { ...config, without: ["domain", "popularity"] },
  },
  ...named("unisrec", "zesrec").map((each) => ({ ...each, config })),
];
const [prerec, , unisrec] = learned;
const unlearned = named("sbert", "recent_popularity", "popularity", "random");
const inDomain = named("gru4rec_text", "sasrec_text")
  .map((each) => ({ ...each, config: { patience: PATIENCE } }));

const found = await movieDomains(FOLDER).catch((error: unknown) => {
  if (!(error instanceof UserError)) throw error;
  console.error(`Skipped: ${error.message}`);
});
if (found) {
  for (const [name, { users, items, events }] of Object.entries(found.domains)) {
    console.log(`${name}: ${users} users, ${items} films, ${events} events`);
  }
  console.log(`left out: ${found.left.events} events of a user and a film of other halves`);
  for (const target of Object.keys(found.domains)) await study(target, found.path);
}

async function study(target: string, data: string): Promise<void> {
  const sit = (entries: readonly Entry[], protocol: string, name: string, seeds = SEEDS) =>
    arena(entries, {
      ...{ data, protocol, metric: METRICS[0], seeds, textModel: "tiny" },
      folder: join(FOLDER, target, name),
    });
  const zeroShot = await sit(
    [...learned, ...unlearned],
    `user-split-zero-shot@1/${target}`,
    "zero-shot",
  );
  console.log(`\n### ${target}, zero-shot\n\n${marks(zeroShot)}`);
  const curve: { samples: string; entrants: Entrant[] }[] = [];
  for (const samples of SAMPLES) {
    const protocol = `user-split-fine-tune@1/${target}/n-${samples}`;
    const entries = [prerec, unisrec, ...inDomain];
    const seeds = samples === "all" ? SEEDS : CURVE_SEEDS;
    const entrants = await sit(entries, protocol, `n-${samples}`, seeds);
    curve.push({ samples, entrants });
  }
  console.log(`\n### ${target}, all samples\n\n${marks(curve[curve.length - 1].entrants)}`);
  const none = zeroShot.filter(({ label }) => [prerec.label, unisrec.label].includes(label));
  const points = [{ samples: "none", entrants: none }, ...curve];
  console.log(`\n### ${target}, ${METRICS[0]} by samples\n\n${learningCurve(points)}`);
}

function marks(entrants: readonly Entrant[]): string {
  return markTable(entrants, [
    { title: "all", metrics: METRICS, marks: ({ headline }) => headline },
    { title: "unseen", metrics: METRICS, marks: ({ slices }) => slices.unseen },
  ]);
}

function named(...methods: readonly string[]): Entry[] {
  return methods.map((method) => ({ label: method, method }));
}
