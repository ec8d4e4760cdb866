/**
 * `deno task study movie-genres`: CoNet, MiNet and DASL, their variants and BIAO on MovieLens 100K in two
 * domains of different films, dramas and others, whose users are in both, in both directions; and what
 * BIAO lets behaviours weigh (table 1 and figures 3 and 4 of its paper). Skipped where the data is not
 * there.
 *
 * Runs go to `results/studies/movie-genres`; a study that was stopped goes on from there.
 *
 * @module
 */
import { join } from "node:path";
import { UserError } from "../../core/user_error.ts";
import { ingest } from "../../datasets/ingest.ts";
import type { BiaoConfig } from "../../methods/biao/method.ts";
import { arena } from "./_arena.ts";
import { BASES, biaoOn } from "./_biao_on.ts";
import { clickTable } from "./_click_table.ts";
import { learnedWeights, type WeightGroup } from "./_learned_weights.ts";
import { movieGenres } from "./_movie_genres.ts";
import { weightBars } from "./_weight_bars.ts";

const FOLDER = "results/studies/movie-genres", SEEDS = 5;

/** Of all: large batches, so that the study takes an afternoon and not a day. */
const LOWER = { batchSize: 512, epochs: 12, patience: 3, regularisation: 0.5 };

/** As where noise is planted (`biao.ts`); an epoch has some 75 or 115 lower steps. */
const UPPER = { interval: 5, upperBatchSize: 512, upperLearningRate: 0.005, historyLength: 10 };

/** What BIAO is told on a base: on DASL, whose upper steps take the longest, smaller and fewer ones. */
function configOn(base: typeof BASES[number]): Partial<BiaoConfig> {
  const cheaper = { upperBatchSize: 128, interval: 20 };
  return { ...biaoOn(base), ...LOWER, ...UPPER, ...base === "dasl" && cheaper };
}

const data = await movieGenres(FOLDER).catch((error: unknown) => {
  if (!(error instanceof UserError)) throw error;
  console.error(`Skipped: ${error.message}`);
});
for (const direction of data === undefined ? [] : ["drama→other", "other→drama"]) {
  const protocol = `click-auc@1/${direction}`;
  for (const base of BASES) {
    const single = `${base}_s`;
    const methods = [single, `${base}_0`, base]
      .map((method) => ({ label: method, method, config: LOWER }));
    const entrants = await arena(
      [...methods, { label: `biao on ${base}`, method: "biao", config: configOn(base) }],
      { data: data ?? "", protocol, seeds: SEEDS, folder: join(FOLDER, direction, base) },
    );
    console.log(`\n### ${direction}, ${base}\n\n${clickTable(entrants, { single, base })}`);
  }
  const corpus = await ingest(data ?? "");
  const { byCategory, byDifference } = await learnedWeights(corpus, {
    ...{ protocol, seed: 1 },
    config: configOn("minet"),
  });
  await show(byCategory, { direction, label: "genre", title: "genre" });
  const title = "source less target events";
  await show(byDifference, { direction, label: "difference", title });
}

/** Groups of behaviours as a table, and as a picture in the study's folder. */
async function show(
  groups: readonly WeightGroup[],
  { direction, label, title }: { direction: string; label: string; title: string },
): Promise<void> {
  const caption = `${direction}, weight by ${title}, on minet`;
  const picture = join(FOLDER, `${direction.replace("→", "-")}-${label}.svg`);
  await Deno.writeTextFile(picture, weightBars(groups, { name: `${caption}.`, label: title }));
  console.log(`\n### ${caption}\n\n| ${label} | behaviours | mean weight |\n| --- | ---: | ---: |`);
  for (const { name, behaviours, mean } of groups) {
    console.log(`| ${name} | ${behaviours} | ${mean.toFixed(3)} |`);
  }
  console.log(`\nFigure: ${picture}`);
}
