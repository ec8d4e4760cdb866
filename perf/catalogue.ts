/**
 * SASRec's training step (that of `steps.ts`, relaxed kernels) with a catalogue of 10,000 and of
 * 1,000,000 items, each in a process of its own, in turn: what a step costs must not depend on how
 * many items there are, and the memory is the table, its two moments and the engine.
 *
 * A batch draws 19,200 items uniformly from the whole catalogue, the worst case: of 10,000 items it
 * meets about 8,500 once or more, of 1,000,000 about 19,000, none of them in a cache.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { median } from "./_median.ts";
import { Rival } from "./_rival.ts";
import { SIZES, stepBatches } from "./_training.ts";

const SMALL = 10_000, LARGE = 1_000_000, ROUNDS = 6, TARGET = 1.3, ENGINE_MEBIBYTES = 600;

interface Answer {
  readonly milliseconds: readonly number[];
  readonly peakMebibytes: number | null;
}

const script = fileURLToPath(new URL("_step_rival.ts", import.meta.url));
const catalogues = [SMALL, LARGE];
const times = catalogues.map((): number[] => []), peaks: (number | null)[] = [];
{
  await using ended = new AsyncDisposableStack();
  const rivals = catalogues.map((items) =>
    ended.use(Rival.script(`${items} items`, [script, "relaxed", "sasrec", `${items}`]))
  );
  // Twenty steps each before the first that counts: they touch most pages of table and moments for the
  // first time, which a training of thousands of steps does once.
  for (const rival of rivals) await rival.ask<Answer>("steps 20 0");
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, rival] of rivals.entries()) {
      const answer = await rival.ask<Answer>("steps 1 1");
      times[i].push(...answer.milliseconds);
      peaks[i] = answer.peakMebibytes;
    }
  }
}

const steps = catalogues.map((items, i) => ({
  items,
  rowsPerStep: median(
    stepBatches(items, 8).map((batch) =>
      new Set(Object.values(batch).flatMap((each) => [...each])).size
    ),
  ),
  milliseconds: median(times[i]),
  fastest: Math.min(...times[i]),
  slowest: Math.max(...times[i]),
  steps: times[i].length,
  peakMebibytes: peaks[i],
}));
const [small, large] = steps;
const ratio = {
  medians: large.milliseconds / small.milliseconds,
  fastest: large.fastest / small.fastest,
};
const memoryTarget = 3 * LARGE * SIZES.size * 4 / 2 ** 20 + ENGINE_MEBIBYTES;
console.log(JSON.stringify({
  steps,
  ratio: { ...ratio, target: TARGET, met: Math.max(ratio.medians, ratio.fastest) <= TARGET },
  peakMebibytes: {
    measured: large.peakMebibytes,
    target: memoryTarget,
    met: large.peakMebibytes === null ? null : large.peakMebibytes <= memoryTarget,
  },
}));
