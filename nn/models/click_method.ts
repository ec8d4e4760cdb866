import type { Catalogue, FitContext, Scorer, TrainView } from "../../plugins/contract/mod.ts";
import { readCheckpoint } from "../checkpoints/read_checkpoint.ts";
import { checkConfig } from "../training/check_config.ts";
import type { ConfigRule } from "../training/check_config.ts";
import type { ClickModelOptions } from "./click_model_options.ts";
import type { ClickNetwork } from "./click_network.ts";
import { JointClickModel } from "./joint_click_model.ts";
import { trainClicks } from "./train_clicks.ts";
import type { ClickTraining } from "./train_clicks.ts";

/** What every method that is a `JointClickModel` can be told. */
export interface ClickConfig extends ClickTraining {
  /** Numbers per user vector, per item's own vector and per category's. */
  readonly embeddingSize: number;
}

const rules = {
  embeddingSize: "count",
  learningRate: "positive",
  regularisation: "weight",
  batchSize: "count",
  epochs: "count",
  patience: "count",
} as const;

/**
 * `fit` and `load` of a method that is a `JointClickModel`, trained by `trainClicks`.
 *
 * @param options `title` of the method; `rules` of its config beside those of `ClickConfig`; `network`
 * of a config, by the sizes of its inputs and the seed; `sourceWeight` of a config, γ
 *
 * @example
 * ```ts
 * import type { ClickConfig } from "./click_method.ts";
 * import { clickMethod } from "./click_method.ts";
 * const { load } = clickMethod<ClickConfig>({
 *   title: "Products",
 *   rules: {},
 *   sourceWeight: () => 0,
 *   network: () => ({
 *     parameters: {},
 *     target: { reads: {}, parameters: {}, logits: (_, { user, item }) => user.mul(item).sum(-1) },
 *   }),
 * });
 * if (load === undefined) throw new Error("nothing to go on from");
 * ```
 */
export function clickMethod<C extends ClickConfig>(options: {
  title: string;
  rules: { readonly [Key in keyof C]?: ConfigRule };
  network: (
    config: C,
    inputs: { userSize: number; itemSize: number; seed: number },
  ) => ClickNetwork;
  sourceWeight: (config: C) => number;
}): {
  fit(
    train: TrainView,
    config: C & Readonly<Record<keyof C, string | number | boolean>>,
    context: FitContext,
  ): Promise<Scorer>;
  load(
    weights: Uint8Array,
    catalogue: Catalogue,
    config: C,
    context: FitContext,
  ): Promise<Scorer>;
} {
  const { title, network, sourceWeight } = options;
  /** @throws {RangeError} if the method cannot be trained with the config */
  function optionsOf(config: C, seed: number): ClickModelOptions {
    checkConfig<ClickConfig>(config, { title, rules });
    checkConfig(config, { title, rules: options.rules });
    const { embeddingSize: size, regularisation } = config;
    return { size, regularisation, seed, network: (sizes) => network(config, { ...sizes, seed }) };
  }
  return {
    async fit(train, config, context) {
      const model = JointClickModel.of(train, optionsOf(config, context.seed));
      await trainClicks(model, { train, config, sourceWeight: sourceWeight(config), context });
      return model.scorer();
    },
    load(weights, catalogue, config, { seed }) {
      const saved = readCheckpoint(weights);
      const model = JointClickModel.restored(saved, catalogue, optionsOf(config, seed));
      return Promise.resolve(model.scorer());
    },
  };
}
