/**
 * MAN: every item has a local and a global vector, every domain an encoder of its own and one that all
 * share; attention to similar items, between the two encodings, and to groups of users that the
 * domains have in common mixes them.
 *
 * Lin et al., "Mixed attention network for cross-domain sequential recommendation", WSDM 2024.
 *
 * @module
 */
import type { Method, Scorer } from "@permafrost/bench/method";
import { checkConfig } from "@permafrost/bench/nn";
import { ManModel } from "./_model.ts";
import { scorerOf } from "./_scorer.ts";
import { train } from "./_train.ts";

/** One of the three attentions: item similarity, sequence fusion, group prototypes. */
export type Attention = "isa" | "sfa" | "gpa";

/** What MAN can be told. */
export interface ManConfig {
  /** The encoder of sequences. */
  readonly backbone: "sasrec" | "gru4rec" | "surge";
  /** All of MAN; or its local or its global part alone, which are the backbone ("Single", "Shared"). */
  readonly parts: "both" | "local" | "global";
  /** Attentions that are left out. */
  readonly without: readonly Attention[];
  /** Numbers per item vector, in either space. */
  readonly embeddingSize: number;
  /** Numbers per domain vector, which stand behind those of every item. */
  readonly domainEmbeddingSize: number;
  /** Positions per history, the start token included; a longer history is cut to its end. */
  readonly maximumLength: number;
  /** Blocks of SASRec, layers of GRU4Rec; SURGE has one. */
  readonly blocks: number;
  /** Attention heads of SASRec and SURGE. */
  readonly heads: number;
  /** Share of numbers dropped in the encoders of SASRec and GRU4Rec while training. */
  readonly dropout: number;
  /** SURGE: share of all pairs of positions that is linked. */
  readonly sparseness: number;
  /** SURGE: clusters per position of `maximumLength`. */
  readonly poolRatio: number;
  /** Group prototypes, N_g. */
  readonly groups: number;
  /** Hidden layers of the item similarity. */
  readonly attentionLayers: readonly number[];
  /** Hidden layers of the local and of the global prediction. */
  readonly predictionLayers: readonly number[];
  /** Negatives per positive. */
  readonly negatives: number;
  /** Weight of the prototypes' repulsion, λ_g. */
  readonly disentanglement: number;
  /** Weight of the squared weights, λ^A = λ^B = … */
  readonly regularisation: number;
  /** Adam's learning rate. */
  readonly learningRate: number;
  /** Targets per step, all of one domain. */
  readonly batchSize: number;
  /** Passes over the targets, at most. */
  readonly epochs: number;
  /** Epochs without a better validation value after which training stops. */
  readonly patience: number;
}

// The paper's for Amazon (§4.1.3, A.2, A.5), where nothing else is said.
const defaults: ManConfig = {
  // Paper: SASRec or SURGE (§3.1.2). SASRec costs less, and needs no target to read a history.
  backbone: "sasrec",
  parts: "both",
  without: [],
  embeddingSize: 16,
  domainEmbeddingSize: 4,
  maximumLength: 20,
  // The paper of SASRec.
  blocks: 2,
  // The released code, as for SASRec's dropout.
  heads: 1,
  dropout: 0,
  // As in surge.
  sparseness: 0.5,
  poolRatio: 0.6,
  groups: 5,
  attentionLayers: [32, 16],
  predictionLayers: [20, 10],
  // The released code: 9. Fewer make a step cheaper.
  negatives: 4,
  // The released code; the paper names none.
  disentanglement: 1e-5,
  // Paper: searched in 1e-7, 1e-5, 1e-3.
  regularisation: 1e-5,
  // Paper: 0.001, with which twelve epochs of tundra-small came to popularity alone.
  learningRate: 0.003,
  // Paper: 20 on Amazon, 200 on Micro Video.
  batchSize: 128,
  epochs: 40,
  // Paper: 2.
  patience: 10,
};

const rules = {
  backbone: ["sasrec", "gru4rec", "surge"],
  parts: ["both", "local", "global"],
  embeddingSize: "count",
  domainEmbeddingSize: "count",
  maximumLength: "count",
  blocks: "count",
  heads: "count",
  dropout: "share",
  sparseness: "positive",
  poolRatio: "positive",
  groups: "count",
  negatives: "count",
  disentanglement: "weight",
  regularisation: "weight",
  learningRate: "positive",
  batchSize: "count",
  epochs: "count",
  patience: "count",
} as const;

const man: Method<ManConfig> = {
  meta: {
    contract: 1,
    id: "man",
    version: "1.0.0",
    title: "MAN",
    citation:
      "Lin et al., Mixed attention network for cross-domain sequential recommendation, WSDM 2024",
    variant: "paper",
    domains: { min: 1, max: 255 },
    needs: [],
    logits: true,
  },
  defaults,
  space: {
    backbone: ["sasrec", "gru4rec", "surge"],
    embeddingSize: [16, 32],
    groups: [1, 5, 10, 20],
    regularisation: [1e-7, 1e-5, 1e-3],
    learningRate: { min: 1e-4, max: 1e-2, log: true },
  },

  async fit(view, config, context): Promise<Scorer> {
    checkManConfig(config);
    const model = new ManModel(view.catalogue, config, context.seed);
    await train(model, { view, context });
    return scorerOf(model);
  },

  load(weights, catalogue, config, { seed }): Promise<Scorer> {
    checkManConfig(config);
    const model = new ManModel(catalogue, config, seed);
    model.restore(weights);
    return Promise.resolve(scorerOf(model));
  },
};

/** @throws {RangeError} if MAN cannot be trained with the config */
function checkManConfig(config: ManConfig): void {
  checkConfig(config, { title: "MAN", rules });
  const { parts, without, backbone, heads } = config;
  const size = config.embeddingSize + config.domainEmbeddingSize;
  for (const key of ["sparseness", "poolRatio"] as const) {
    if (config[key] > 1) refuse(key, config[key], "at most 1");
  }
  if (backbone === "sasrec" && size % heads !== 0) {
    refuse("heads", heads, `a divisor of ${size}, the numbers of an item and its domain`);
  }
  const attentions: readonly unknown[] = ["isa", "sfa", "gpa"];
  if (!Array.isArray(without) || !without.every((each) => attentions.includes(each))) {
    refuse("without", without, 'a list of "isa", "sfa", "gpa"');
  }
  if (parts !== "both" && without.length > 0) {
    refuse("without", without, `[], since with parts ${JSON.stringify(parts)} there are none`);
  }
  for (const key of ["attentionLayers", "predictionLayers"] as const) {
    const sizes = config[key];
    if (!Array.isArray(sizes) || !sizes.every((each) => Number.isInteger(each) && each >= 1)) {
      refuse(key, sizes, "a list of whole numbers above 0");
    }
  }
}

function refuse(key: string, value: unknown, expected: string): never {
  throw new RangeError(
    `Cannot train MAN with ${key} ${JSON.stringify(value)}: expected ${expected}`,
  );
}

export default man;
