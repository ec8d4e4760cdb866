import {
  type Dropout,
  embed,
  meanOverPositions,
  type Tensor,
  type Weights,
} from "@permafrost/bench/nn";
import { encode, itemVectors, placedItems, surgeInterests } from "./_encoding_layer.ts";
import { disentanglement, groupPrototypeAttention } from "./_group_prototype_attention.ts";
import { itemSimilarityAttention, similarityKeys } from "./_item_similarity_attention.ts";
import { predict } from "./_prediction_layer.ts";
import { sequenceFusionAttention } from "./_sequence_fusion_attention.ts";
import type { Attention, ManConfig } from "./method.ts";

/** Something for each of the two spaces; without the global one where there is a local part only, … */
export interface Spaces<T> {
  readonly local?: T;
  readonly global?: T;
}

/** Histories of one domain, side by side. */
export interface Histories {
  /** The domain of all items. */
  readonly domain: number;
  /** Number of histories. */
  readonly size: number;
  /** Positions per history, padding on the right included. */
  readonly length: number;
  /** 1 for a position that is there, `size × length`; one at least each. */
  readonly present: Uint8Array;
  /** Row per position among those of the space's table that lie on the device, `size × length`. */
  readonly items: Spaces<Int32Array>;
}

/** Histories and items to score with them. */
export interface Pairs extends Pick<Histories, "domain" | "present"> {
  /** History per pair. */
  readonly row: Int32Array;
  /** Row of the item per pair, among those of the space's table that lie on the device. */
  readonly targets: Spaces<Int32Array>;
}

/** What histories are, whatever is asked about them; what a config has no use for is not there. */
export interface Reading {
  /** E + E_g and their part in the similarity's first layer, `size × length × …`. */
  readonly keys?: Tensor;
  readonly products?: Tensor;
  /** s^s, g, s and s_g of §3.3.1, each `size × D`. */
  readonly fused?: Tensor;
  readonly groups?: Tensor;
  readonly own?: Tensor;
  readonly shared?: Tensor;
  /** SURGE: E and E_g, `size × length × D`. */
  readonly ownItems?: Tensor;
  readonly sharedItems?: Tensor;
}

/** Whether a config has one of the three attentions: they stand between the two parts. */
export function hasAttention({ parts, without }: ManConfig, attention: Attention): boolean {
  return parts === "both" && !without.includes(attention);
}

/**
 * The encoding layer, and of the mixed attention what does not depend on the target (§3.1, §3.2).
 *
 * @param weights those of the domain below `local.<domain>`, those of all domains below `global`
 * @param options `dropout` while training
 */
export function readHistories(
  weights: Weights,
  histories: Histories,
  options: { config: ManConfig; dropout?: Dropout },
): Reading {
  const { size, length, present, items, domain } = histories, { config } = options;
  const own = weights.within(`local.${domain}`), shared = weights.within("global");
  const local = items.local && vectorsOf("local", items.local, { weights, domain, config })
    .reshape([size, length, -1]);
  const global = items.global && vectorsOf("global", items.global, { weights, domain, config })
    .reshape([size, length, -1]);
  const has = (attention: Attention) => hasAttention(config, attention);
  const isSurge = config.backbone === "surge", ofOwn = { ...options, weights: own, present };
  // Without an attention to them, SURGE's states are not needed: it has a reading per target.
  const state = local && (!isSurge || has("sfa") || has("gpa")) && encode(local, ofOwn);
  const other = global && (!isSurge || has("sfa")) &&
    encode(global, { ...ofOwn, weights: shared });
  const placed = local && placedItems(local, own, config);
  const placedGlobal = global && placedItems(global, shared, config);
  return {
    ...has("isa") && placed && placedGlobal &&
      similarityKeys(placed.add(placedGlobal), own.within("similarity")),
    // Averages, and no sums as the formulas have it (§3.3.1): a long history is no larger than a short one.
    ...has("sfa") && state && other && {
      fused: meanOverPositions(
        sequenceFusionAttention(state, other, { weights: own.within("fusion"), present }),
        present,
      ),
    },
    ...has("gpa") && state && {
      groups: groupPrototypeAttention(state, prototypesOf(weights, config), {
        weights: own.within("groups"),
        present,
      }),
    },
    ...!isSurge && state && { own: meanOverPositions(state, present) },
    ...!isSurge && other && { shared: meanOverPositions(other, present) },
    ...isSurge && placed && { ownItems: placed },
    ...isSurge && placedGlobal && { sharedItems: placedGlobal },
  };
}

/**
 * Item similarity attention and the prediction layer: the logit of every pair (equations 14 and 15:
 * the sum of the local and the global prediction).
 *
 * @param weights as in `readHistories`
 * @param reading of the histories
 * @returns `pairs`
 */
export function scorePairs(
  weights: Weights,
  reading: Reading,
  { pairs, config }: { pairs: Pairs; config: ManConfig },
): Tensor {
  const { domain, row, present, targets } = pairs, layers = config.predictionLayers.length + 1;
  const own = weights.within(`local.${domain}`), shared = weights.within("global");
  const local = targets.local && vectorsOf("local", targets.local, { weights, domain, config });
  const global = targets.global && vectorsOf("global", targets.global, { weights, domain, config });
  const perPair = (...each: (Tensor | undefined)[]) =>
    each.flatMap((known) => known === undefined ? [] : [embed(known, row)]);
  const surge = (placed: Tensor | undefined, target: Tensor, weights: Weights) =>
    placed ? surgeInterests(placed, target, { weights, config, present, row }) : [];
  const logits: Tensor[] = [];
  if (local) {
    const { keys, products, fused, groups, own: state, ownItems } = reading;
    const similar = keys && products && global
      ? [itemSimilarityAttention({ keys, products }, global, {
        ...{ row, present, weights: own.within("similarity") },
        layers: config.attentionLayers.length + 1,
      })]
      : [];
    const known = [...similar, ...perPair(fused, groups, state), ...surge(ownItems, local, own)];
    logits.push(predict([...known, local], { weights: own.within("prediction"), layers }));
  }
  if (global) {
    const known = [...perPair(reading.shared), ...surge(reading.sharedItems, global, shared)];
    logits.push(predict([...known, global], { weights: shared.within("prediction"), layers }));
  }
  return logits.reduce((sum, each) => sum.add(each));
}

/** L^g of equation 13 without λ_g, where there are prototypes. */
export function repulsion(weights: Weights, config: ManConfig): Tensor | undefined {
  return hasAttention(config, "gpa") ? disentanglement(prototypesOf(weights, config)) : undefined;
}

/** G. */
function prototypesOf(weights: Weights, { groups }: ManConfig): Tensor {
  return weights.get("global.prototypes.weight", [groups, -1]);
}

/** M of some rows of a space's table, `rows × D`. */
function vectorsOf(
  space: "local" | "global",
  rows: Int32Array,
  { weights, domain, config }: { weights: Weights; domain: number; config: ManConfig },
): Tensor {
  const inside = weights.within(space === "local" ? `local.${domain}` : "global");
  const own = space === "local" ? inside : inside.within(`domains.${domain}`);
  const table = inside.get("item.weight", [-1, config.embeddingSize]);
  return embed(itemVectors(table, own.get("domain.weight", [1, config.domainEmbeddingSize])), rows);
}
