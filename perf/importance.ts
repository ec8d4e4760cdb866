/**
 * What BIAO's steps cost around each of its bases, in milliseconds of CPU of one thread, on wasm with
 * relaxed kernels: the base's own step, the lower step with the perceptron in it, and the upper step of
 * K = 3; what share each has of a training with an upper step every 20, 100 and 500 lower ones; and how
 * many lower steps an upper one is, of at most 4 (K + 2). The steps take turns.
 *
 * @module
 */
import biao from "../methods/biao/method.ts";
import { timedStep } from "../methods/biao/timed_step.ts";
import { openDevice } from "../nn/mod.ts";
import { nodeModulesWasmPath } from "../nn/testing/node_modules_wasm_path.ts";
import { manyDomains } from "./_many_domains.ts";
import { timeSteps } from "./_time_steps.ts";

const ROUNDS = 7, INTERVALS = [20, 100, 500], TERMS = biao.defaults.terms, TARGET = 4 * (TERMS + 2);

await openDevice("wasm", { wasmPath: nodeModulesWasmPath() });
const view = manyDomains({ domains: 2, items: 500, users: 400, length: 40 });
const figures: Record<string, unknown> = {};
for (const base of ["conet", "minet", "dasl"] as const) {
  const { parameters, ...steps } = timedStep(view, { ...biao.defaults, base });
  const times = await timeSteps({
    base: { parameters, step: steps.base },
    lower: { parameters, step: steps.step },
    upper: { parameters, step: steps.upper },
  }, { rounds: ROUNDS });
  const [own, lower, upper] = [times.base, times.lower, times.upper].map((each) => each.fastest);
  const shares = Object.fromEntries(INTERVALS.map((interval) => {
    const whole = interval * lower + upper;
    return [interval, {
      base: interval * own / whole,
      perceptron: interval * (lower - own) / whole,
      upper: upper / whole,
    }];
  }));
  const ratio = upper / lower;
  figures[base] = {
    ...{ base: own, lower, upper, shares },
    upperInLower: { ratio, target: TARGET, met: ratio <= TARGET },
  };
}
console.log(JSON.stringify({ terms: TERMS, rounds: ROUNDS, figures }, null, 2));
