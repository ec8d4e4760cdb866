/**
 * A rival of `steps.ts` and `catalogue.ts`: `<engine> <model> <items>`, where the engine is `stock`,
 * `relaxed`, `strict` (ours on wasm, by kernels) or `webgpu` (ours).
 *
 * It answers to `check` with the losses of two steps without dropout, and to `steps <least> <seconds>`
 * with the milliseconds of at least so many steps.
 *
 * @module
 */
import { openDevice } from "../nn/mod.ts";
import { nodeModulesWasmPath } from "../nn/testing/node_modules_wasm_path.ts";
import { answerRivals } from "./_answer_rivals.ts";
import { openStock } from "./_open_stock.ts";
import { ourTrainee } from "./_our_trainee.ts";
import { peakMebibytes } from "./_peak_mebibytes.ts";
import { stockGru4rec } from "./_stock_gru4rec.ts";
import { stockSasrec } from "./_stock_sasrec.ts";
import { stockTrainee } from "./_stock_trainee.ts";
import { type Model, SIZES, stepBatches, type Trainee } from "./_training.ts";

async function trainee(engine: string, model: Model, items: number): Promise<Trainee> {
  const wasmPath = nodeModulesWasmPath();
  switch (engine) {
    case "stock":
      await openStock();
      return stockTrainee(model, items, model === "sasrec" ? stockSasrec : stockGru4rec);
    case "strict":
    case "relaxed":
      await openDevice("wasm", { wasmPath, kernels: engine });
      return ourTrainee(model, items);
    case "webgpu":
      await openDevice("webgpu", { wasmPath });
      return ourTrainee(model, items);
    default:
      throw new TypeError(`Cannot train by "${engine}": no such engine`);
  }
}

const [engine, name, count] = Deno.args;
const model: Model = name === "gru4rec" ? "gru4rec" : "sasrec", items = Number(count);
const trained = await trainee(engine, model, items), batches = stepBatches(items, 8);
let next = 0;

await answerRivals(async (question) => {
  const [what, least, seconds] = question.split(" ");
  if (what === "check") {
    return [await trained.step(batches[0], 0), await trained.step(batches[0], 0)];
  }
  const milliseconds: number[] = [], end = performance.now() + 1000 * Number(seconds);
  while (milliseconds.length < Number(least) || performance.now() < end) {
    const start = performance.now();
    await trained.step(batches[next++ % batches.length], SIZES.dropout);
    milliseconds.push(performance.now() - start);
  }
  return { milliseconds, peakMebibytes: peakMebibytes() };
});
