import type { Catalogue, Scorer, TrainView } from "@permafrost/bench/method";
import {
  type ClickModelOptions,
  JointClickModel,
  type Parameters,
  readCheckpoint,
  restoreParameters,
  writeCheckpoint,
} from "@permafrost/bench/nn";
import { bases } from "./_bases.ts";
import { checkBiaoConfig } from "./_check_biao_config.ts";
import { perceptronParameters } from "./_perceptron.ts";
import type { BiaoConfig } from "./method.ts";

/** What φ's names begin with. */
export const PERCEPTRON = "importance";

/** A base model, θ, and the perceptron that weighs its source behaviours while it is trained, φ. */
export class BiaoModel {
  readonly config: BiaoConfig;
  /** The base: it scores by itself. */
  readonly base: JointClickModel;
  /** φ. */
  readonly phi: Parameters;

  private constructor(base: JointClickModel, config: BiaoConfig, seed: number) {
    const { itemSize: size } = base, { without } = config;
    this.config = config;
    this.base = base;
    this.phi = perceptronParameters(PERCEPTRON, { size, seed, without });
  }

  /**
   * The model of a train view before training.
   *
   * @throws {RangeError} if the config will not do
   */
  static of(train: TrainView, config: BiaoConfig, seed: number): BiaoModel {
    return new BiaoModel(JointClickModel.of(train, baseOptions(config, seed)), config, seed);
  }

  /**
   * The model that a scorer saved.
   *
   * @throws {TypeError} if it is of another config
   * @throws {RangeError} if the config will not do
   */
  static restored(
    weights: Uint8Array,
    { catalogue, config, seed }: { catalogue: Catalogue; config: BiaoConfig; seed: number },
  ): BiaoModel {
    const saved = Object.entries(readCheckpoint(weights));
    const isPhi = ([name]: readonly [string, unknown]): boolean =>
      name.startsWith(`${PERCEPTRON}.`);
    const theta = Object.fromEntries(saved.filter((each) => !isPhi(each)));
    const base = JointClickModel.restored(theta, catalogue, baseOptions(config, seed));
    const model = new BiaoModel(base, config, seed);
    restoreParameters(model.phi, Object.fromEntries(saved.filter(isPhi)));
    return model;
  }

  /** θ and φ. */
  get parameters(): Parameters {
    return { ...this.base.parameters, ...this.phi };
  }

  /** The base's scorer; what it saves has φ as well. */
  scorer(): Scorer {
    const { base, phi } = this;
    return {
      ...base.scorer(),
      save: () => Promise.resolve(writeCheckpoint({ ...base.kept, ...phi })),
    };
  }
}

function baseOptions(config: BiaoConfig, seed: number): ClickModelOptions {
  checkBiaoConfig(config);
  const { base, embeddingSize: size, regularisation } = config;
  return { size, regularisation, seed, network: (sizes) => bases[base]({ ...sizes, seed }) };
}
