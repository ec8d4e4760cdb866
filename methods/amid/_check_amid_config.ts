import { checkConfig } from "@permafrost/bench/nn";
import type { AmidConfig } from "./method.ts";

const rules = {
  backbone: ["sasrec", "gru4rec", "bert4rec", "surge"],
  multiInterest: "flag",
  estimator: ["doubly-robust", "ips", "naive", "none"],
  error: ["squared", "absolute", "cross-entropy"],
  embeddingSize: "count",
  hiddenSize: "count",
  maximumLength: "count",
  blocks: "count",
  heads: "count",
  dropout: "share",
  groupSize: "count",
  slotsPerStep: "count",
  negatives: "count",
  lambda1: "weight",
  lambda2: "weight",
  lambda3: "weight",
  lambda4: "weight",
  lambda5: "weight",
  minimumPropensity: "positive",
  debiasShare: "positive",
  learningRate: "positive",
  debiasRate: "positive",
  batchSize: "count",
  epochs: "count",
  patience: "count",
} as const;

/** @throws {RangeError} if AMID cannot be trained with the config */
export function checkAmidConfig(config: AmidConfig): void {
  checkConfig(config, { title: "AMID", rules });
  const { backbone, embeddingSize, heads, threshold, minimumPropensity, debiasShare } = config;
  const refuse = (key: string, value: number, expected: string): never => {
    throw new RangeError(`Cannot train AMID with ${key} ${value}: expected ${expected}`);
  };
  if (embeddingSize % heads !== 0 && backbone !== "gru4rec") {
    refuse("heads", heads, `a divisor of embeddingSize ${embeddingSize}`);
  }
  if (!(threshold >= -1 && threshold <= 1)) refuse("threshold", threshold, "a cosine, −1 … 1");
  if (minimumPropensity > 1) refuse("minimumPropensity", minimumPropensity, "at most 1");
  if (debiasShare > 1) refuse("debiasShare", debiasShare, "at most 1");
}
