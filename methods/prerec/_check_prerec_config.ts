import { checkConfig } from "@permafrost/bench/nn";
import type { PrerecConfig } from "./method.ts";

const rules = {
  embeddingSize: "count",
  maximumLength: "count",
  blocks: "count",
  heads: "count",
  dropout: "share",
  popularityOrders: "count",
  negatives: "count",
  userPrecision: "weight",
  itemPrecision: "weight",
  popularityPrecision: "weight",
  domainPrecision: "weight",
  learningRate: "positive",
  batchSize: "count",
  epochs: "count",
  patience: "count",
  adaptLearningRate: "positive",
  adaptEpochs: "count",
} as const;

const BIASES = ["domain", "popularity"];

/** @throws {RangeError} if PreRec cannot be trained with the config */
export function checkPrerecConfig(config: PrerecConfig): void {
  checkConfig(config, { title: "PreRec", rules });
  const { embeddingSize, maximumLength, heads, without } = config;
  const refuse = (key: string, value: unknown, expected: string): never => {
    const given = JSON.stringify(value);
    throw new RangeError(`Cannot train PreRec with ${key} ${given}: expected ${expected}`);
  };
  if (embeddingSize % heads !== 0) refuse("heads", heads, `a divisor of ${embeddingSize}`);
  if (maximumLength < 2) refuse("maximumLength", maximumLength, "2 or more: a token and an item");
  if (!Array.isArray(without) || !without.every((each) => BIASES.includes(each))) {
    refuse("without", without, `a list of "${BIASES.join('", "')}"`);
  }
}
