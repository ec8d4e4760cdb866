import type { Parameters } from "@permafrost/bench/nn";
import { encoderParameters } from "./_encoding_layer.ts";
import { groupPrototypeAttentionParameters } from "./_group_prototype_attention.ts";
import { itemSimilarityAttentionParameters } from "./_item_similarity_attention.ts";
import { hasAttention } from "./_network.ts";
import { predictionParameters } from "./_prediction_layer.ts";
import { sequenceFusionAttentionParameters } from "./_sequence_fusion_attention.ts";
import { xavier } from "./_xavier.ts";
import type { ManConfig } from "./method.ts";

/**
 * Everything that MAN trains: below `local.<domain>` what a domain has of its own, below `global`
 * what all share (footnote 1: all functions are a domain's own but those with the index g).
 *
 * @param options `items` per domain; `identities`: different items in all domains together
 */
export function manParameters(
  config: ManConfig,
  { items, identities, seed }: { items: readonly number[]; identities: number; seed: number },
): Parameters {
  const size = config.embeddingSize + config.domainEmbeddingSize, given = { config, size, seed };
  const parameters: Parameters[] = [];
  if (config.parts !== "global") {
    items.forEach((count, domain) =>
      parameters.push(localParameters(`local.${domain}`, count, given))
    );
  }
  if (config.parts !== "local") {
    parameters.push(spaceParameters("global", identities, given));
    parameters.push(...items.map((_, domain) => domainVector(`global.domains.${domain}`, given)));
    parameters.push(predictionOf("global", 0, given));
  }
  if (hasAttention(config, "gpa")) {
    parameters.push(xavier("global.prototypes.weight", [config.groups, size], seed));
  }
  return Object.assign({}, ...parameters);
}

/** What all the parameters depend on. */
interface Given {
  readonly config: ManConfig;
  readonly size: number;
  readonly seed: number;
}

function localParameters(name: string, items: number, given: Given): Parameters {
  const { config, size, seed } = given, { groups, maximumLength: length } = config;
  const attentions: Parameters[] = [];
  if (hasAttention(config, "isa")) {
    const hidden = config.attentionLayers;
    attentions.push(
      itemSimilarityAttentionParameters(`${name}.similarity`, { size, hidden, seed }),
    );
  }
  if (hasAttention(config, "sfa")) {
    attentions.push(sequenceFusionAttentionParameters(`${name}.fusion`, { size, seed }));
  }
  if (hasAttention(config, "gpa")) {
    const options = { size, length, groups, seed };
    attentions.push(groupPrototypeAttentionParameters(`${name}.groups`, options));
  }
  return Object.assign(
    spaceParameters(name, items, given),
    domainVector(name, given),
    ...attentions,
    predictionOf(name, attentions.length, given),
  );
}

/** A table with a row per item and one for the start token, and the encoder over it. */
function spaceParameters(name: string, items: number, given: Given): Parameters {
  const { config: { embeddingSize }, seed } = given;
  return {
    ...xavier(`${name}.item.weight`, [items + 1, embeddingSize], seed),
    ...encoderParameters(name, given),
  };
}

/** What is concatenated to all items of a domain (appendix A.3). */
function domainVector(name: string, { config, seed }: Given): Parameters {
  return xavier(`${name}.domain.weight`, [1, config.domainEmbeddingSize], seed);
}

/** The prediction layer over some attentions, what the backbone gives, and the target. */
function predictionOf(name: string, attentions: number, { config, size, seed }: Given): Parameters {
  const interests = config.backbone === "surge" ? 3 : 1, parts = attentions + interests + 1;
  const hidden = config.predictionLayers;
  return predictionParameters(`${name}.prediction`, { parts, size, hidden, seed });
}
