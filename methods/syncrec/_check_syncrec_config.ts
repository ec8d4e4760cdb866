import { checkConfig } from "@permafrost/bench/nn";
import type { SyncrecConfig } from "./method.ts";

const rules = {
  variant: ["paper", "released"],
  embeddingSize: "count",
  maximumLength: "count",
  experts: "count",
  crossExperts: "count",
  blocks: "count",
  heads: "count",
  gate: ["causal", "sequence"],
  dropout: "share",
  loss: ["bpr", "probability-bpr"],
  negatives: "count",
  temperature: "positive",
  harmony: "positive",
  windows: ["last", "all"],
  learningRate: "positive",
  batchSize: "count",
  epochs: "count",
  patience: "count",
} as const;

const PARTS = ["lc_ntg", "sc_mim", "acmoe"];

/** @throws {RangeError} if SyNCRec cannot be trained with the config */
export function checkSyncrecConfig(config: SyncrecConfig): void {
  checkConfig(config, { title: "SyNCRec", rules });
  const { embeddingSize, heads, experts, crossExperts, harmony, without } = config;
  const refuse = (key: string, value: unknown, expected: string): never => {
    const given = JSON.stringify(value);
    throw new RangeError(`Cannot train SyNCRec with ${key} ${given}: expected ${expected}`);
  };
  if (embeddingSize % heads !== 0) refuse("heads", heads, `a divisor of ${embeddingSize}`);
  if (crossExperts >= experts) {
    refuse("crossExperts", crossExperts, `fewer than the experts, ${experts}`);
  }
  if (harmony > 1) refuse("harmony", harmony, "at most 1");
  if (!Array.isArray(without) || !without.every((each) => PARTS.includes(each))) {
    refuse("without", without, `a list of "${PARTS.join('", "')}"`);
  }
  if (config.variant === "released" && without.length > 0) {
    refuse("without", without, "[] of the released variant");
  }
}
