export { attention, attentionGradient } from "./attention";
export { dropout } from "./dropout";
export { gelu, geluGradient } from "./gelu";
export { layerNorm, layerNormGradient } from "./layer_norm";
export { multiply, multiplyScratch } from "./multiply";
export { clearRanks, rankRows, rankStateBytes } from "./rank_rows";
export { recurrence, recurrenceGradient } from "./recurrence";
export { addRows, copyBlocks, gatherRows, sumRows } from "./rows";
export { softmaxRows, softmaxRowsGradient } from "./softmax";
