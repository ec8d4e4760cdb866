/**
 * `deno task study two-tower`: does PreRec rank a whole catalogue by its vectors and biases, which the
 * host multiplies, as by its own scores? On MovieLens 100K in two domains (where the data is there) and
 * on `tundra-large`, of 100,000 items. Weights after one epoch: nothing is asked of their quality.
 *
 * @module
 */
import type { Corpus } from "../../core/corpus.ts";
import { UserError } from "../../core/user_error.ts";
import { ingest } from "../../datasets/ingest.ts";
import { loadDataset } from "../../datasets/registry.ts";
import prerec from "../../methods/prerec/method.ts";
import type { CaseSet } from "../../protocols/case_set.ts";
import { examine, type Examined } from "../../runs/examine.ts";
import { PopularityIndex } from "../../runs/popularity_index.ts";
import { itemPools } from "../../runs/ranking/item_pools.ts";
import { TowerRankers } from "../../runs/ranking/tower_rankers.ts";
import { movieDomains } from "./_movie_domains.ts";
import { zeroShotHere } from "./_zero_shot_here.ts";

/** Test cases that are asked, in whole frames. */
const FRAMES = 400;

console.log("| data | catalogue | ranked | cases | other ranks | seconds by scores | by vectors |");
console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
const movies = await movieDomains("results/studies/two-tower").catch((error: unknown) => {
  if (!(error instanceof UserError)) throw error;
  console.error(`Skipped: ${error.message}`);
});
if (movies) await compare(await ingest(movies.path), "films-b");
await compare(await loadDataset("tundra-large"), "books");

async function compare(corpus: Corpus, target: string): Promise<void> {
  console.error(`${corpus.id}: fitting …`);
  const { task, domain, map, scorer } = await zeroShotHere(corpus, prerec, {
    protocol: `user-split-zero-shot@1/${target}`,
    seed: 1,
    config: { epochs: 1 },
  });
  const { vectors } = scorer;
  if (vectors === undefined) throw new TypeError("Cannot rank by vectors: PreRec has none");
  const frames = task.test.frames.slice(0, FRAMES + 1);
  const cases: CaseSet = { ...task.test, frames }, asked = frames[frames.length - 1];
  const exam = {
    shuffle: map,
    popularity: new PopularityIndex(task, cases, map),
    answer: scorer.score.bind(scorer),
  };
  const byScores = await timed(() => examine(task, cases, exam));
  const towers = new TowerRankers(vectors, {
    pools: itemPools(task, map).whole,
    kernels: "relaxed",
  });
  const byVectors = await timed(() => examine(task, cases, { ...exam, towers }));
  const other = Array.from({ length: asked }, (_, at) => at).filter((at) =>
    byScores.examined.greater[at] !== byVectors.examined.greater[at] ||
    byScores.examined.tied[at] !== byVectors.examined.tied[at]
  );
  const { offsets, length } = task.corpus.catalogue;
  console.log(
    `| ${corpus.id}, ${target} | ${length} | ${
      offsets[domain + 1] - offsets[domain]
    } | ${asked} | ` +
      `${other.length} | ${byScores.seconds.toFixed(1)} | ${byVectors.seconds.toFixed(1)} |`,
  );
}

async function timed(
  run: () => Promise<Examined>,
): Promise<{ examined: Examined; seconds: number }> {
  const start = performance.now(), examined = await run();
  return { examined, seconds: (performance.now() - start) / 1000 };
}
