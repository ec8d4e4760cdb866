/**
 * Equation 3 of AMID on wasm: the greatest product of positions for every pair of 128 × 128 sequences of
 * 50 positions of 64 numbers, by `nearestSimilarity` and composed of tfjs's operations on the same
 * kernels (`matMul` and `max`, some sequences at a time), with strict and with relaxed kernels, each in
 * a process of its own. In every round each is asked in turn, and so is the product that `kernels.ts`
 * takes for the measure of a machine: the share is the rate of `nearestSimilarity` by that of it.
 *
 * Times are CPU time of one thread. What is asked of the relaxed kernels is 200 ms, in the fastest
 * round; strict ones need more for the products alone.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import { fileURLToPath } from "node:url";
import { nearestSimilarity, openDevice } from "../nn/mod.ts";
import { nodeModulesWasmPath } from "../nn/testing/node_modules_wasm_path.ts";
import { answerRivals } from "./_answer_rivals.ts";
import { median } from "./_median.ts";
import { Rival } from "./_rival.ts";

const ENGINES = ["strict", "relaxed"], ROUNDS = 9, MILLISECONDS = 200;
const SEQUENCES = 128, LENGTH = 50, SIZE = 64;
/** Sequences whose products the composed form holds at a time; any number of 2 to 32 takes as long. */
const CHUNK = 8;
/** The product that `kernels.ts` takes for the measure of a machine. */
const ROWS = SEQUENCES * LENGTH, COLUMNS = 256;
const FLOP = 2 * ROWS * ROWS * SIZE, PRODUCT_FLOP = 2 * ROWS * SIZE * COLUMNS;

/** Seconds of CPU, and what all similarities add up to: the two forms must agree. */
interface Answer {
  readonly seconds: number;
  readonly sum: number;
}

/** Answers to `fused`, `gradient` (fused, and back to both sides), `composed` and `product`. */
async function answer(kernels: "strict" | "relaxed"): Promise<void> {
  await openDevice("wasm", { wasmPath: nodeModulesWasmPath(), kernels });
  const random = (shape: [number, number, number], seed: number) =>
    tf.randomUniform(shape, -1, 1, "float32", seed);
  const x = random([SEQUENCES, LENGTH, SIZE], 7), y = random([SEQUENCES, LENGTH, SIZE], 8);
  const right = tf.randomUniform([SIZE, COLUMNS], -1, 1, "float32", 9);
  const left = x.reshape([ROWS, SIZE]), flat = y.reshape([ROWS, SIZE]);
  const composed = (): tf.Tensor => {
    const parts: tf.Tensor[] = [];
    for (let first = 0; first < SEQUENCES; first += CHUNK) {
      parts.push(
        tf.tidy(() =>
          left.slice([first * LENGTH, 0], [CHUNK * LENGTH, SIZE]).matMul(flat, false, true)
            .reshape([CHUNK, LENGTH, SEQUENCES, LENGTH]).max([1, 3])
        ),
      );
    }
    return tf.concat(parts, 0);
  };
  const gradient = tf.grads((a: tf.Tensor, b: tf.Tensor) => nearestSimilarity(a, b).sum());
  const forms: Readonly<Record<string, () => tf.Tensor>> = {
    fused: () => nearestSimilarity(x, y),
    gradient: () => gradient([x, y])[0],
    composed,
    product: () => left.matMul(right),
  };
  await answerRivals((name) => {
    const times = name === "product" ? 10 : 1, before = process.cpuUsage();
    for (let i = 1; i < times; i++) tf.tidy(() => void forms[name]());
    const made = tf.tidy(forms[name]), { user, system } = process.cpuUsage(before);
    const sum = tf.tidy(() => made.sum().dataSync()[0]);
    made.dispose();
    return Promise.resolve<Answer>({ seconds: (user + system) / 1e6 / times, sum });
  });
}

/** What the rival of some kernels takes. */
async function measure(kernels: string): Promise<Record<string, unknown>> {
  await using rival = Rival.script(kernels, [fileURLToPath(import.meta.url), kernels]);
  const names = ["fused", "gradient", "composed", "product"];
  const seconds: Record<string, number[]> = {}, sums: Record<string, number> = {};
  for (let round = -1; round < ROUNDS; round++) {
    for (const name of names) {
      const took = await rival.ask<Answer>(name);
      sums[name] = took.sum;
      // The first of each, which compiles and makes room, does not count.
      if (round >= 0) (seconds[name] ??= []).push(took.seconds);
    }
  }
  if (Math.abs(sums.fused / sums.composed - 1) > 1e-5) {
    throw new Error(`Cannot compare ${sums.fused} with ${sums.composed}: expected the same sum`);
  }
  const least = (name: string): number => Math.min(...seconds[name]);
  const times = (name: string) => ({
    fastest: 1000 * least(name),
    median: 1000 * median(seconds[name]),
  });
  const rates = (name: string, flop: number) => ({
    fastest: flop / least(name) / 1e9,
    median: flop / median(seconds[name]) / 1e9,
  });
  /** By how much one takes longer, round by round. */
  const ratio = (name: string, than: string, scale = 1) => {
    const all = seconds[name].map((each, round) => scale * each / seconds[than][round]);
    return { median: median(all), least: Math.min(...all), most: Math.max(...all) };
  };
  return {
    milliseconds: {
      fused: times("fused"),
      withGradient: times("gradient"),
      composed: times("composed"),
    },
    gigaflops: {
      fused: rates("fused", FLOP),
      composed: rates("composed", FLOP),
      product: rates("product", PRODUCT_FLOP),
    },
    composedByFused: ratio("composed", "fused"),
    shareOfProduct: ratio("product", "fused", FLOP / PRODUCT_FLOP),
    ...kernels === "relaxed" && {
      target: { milliseconds: MILLISECONDS, met: 1000 * least("fused") <= MILLISECONDS },
    },
  };
}

const [engine] = Deno.args;
if (engine === "strict" || engine === "relaxed") await answer(engine);
else {
  const byKernels: Record<string, unknown> = {};
  for (const kernels of ENGINES) byKernels[kernels] = await measure(kernels);
  const asked = { sequences: SEQUENCES, length: LENGTH, size: SIZE, rounds: ROUNDS };
  console.log(JSON.stringify({ ...asked, byKernels }));
}
