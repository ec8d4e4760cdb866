import type { Corpus } from "../../core/corpus.ts";
import { tinyTextModel } from "../../datasets/text/tiny_text_model.ts";
import { openDevice } from "../../nn/open_device.ts";
import { nodeModulesWasmPath } from "../../nn/testing/node_modules_wasm_path.ts";
import type { FitContext, Method, Scorer, TrainView } from "../../plugins/contract/mod.ts";
import { chooseArms } from "../../protocols/choose_arms.ts";
import { freeze } from "../../protocols/freeze.ts";
import type { Task } from "../../protocols/task.ts";
import { embedItems } from "../../runs/embed_items.ts";
import { type Shuffle, shuffle } from "../../runs/shuffle.ts";
import { trainView } from "../../runs/train_view.ts";
import { type Validate, validateBy } from "../../runs/validate_by.ts";

/** A method that was adapted to a target in this process. */
export interface ZeroShotHere {
  readonly task: Task;
  /** Which domain of the task is the target. */
  readonly domain: number;
  /** What its indices stand for. */
  readonly map: Shuffle;
  readonly view: TrainView;
  readonly scorer: Scorer;
}

/**
 * Fits a method to the sources of a zero-shot arm and has it adapt to the target, as `bench run` does,
 * but in this process: for analyses of scores, of which a record keeps ranks alone.
 *
 * @param options `protocol` with its arm
 * @throws {TypeError} if the protocol has no target, or the method cannot adapt
 */
export async function zeroShotHere<C extends object>(
  corpus: Corpus,
  method: Method<C>,
  options: { readonly protocol: string; readonly seed: number; readonly config: Partial<C> },
): Promise<ZeroShotHere> {
  await openDevice("wasm", { wasmPath: nodeModulesWasmPath() });
  const { signal } = new AbortController(), { protocol, seed } = options;
  const [arm] = await chooseArms(protocol, corpus.catalogue.domains);
  const task = freeze(corpus, arm), { adaptation } = task;
  if (adaptation === undefined) throw new TypeError(`Cannot adapt under "${protocol}": no target`);
  const texts = await embedItems(corpus, { model: tinyTextModel(), signal });
  const contextOf = (validate: Validate): FitContext => ({
    ...{ seed, signal, device: "wasm" },
    validate: (scorer) => validate(scorer.score.bind(scorer)),
    progress() {},
    checkpoint: () => Promise.resolve(),
  });
  const { domain, view: learned, trainable, validation: cases } = adaptation;
  const sources = shuffle(task, seed), part = { domains: domain };
  const fitted = await method.fit(
    trainView(task, sources, { ...part, texts }),
    { ...method.defaults, ...options.config },
    contextOf(validateBy(task, sources, part)),
  );
  const map = shuffle(task, seed, learned);
  const view = trainView(task, map, { learned, trainable, texts });
  const scorer = await fitted.adapt?.(view, contextOf(validateBy(task, map, { cases })));
  if (scorer === undefined) {
    throw new TypeError(`Cannot adapt "${method.meta.id}": it has no adapt`);
  }
  return { task, domain, map, view, scorer };
}
