import { checkConfig } from "@permafrost/bench/nn";
import { bases } from "./_bases.ts";
import type { BiaoConfig } from "./method.ts";

const rules = {
  base: Object.keys(bases),
  without: ["none", "global", "user"],
  normalisation: ["sigmoid", "batch-softmax"],
  upperSource: ["users", "drawn"],
  upperBatchSize: "count",
  interval: "count",
  step: "positive",
  upperOptimiser: ["adam", "sgd"],
  upperLearningRate: "positive",
  historyLength: "count",
  embeddingSize: "count",
  learningRate: "positive",
  regularisation: "weight",
  batchSize: "count",
  epochs: "count",
  patience: "count",
} as const;

/** @throws {RangeError} if BIAO cannot be trained with the config */
export function checkBiaoConfig(config: BiaoConfig): void {
  checkConfig(config, { title: "BIAO", rules });
  const { terms, embeddingSize, heldOut } = config;
  const refuse = (key: string, value: unknown, expected: string): never => {
    const given = JSON.stringify(value);
    throw new RangeError(`Cannot train BIAO with ${key} ${given}: expected ${expected}`);
  };
  if (!(Number.isInteger(terms) && terms >= 0)) {
    refuse("terms", terms, "a whole number of at least 0");
  }
  if (embeddingSize % 2 !== 0) {
    refuse("embeddingSize", embeddingSize, "an even number: 4 heads share two vectors");
  }
  if (!(heldOut >= 0 && heldOut < 1)) {
    refuse("heldOut", heldOut, "0 or a share below 1");
  }
}
