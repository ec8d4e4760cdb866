import type { Catalogue } from "@permafrost/bench/method";
import { NextItemModel } from "@permafrost/bench/nn";
import { checkSyncrecConfig } from "./_check_syncrec_config.ts";
import { networkParameters, readSequences, taskStates } from "./_network.ts";
import { releasedParameters, releasedStates } from "./_released_network.ts";
import type { SyncrecConfig } from "./method.ts";

/**
 * SyNCRec before training. What scores is the cross-domain task alone (equation 19): the state at the
 * end of the merged history · an item's vector.
 *
 * @throws {RangeError} if it cannot be trained with the config
 */
export function syncrecModel(
  catalogue: Catalogue,
  config: SyncrecConfig,
  seed: number,
): NextItemModel {
  checkSyncrecConfig(config);
  const { embeddingSize: size, maximumLength: length } = config;
  const domains = catalogue.domains.length;
  if (config.variant === "released") {
    return new NextItemModel(catalogue, {
      ...{ size, length, seed },
      parameters: releasedParameters("encoder", { config, seed }),
      encoder: (x, weights, { present: _, ...options }) =>
        releasedStates(x, weights, { ...options, config }).reshape(x.shape),
    });
  }
  return new NextItemModel(catalogue, {
    ...{ size, length, seed },
    parameters: networkParameters("encoder", { config, domains, seed }),
    encoder: (x, weights, { present, ...options }) => {
      const reading = readSequences(x, weights, {
        ...{ ...options, config, present },
        teaches: () => true,
      });
      const position = Int32Array.from(present, (_, at) => at);
      return taskStates(reading, weights.within("cross"), { position, config }).reshape(x.shape);
    },
  });
}
