import { checkConfig } from "@permafrost/bench/nn";
import type { UnisrecConfig } from "./method.ts";

const rules = {
  embeddingSize: "count",
  experts: "count",
  maximumLength: "count",
  blocks: "count",
  heads: "count",
  dropout: "share",
  adaptorDropout: "share",
  temperature: "positive",
  sequenceWeight: "weight",
  itemDrop: "share",
  learningRate: "positive",
  batchSize: "count",
  epochs: "count",
  patience: "count",
  setting: ["inductive", "transductive"],
  candidates: "count",
  adaptLearningRate: "positive",
  adaptEpochs: "count",
} as const;

/** @throws {RangeError} if UniSRec cannot be trained with the config */
export function checkUnisrecConfig(config: UnisrecConfig): void {
  checkConfig(config, { title: "UniSRec", rules });
  const { embeddingSize: size, heads } = config;
  if (size % heads !== 0) {
    throw new RangeError(
      `Cannot train UniSRec with heads ${heads}: expected a divisor of ${size}`,
    );
  }
}
