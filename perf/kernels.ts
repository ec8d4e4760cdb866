/**
 * GFLOP/s of matrix products on wasm, through `tf.matMul`: stock, ours with strict and with relaxed
 * kernels, each in a process of its own, in turn. What is asked of the relaxed ones is scaled by the
 * machine: 25 GFLOP/s where stock's product of rank 2 without transposes runs at 30.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { median } from "./_median.ts";
import { productShapes, REFERENCE } from "./_product_shapes.ts";
import { Rival } from "./_rival.ts";

const ENGINES = ["stock", "strict", "relaxed"], ROUNDS = 5, WANTED = 25, AT = 30;

const script = fileURLToPath(new URL("_product_rival.ts", import.meta.url));
const rates: Record<string, Record<string, number[]>> = {};
{
  await using ended = new AsyncDisposableStack();
  const rivals = ENGINES.map((engine) => ended.use(Rival.script(engine, [script, engine])));
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of Object.keys(productShapes())) {
      const row = rates[name] ??= {};
      for (const [i, engine] of ENGINES.entries()) {
        (row[engine] ??= []).push(await rivals[i].ask<number>(name));
      }
    }
  }
}

// The fastest turn of each: what a neighbour on the machine takes away is no property of a kernel, and
// a reference that was disturbed would ask for less.
const fastest = (row: readonly number[]): number => Math.max(...row);
const reference = fastest(rates[REFERENCE].stock), target = WANTED * reference / AT;
const products = Object.fromEntries(
  Object.entries(rates).map(([name, row]) => {
    const best = ENGINES.map((engine) => [engine, fastest(row[engine])] as const);
    const medians = ENGINES.map((engine) => [engine, median(row[engine])] as const);
    const met = fastest(row.relaxed) >= target;
    return [name, { ...Object.fromEntries(best), medians: Object.fromEntries(medians), met }];
  }),
);
const met = Object.values(products).every((product) => product.met);
console.log(JSON.stringify({ unit: "GFLOP/s", rounds: ROUNDS, reference, target, products, met }));
