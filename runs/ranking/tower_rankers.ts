import type { TwoTower } from "../../plugins/contract/mod.ts";
import { PluginFailure } from "../../plugins/plugin_failure.ts";
import type { PoolPart } from "./frame_parts.ts";
import type { ItemPool } from "./item_pools.ts";
import type { PoolQuestion } from "./pool_question.ts";
import type { PoolRank } from "./pool_rank.ts";
import { VectorRanker } from "./vector_ranker.ts";

/** Queries that wait for each other: so many go through a pool at once. */
const WAITING = 64;

/** A domain's pool, and who waits for it. */
interface Tower {
  readonly ranker: VectorRanker;
  /** Popularity interval of the vectors. */
  interval: number;
  waiting: { index: number; query: Float32Array; question: PoolQuestion; keep: boolean }[];
}

/** Told where a case's answer stands, and all scores of the pool if they are to be kept. */
export type TakeRank = (index: number, rank: PoolRank, scores?: Float32Array) => void;

/**
 * Ranks whole pools by a scorer's vectors, a ranker a domain. Queries of several frames wait for each
 * other, which saves passes and changes no score.
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { freeze } from "../../protocols/freeze.ts";
 * import { loadProtocol } from "../../protocols/load_protocol.ts";
 * import { examine } from "../examine.ts";
 * import { itemPools } from "./item_pools.ts";
 * import { PopularityIndex } from "../popularity_index.ts";
 * import { unshuffled } from "../shuffle.ts";
 * import { TowerRankers } from "./tower_rankers.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-full@1"));
 * const map = unshuffled(task), popularity = new PopularityIndex(task, task.test, map);
 * // A scorer that ranks by index.
 * const vectors = {
 *   queries: ({ length }: { length: number }) => Promise.resolve(new Float32Array(length).fill(1)),
 *   items: (domain: number) => {
 *     const vectors = Float32Array.from(task.pools[domain]);
 *     return Promise.resolve({ vectors, bias: new Float32Array(vectors.length) });
 *   },
 * };
 * const { whole } = itemPools(task, map);
 * const towers = new TowerRankers(vectors, { pools: whole, kernels: "strict" });
 * const answer = () => Promise.reject(new Error("asked for scores"));
 * const { ranked, tied } = await examine(task, task.test, { shuffle: map, popularity, answer, towers });
 * if (tied.some((each) => each !== 1) || ranked[0] < 20) throw new Error("not ranked by index");
 * ```
 */
export class TowerRankers {
  /** The build of the kernels that multiplies. */
  readonly kernels: "strict" | "relaxed";
  readonly #vectors: TwoTower;
  readonly #pools: readonly ItemPool[];
  readonly #towers = new Map<number, Tower>();

  /**
   * Nothing is asked yet.
   *
   * @param options `pools`: the candidate pool per domain; `kernels`: see `rankingKernels`
   */
  constructor(
    vectors: TwoTower,
    { pools, kernels }: { pools: readonly ItemPool[]; kernels: "strict" | "relaxed" },
  ) {
    this.#vectors = vectors;
    this.#pools = pools;
    this.kernels = kernels;
  }

  /**
   * Asks for the vectors of some queries, and ranks as many as have gathered.
   *
   * @param options `take`: told of each case that is ranked, now or by `finish`; `keep`: cases whose
   * scores it is told too
   * @throws {PluginFailure} when the run is over; if a score is ±Infinity
   */
  async ask(
    { cases, batch, questions }: PoolPart,
    { take, keep }: { take: TakeRank; keep?: ReadonlySet<number> | undefined },
  ): Promise<void> {
    const rows = await this.#vectors.queries(batch), size = rows.length / batch.length;
    for (let q = 0; q < batch.length; q++) {
      const tower = await this.#tower(batch.domain[q], batch.popularity.interval, take);
      const query = rows.slice(q * size, (q + 1) * size);
      const index = cases[q], kept = keep?.has(index) ?? false;
      tower.waiting.push({ index, query, question: questions[q], keep: kept });
      if (tower.waiting.length === WAITING) rank(tower, take);
    }
  }

  /** Ranks those who still wait. */
  finish(take: TakeRank): void {
    for (const tower of this.#towers.values()) rank(tower, take);
  }

  /**
   * All scores of some queries: of those few that are kept or asked again.
   *
   * @throws {PluginFailure} when the run is over
   */
  async scores({ batch }: Pick<PoolPart, "batch">): Promise<Float32Array[]> {
    const rows = await this.#vectors.queries(batch), size = rows.length / batch.length;
    const scores: Float32Array[] = [];
    for (let q = 0; q < batch.length; q++) {
      const { ranker } = await this.#tower(batch.domain[q], batch.popularity.interval);
      scores.push(ranker.scores(rows.subarray(q * size, (q + 1) * size)));
    }
    return scores;
  }

  /** A domain's ranker, with the vectors of an interval: asked for once as long as that stays. */
  async #tower(domain: number, interval: number, take?: TakeRank): Promise<Tower> {
    const known = this.#towers.get(domain);
    if (known?.interval === interval) return known;
    if (known && take) rank(known, take);
    else if (known && known.waiting.length > 0) {
      throw new Error("Cannot score: queries still wait to be ranked, expected finish() before");
    }
    const items = await this.#vectors.items(domain, interval);
    if (known) {
      known.ranker.fill(items);
      known.interval = interval;
      return known;
    }
    const { names } = this.#pools[domain];
    const ranker = new VectorRanker(names, { items, kernels: this.kernels });
    const tower = { ranker, interval, waiting: [] };
    this.#towers.set(domain, tower);
    return tower;
  }
}

/** Ranks a domain's waiting queries. */
function rank(tower: Tower, take: TakeRank): void {
  const { waiting, ranker } = tower, size = waiting[0]?.query.length ?? 0;
  if (waiting.length === 0) return;
  tower.waiting = [];
  const queries = new Float32Array(waiting.length * size);
  waiting.forEach(({ query }, q) => queries.set(query, q * size));
  const ranks = rankOrFail(ranker, queries, waiting.map(({ question }) => question));
  waiting.forEach(({ index, query, keep }, q) =>
    take(index, ranks[q], keep ? ranker.scores(query) : undefined)
  );
}

/** Finite vectors may have products that are not: that is the plugin's failure, as ±Infinity from `score` is. */
function rankOrFail(
  ranker: VectorRanker,
  queries: Float32Array,
  questions: readonly PoolQuestion[],
): PoolRank[] {
  try {
    return ranker.rank(queries, questions);
  } catch (error) {
    if (error instanceof RangeError) throw new PluginFailure("scores", error.message);
    throw error;
  }
}
