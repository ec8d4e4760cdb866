import type { SasrecConfig } from "./method.ts";

/** @throws {RangeError} if SASRec cannot be trained with the config */
export function checkConfig(config: SasrecConfig): void {
  const positive = [
    "embeddingSize",
    "maximumLength",
    "blocks",
    "heads",
    "negatives",
    "sharedNegatives",
    "batchSize",
    "epochs",
    "patience",
  ] as const;
  for (const key of positive) {
    const value = config[key];
    if (!(Number.isInteger(value) && value >= 1)) refuse(key, value, "a whole number above 0");
  }
  const { embeddingSize, heads, dropout, learningRate, loss, windows, epochs } = config;
  if (embeddingSize % heads !== 0) refuse("heads", heads, `a divisor of ${embeddingSize}`);
  if (!(dropout >= 0 && dropout < 1)) refuse("dropout", dropout, "at least 0 and below 1");
  if (!(learningRate > 0)) refuse("learningRate", learningRate, "a number above 0");
  // Every epoch is validated, and the contract allows 500 validations.
  if (epochs > 500) refuse("epochs", epochs, "at most 500");
  const losses = ["bce", "sampled-softmax", "full-softmax"], kept = ["last", "all"];
  if (!losses.includes(loss)) refuse("loss", loss, `one of "${losses.join('", "')}"`);
  if (!kept.includes(windows)) refuse("windows", windows, '"last" or "all"');
}

function refuse(key: string, value: unknown, expected: string): never {
  throw new RangeError(
    `Cannot train SASRec with ${key} ${JSON.stringify(value)}: expected ${expected}`,
  );
}
