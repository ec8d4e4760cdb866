/**
 * A rival of `ranking.ts`: `strict` or `relaxed` kernels, in one process and thread without tfjs. It
 * answers to `product N` with what N products take by the product kernel alone, to `vectors N` with what
 * N queries take to be ranked, to `scores N` and `plain N` with what N queries take whose scores are
 * there, each in seconds; to `peak` with MiB.
 *
 * @module
 */
import { RandomStream } from "../core/random_stream.ts";
import { rankOf } from "../metrics/rank.ts";
import type { PoolPart } from "../runs/ranking/frame_parts.ts";
import { RankingMemory } from "../runs/ranking/ranking_memory.ts";
import { ScoreRanker } from "../runs/ranking/score_ranker.ts";
import { TowerRankers } from "../runs/ranking/tower_rankers.ts";
import { answerRivals } from "./_answer_rivals.ts";
import { peakMebibytes } from "./_peak_mebibytes.ts";
import { plainTopItems } from "./_plain_top_items.ts";

const FRAME = 64, HISTORY = 50;
/** The product that `kernels.ts` takes for the measure of a machine. */
const ROWS = 6400, COLUMNS = 256;

const [kernels, ...sizes] = Deno.args, [items, size, pooled] = sizes.map(Number);
if (kernels !== "strict" && kernels !== "relaxed") {
  throw new TypeError(`Cannot rank by "${kernels}": expected strict or relaxed`);
}
const stream = RandomStream.from(7, "perf", "ranking");
const random = (count: number) => Float32Array.from({ length: count }, () => stream.float() - 0.5);
const names = (count: number) => stream.shuffle(Uint32Array.from({ length: count }, (_, i) => i));

function question(pool: number): { target: number; skip: number[] } {
  const target = stream.below(pool);
  const past = new Set(Array.from({ length: HISTORY }, () => stream.below(pool)));
  past.delete(target);
  return { target, skip: [...past].sort((a, b) => a - b) };
}

/** The kernel with as little around it as can be. */
const product = (() => {
  const numbers = ROWS * size + size * COLUMNS + ROWS * COLUMNS;
  const memory = new RankingMemory(new Uint32Array(), {
    kernels,
    rows: 1,
    columns: 1,
    room: ({ multiplyScratch }) => 4 * numbers + multiplyScratch(size, COLUMNS),
  });
  const a = memory.room, b = a + 4 * ROWS * size, c = b + 4 * size * COLUMNS;
  memory.numbers.set(random(ROWS * size + size * COLUMNS), a / 4);
  return (count: number): void => {
    for (; count > 0; count--) {
      memory.kernels.multiply(
        ...[a, b, c, 0, c + 4 * ROWS * COLUMNS, 0, 1, ROWS, COLUMNS, size],
        ...[0, 4 * size, 4, 0, 4 * COLUMNS, 4, 0, 4 * COLUMNS],
      );
    }
  };
})();

/** Queries that come frame by frame, as a scorer's do. */
const byVectors = (() => {
  const pool = { items: new Uint32Array(), names: names(items) };
  const vectors = random(FRAME * size),
    questions = Array.from({ length: FRAME }, () => question(items));
  const towers = new TowerRankers({
    queries: ({ length }) => Promise.resolve(vectors.subarray(0, length * size)),
    items: () => Promise.resolve({ vectors: random(items * size), bias: random(items) }),
  }, { pools: [pool], kernels });
  return async (count: number): Promise<void> => {
    let ranked = 0;
    const take = () => void ranked++;
    for (let first = 0; first < count; first += FRAME) {
      const length = Math.min(FRAME, count - first);
      const asked = questions.slice(0, length), pools = asked.map(() => pool);
      await towers.ask({ ...frame(length), questions: asked, pools }, { take });
    }
    towers.finish(take);
    if (ranked !== count) throw new Error(`Ranked ${ranked} queries, expected ${count}`);
  };
})();

function frame(length: number): Omit<PoolPart, "questions" | "pools"> {
  const none = new Uint32Array();
  return {
    kind: "whole",
    cases: new Uint32Array(length),
    batch: {
      length,
      user: new Int32Array(length),
      domain: new Uint8Array(length),
      time: new Float64Array(length),
      history: { offsets: new Uint32Array(length + 1), item: none, time: new Float64Array() },
      candidates: { kind: "domain" },
      popularity: { days: 30, interval: 0, total: none, last: none },
    },
  };
}

/** Scores that have come, by the kernel and by plain loops. */
const scored = (() => {
  const own = names(pooled), ranker = new ScoreRanker(own);
  const queries = Array.from(
    { length: 16 },
    () => ({ scores: random(pooled), asked: question(pooled) }),
  );
  return (count: number, plain: boolean): void => {
    for (let i = 0; i < count; i++) {
      const { scores, asked } = queries[i % queries.length];
      if (!plain) ranker.rank(scores, asked);
      else {
        rankOf(scores, asked.target, asked);
        plainTopItems(scores, { skip: asked.skip, names: own });
      }
    }
  };
})();

/** Wall and CPU seconds: on a busy machine a process waits, and the first say more of its neighbours. */
async function timed(work: () => void | Promise<void>): Promise<{ wall: number; cpu: number }> {
  const cpu = process.cpuUsage(), start = performance.now();
  await work();
  const wall = (performance.now() - start) / 1000, { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) / 1e6 };
}

await answerRivals((asked) => {
  const [what, count] = asked.split(" ");
  switch (what) {
    case "product":
      return timed(() => product(Number(count)));
    case "vectors":
      return timed(() => byVectors(Number(count)));
    case "scores":
    case "plain":
      return timed(() => scored(Number(count), what === "plain"));
    default:
      return Promise.resolve(peakMebibytes());
  }
});
