/**
 * A training step of SASRec and of GRU4Rec: ours on wasm with relaxed and with strict kernels, stock
 * tfjs-wasm, PyTorch on one thread; ours on WebGPU and PyTorch on CUDA where there is a GPU. The
 * engines have a process each and take turns; a step is what stands between a batch of item ids and
 * changed weights, drawing of negatives not included.
 *
 * Before that all of them make two steps without dropout from the same weights. The measurement fails
 * if their losses differ: it would compare different models.
 *
 * `deno run -A perf/steps.ts --device webgpu` also measures WebGPU on a software adapter.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { median } from "./_median.ts";
import type { Rival } from "./_rival.ts";
import { stepRivals } from "./_step_rivals.ts";
import { type Model, SIZES } from "./_training.ts";

const CATALOGUE = 3500, ROUNDS = 5, TOLERANCE = 1e-4;

/** How many times faster than stock our step has to be, with relaxed kernels. */
const TARGETS: Readonly<Record<Model, number>> = { sasrec: 8, gru4rec: 5 };

async function compare(model: Model, webGpu: boolean): Promise<unknown> {
  const folder = await Deno.makeTempDir({ prefix: "permafrost-perf-" });
  await using ended = new AsyncDisposableStack();
  ended.defer(() => Deno.remove(folder, { recursive: true }));
  const asked = { items: CATALOGUE, folder, webGpu };
  const { rivals, skipped, adapter, torch } = await stepRivals(model, asked);
  for (const rival of Object.values(rivals)) ended.use(rival);

  const losses: Record<string, readonly number[]> = {};
  for (const [name, rival] of Object.entries(rivals)) losses[name] = await rival.ask("check");
  assertSame(model, losses);

  const times = await takeTurns(rivals);
  const stock = median(times.stock);
  const ratio = {
    medians: stock / median(times.relaxed),
    fastest: Math.min(...times.stock) / Math.min(...times.relaxed),
  };
  const engines = Object.fromEntries(
    Object.entries(times).map(([name, milliseconds]) => [name, {
      milliseconds: median(milliseconds),
      fastest: Math.min(...milliseconds),
      slowest: Math.max(...milliseconds),
      steps: milliseconds.length,
      timesStock: stock / median(milliseconds),
    }]),
  );
  const target = TARGETS[model];
  // Of the fastest steps too: on a busy machine a median may be the neighbours' doing.
  const met = ratio.medians >= target && ratio.fastest >= target;
  return { losses, engines, skipped, adapter, torch, ratio, target, met };
}

/** Milliseconds of every step, by engine, after one turn to warm up. */
async function takeTurns(
  rivals: Readonly<Record<string, Rival>>,
): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = {};
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, rival] of Object.entries(rivals)) {
      const { milliseconds } = await rival.ask<{ milliseconds: number[] }>("steps 2 1");
      if (round > 0) (times[name] ??= []).push(...milliseconds);
    }
  }
  return times;
}

/** @throws {Error} if an engine's losses are not stock's */
function assertSame(model: Model, losses: Readonly<Record<string, readonly number[]>>): void {
  for (const [name, each] of Object.entries(losses)) {
    if (each.every((loss, step) => Math.abs(loss - losses.stock[step]) <= TOLERANCE)) continue;
    throw new Error(
      `Cannot compare steps of ${model}: losses ${each} by ${name}, expected ${losses.stock}`,
    );
  }
}

const { device } = parseArgs(Deno.args, { string: ["device"] });
const figures: Record<string, unknown> = {};
for (const model of ["sasrec", "gru4rec"] as const) {
  figures[model] = await compare(model, device === "webgpu");
}
console.log(JSON.stringify({ ...SIZES, items: CATALOGUE, rounds: ROUNDS, ...figures }));
