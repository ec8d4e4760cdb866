import {
  type Dropout,
  embed,
  gru4recEncoder,
  gru4recEncoderParameters,
  type Parameters,
  positionEmbedding,
  positionEmbeddingParameters,
  sasrecEncoder,
  sasrecEncoderParameters,
  surgeEncoder,
  surgeEncoderParameters,
  surgeEncoderStates,
  type Tensor,
  type Weights,
} from "@permafrost/bench/nn";
import type { ManConfig } from "./method.ts";

/**
 * M, the item vectors of a space that a batch uses (§3.1.1): rows of its table, each with the vector
 * of the domain behind it (appendix A.3).
 *
 * @param items `rows × embeddingSize`
 * @param domain `1 × domainEmbeddingSize`
 * @returns `rows × (embeddingSize + domainEmbeddingSize)`
 */
export function itemVectors(items: Tensor, domain: Tensor): Tensor {
  return items.concat(embed(domain, new Int32Array(items.shape[0])), 1);
}

/**
 * E = M + P of equations 1 and 2: the vectors of sequences, each item's with its position's added.
 * Positions are counted from the left, where the sequences begin.
 *
 * @param items M of every position, `batch × length × size`
 * @param weights those of the space
 * @returns `batch × length × size`
 */
export function placedItems(items: Tensor, weights: Weights, { backbone }: ManConfig): Tensor {
  // SASRec's encoder holds the positions of its space itself.
  const name = backbone === "sasrec" ? "encoder.position" : "position";
  return positionEmbedding(items, weights.within(name));
}

/**
 * S = Encoder(E) of equations 3 and 4, by the backbone of the config. The states of SURGE are those
 * that it has without a target: the last item asks in its place.
 *
 * @param items M of every position, `batch × length × size`
 * @param options `weights` of the space; `present`: 1 for a position that is there; `dropout` while
 * training
 * @returns `batch × length × size`; of no meaning at padding
 */
export function encode(
  items: Tensor,
  options: { weights: Weights; config: ManConfig; present: Uint8Array; dropout?: Dropout },
): Tensor {
  const { weights, config, present } = options, { blocks, heads, sparseness } = config;
  const dropout = options.dropout && { dropout: options.dropout };
  const inside = weights.within("encoder");
  switch (config.backbone) {
    case "sasrec": {
      // It adds P itself, to √size · items: of items / √size it makes E.
      const [, , size] = items.shape;
      return sasrecEncoder(items.div(Math.sqrt(size)), inside, { blocks, heads, ...dropout });
    }
    case "gru4rec":
      return gru4recEncoder(placedItems(items, weights, config), inside, {
        layers: blocks,
        ...dropout,
      });
    case "surge":
      return surgeEncoderStates(placedItems(items, weights, config), inside, {
        present,
        sparseness,
        heads,
      });
    default:
      throw new TypeError(`Cannot encode by "${config.backbone satisfies never}": not known`);
  }
}

/**
 * What SURGE gives its prediction layer besides the target (appendix A.3; its equation 17): the state
 * after the last cluster, the readout, and the readout times the target.
 *
 * @param placed E, `batch × length × size`
 * @param target M of the target of every pair, `pairs × size`
 * @param options `weights` of the space; `present`; `row`: sequence per pair
 * @returns three times `pairs × size`
 */
export function surgeInterests(
  placed: Tensor,
  target: Tensor,
  options: { weights: Weights; config: ManConfig; present: Uint8Array; row: Int32Array },
): Tensor[] {
  const { weights, present, row, config: { heads, sparseness } } = options;
  const { state, readout } = surgeEncoder(placed, weights.within("encoder"), {
    ...{ present, target, row, sparseness, heads },
  });
  return [state, readout, readout.mul(target)];
}

/** The parameters of a space's encoder and of its positions, below the name of the space. */
export function encoderParameters(
  name: string,
  { config, size, seed }: { config: ManConfig; size: number; seed: number },
): Parameters {
  const { backbone, blocks, heads, maximumLength: length } = config, encoder = `${name}.encoder`;
  if (backbone === "sasrec") {
    return sasrecEncoderParameters(encoder, { size, length, blocks, seed });
  }
  const positions = positionEmbeddingParameters(`${name}.position`, { length, size, seed });
  if (backbone === "gru4rec") {
    return { ...positions, ...gru4recEncoderParameters(encoder, { size, layers: blocks, seed }) };
  }
  // Of the configured length, not of the histories': padding must not count.
  const clusters = Math.max(1, Math.round(config.poolRatio * length));
  return { ...positions, ...surgeEncoderParameters(encoder, { size, clusters, heads, seed }) };
}
