/**
 * Ranking whole pools: 20,000 queries against 100,000 items by vectors of 64 numbers, with the best 20
 * of each and a history of 50 taken out, with strict and with relaxed kernels, each in a process of its
 * own. The product kernel's own speed is measured in the same process before and after every share of
 * the queries, so that what else the machine does falls on both; what is asked is 60 % of it, in the
 * median of the rounds, and less than 2 GiB of memory. Rates are by CPU seconds of one thread.
 *
 * Scores that come from a method need no product: for those, nanoseconds a score over a pool of 26,000,
 * by the kernel that counts and by plain loops.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { median } from "./_median.ts";
import { Rival } from "./_rival.ts";

const ENGINES = ["strict", "relaxed"], ROUNDS = 20;
const QUERIES = 20_000, ITEMS = 100_000, SIZE = 64, POOL = 26_000, SCORED = 250;
/** Products of 6400 × 64 × 256 between the rounds: a quarter of a second. */
const PRODUCTS = 40, PRODUCT_FLOP = 2 * 6400 * SIZE * 256 * PRODUCTS;
const SHARE = 0.6, MEBIBYTES = 2048;

/** Seconds. */
interface Took {
  readonly wall: number;
  readonly cpu: number;
}

const total = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0);

const script = fileURLToPath(new URL("_ranking_rival.ts", import.meta.url));
const flop = 2 * QUERIES / ROUNDS * ITEMS * SIZE;
const byVectors: Record<string, unknown> = {}, nanoseconds: Record<string, number> = {};
for (const engine of ENGINES) {
  const args = [script, engine, ...[ITEMS, SIZE, POOL].map(String)];
  await using rival = Rival.script(engine, args);
  const product = async () =>
    PRODUCT_FLOP / (await rival.ask<Took>(`product ${PRODUCTS}`)).cpu / 1e9;
  await product();
  await rival.ask(`vectors 640`);
  const wall: number[] = [],
    cpu: number[] = [],
    rates: number[] = [],
    products = [await product()],
    shares: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const took = await rival.ask<Took>(`vectors ${QUERIES / ROUNDS}`);
    wall.push(took.wall);
    cpu.push(took.cpu);
    rates.push(flop / took.cpu / 1e9);
    products.push(await product());
    shares.push(2 * rates[round] / (products[round] + products[round + 1]));
  }
  const share = median(shares), peak = await rival.ask<number | null>("peak");
  byVectors[engine] = {
    seconds: { wall: total(wall), cpu: total(cpu) },
    gigaflops: { median: median(rates), fastest: Math.max(...rates) },
    product: { median: median(products), fastest: Math.max(...products) },
    share: {
      median: share,
      least: Math.min(...shares),
      most: Math.max(...shares),
      target: SHARE,
      met: share >= SHARE,
    },
    peakMebibytes: {
      measured: peak,
      target: MEBIBYTES,
      met: peak === null ? null : peak < MEBIBYTES,
    },
  };
  if (engine !== ENGINES[0]) continue;
  for (const way of ["scores", "plain"]) {
    const took: number[] = [];
    for (let round = 0; round <= 5; round++) {
      took.push((await rival.ask<Took>(`${way} ${SCORED}`)).cpu);
    }
    nanoseconds[way] = 1e9 * median(took.slice(1)) / (SCORED * POOL);
  }
}
const asked = { queries: QUERIES, items: ITEMS, size: SIZE, rounds: ROUNDS };
console.log(JSON.stringify({ ...asked, byVectors, byScores: { pool: POOL, nanoseconds } }));
