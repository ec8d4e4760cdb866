import type { Corpus } from "../../core/corpus.ts";
import { openDevice } from "../../nn/open_device.ts";
import { nodeModulesWasmPath } from "../../nn/testing/node_modules_wasm_path.ts";
import type { FitContext, TrainView } from "../../plugins/contract/mod.ts";
import { chooseArms } from "../../protocols/choose_arms.ts";
import { freeze } from "../../protocols/freeze.ts";
import type { Task } from "../../protocols/task.ts";
import { type Shuffle, shuffle } from "../../runs/shuffle.ts";
import { trainView } from "../../runs/train_view.ts";
import { validateBy } from "../../runs/validate_by.ts";

/** What a fit in this process is given, and how its indices stand for those of the corpus. */
export interface FitHere {
  readonly task: Task;
  readonly view: TrainView;
  readonly map: Shuffle;
  readonly context: FitContext;
}

/**
 * What a method needs to be fitted in this process, as it would be by `bench run`: for analyses of what
 * it learned, where the sandbox gives its scores alone.
 */
export async function fitHere(
  corpus: Corpus,
  { protocol, seed }: { readonly protocol: string; readonly seed: number },
): Promise<FitHere> {
  await openDevice("wasm", { wasmPath: nodeModulesWasmPath() });
  const [arm] = await chooseArms(protocol, corpus.catalogue.domains);
  const task = freeze(corpus, arm), map = shuffle(task, seed);
  const validate = validateBy(task, map);
  const context: FitContext = {
    seed,
    device: "wasm",
    signal: new AbortController().signal,
    validate: (scorer) => validate(scorer.score.bind(scorer)),
    progress() {},
    checkpoint: () => Promise.resolve(),
  };
  return { task, view: trainView(task, map), map, context };
}
