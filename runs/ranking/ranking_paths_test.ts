import { assert, assertEquals } from "@std/assert";
import { loadDataset } from "../../datasets/registry.ts";
import sasrec from "../../methods/sasrec/method.ts";
import { openDevice } from "../../nn/mod.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { nodeModulesWasmPath } from "../../nn/testing/node_modules_wasm_path.ts";
import type { Device } from "../../plugins/contract/mod.ts";
import { freeze } from "../../protocols/freeze.ts";
import { loadProtocol } from "../../protocols/load_protocol.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { examine } from "../examine.ts";
import { itemPools } from "./item_pools.ts";
import { PopularityIndex } from "../popularity_index.ts";
import { rankingKernels } from "./ranking_kernels.ts";
import { shuffle } from "../shuffle.ts";
import { TowerRankers } from "./tower_rankers.ts";
import { trainView } from "../train_view.ts";

/** SASRec after one pass over the smallest built-in data, examined by its scores and by its vectors. */
async function bothWays(device: Device) {
  const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-full@1"));
  const map = shuffle(task, 1), train = trainView(task, map);
  const config = { ...sasrec.defaults, embeddingSize: 16, epochs: 1, blocks: 1 };
  // The fit is not what is looked at: it takes place where it takes the least time.
  await openDevice("wasm", { wasmPath: nodeModulesWasmPath() });
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "wasm" });
  const scorer = await sasrec.fit(train, config, {
    ...context,
    validate: () => Promise.resolve({ value: NaN, byDomain: new Float64Array() }),
  });
  await openDevice(device, { wasmPath: nodeModulesWasmPath() });
  assert(scorer.vectors !== undefined);
  const popularity = new PopularityIndex(task, task.test, map);
  const keep = new Set(Array.from({ length: task.test.length }, (_, i) => i));
  const exam = { shuffle: map, popularity, answer: scorer.score.bind(scorer), keep };
  const pools = itemPools(task, map).whole, kernels = rankingKernels({ device });
  const byScores = await examine(task, task.test, exam);
  const towers = new TowerRankers(scorer.vectors, { pools, kernels });
  const byVectors = await examine(task, task.test, { ...exam, towers });
  await scorer[Symbol.asyncDispose]?.();
  const nearTies = (index: number, scores: Float32Array): number => {
    const bar =
      scores[pools[task.test.domain[index]].items.indexOf(map.item[task.test.target[index]])];
    return scores.filter((each) => Math.abs(each - bar) <= 2e-5 * Math.max(1, Math.abs(bar)))
      .length;
  };
  return { task, byScores, byVectors, nearTies };
}

// On wasm the method's scores come from the very kernel that ranks, so that nothing may differ.
forEachDevice("vectors and scores of SASRec rank alike, to the last bit", async (device) => {
  const { byScores, byVectors } = await bothWays(device);
  assertEquals(byVectors.greater, byScores.greater);
  assertEquals(byVectors.tied, byScores.tied);
  assertEquals(byVectors.top, byScores.top);
  assertEquals(byVectors.kept, byScores.kept);
}, { devices: ["wasm"] });

// Elsewhere products round in another order: an answer may pass, or tie with, those whose scores are
// within what a score may differ by (rule 7), and no others.
forEachDevice("vectors and scores of SASRec rank alike but for near ties", async (device) => {
  const { task, byScores, byVectors, nearTies } = await bothWays(device);
  let moved = 0;
  for (let index = 0; index < task.test.length; index++) {
    const scores = byScores.kept.get(index), others = byVectors.kept.get(index);
    assert(scores && others);
    scores.forEach((score, at) =>
      assert(Math.abs(score - others[at]) <= 1e-5 * Math.max(1, Math.abs(score)))
    );
    const near = nearTies(index, scores);
    const first = byScores.greater[index], last = first + byScores.tied[index];
    const own = byVectors.greater[index], end = own + byVectors.tied[index];
    assert(
      own >= first - near && end <= last + near,
      `case ${index}: ${own}, not ${first} ± ${near}`,
    );
    if (own !== first) moved++;
  }
  assert(moved < task.test.length / 20, `${moved} answers have another rank`);
}, { devices: ["cpu"] });
