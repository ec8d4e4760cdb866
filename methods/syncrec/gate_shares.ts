import type { Catalogue, Histories } from "@permafrost/bench/method";
import {
  domainHistories,
  embed,
  evaluate,
  historyBatch,
  NextItemModel,
} from "@permafrost/bench/nn";
import { syncrecModel } from "./_model.ts";
import { readSequences, taskShares } from "./_network.ts";
import type { SyncrecConfig } from "./method.ts";

/**
 * What the gates of a trained SyNCRec give each expert at the end of histories (equation 3): whether the
 * experts are all in use.
 *
 * @param weights what a scorer saved
 * @param options `catalogue` and `config` that it was trained with; `histories`: a sequence per user;
 * `task`: the cross-domain one, or a domain, whose events alone are read then
 * @returns `users × experts`, row-major, 1 in all per user
 * @throws {TypeError} if the weights are of the released variant, which has no gate
 *
 * @example
 * ```ts
 * import { openDevice } from "@permafrost/bench/nn";
 * import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
 * import { gateShares } from "./gate_shares.ts";
 * import { syncrecModel } from "./_model.ts";
 * import syncrec from "./method.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const catalogue = buildCatalogue(6, { domains: 2 }), config = syncrec.defaults;
 * const weights = await syncrecModel(catalogue, config, 1).scorer().save?.() ?? new Uint8Array();
 * const histories = { offsets: Uint32Array.of(0, 1), item: Uint32Array.of(3), time: new Float64Array(1) };
 * const shares = await gateShares(weights, { catalogue, config, histories, task: "cross" });
 * if (shares.length !== config.experts) throw new Error("not a share per expert");
 * ```
 */
export async function gateShares(
  weights: Uint8Array,
  options: {
    catalogue: Catalogue;
    config: SyncrecConfig;
    histories: Histories;
    task: "cross" | number;
  },
): Promise<Float32Array> {
  const { catalogue, config, histories, task } = options, { itemDomain } = catalogue;
  if (config.variant === "released") {
    throw new TypeError(
      'Cannot tell shares of variant "released": it has no gate, expected "paper"',
    );
  }
  const model = syncrecModel(catalogue, config, 0), users = histories.offsets.length - 1;
  model.restore(weights);
  const read = task === "cross"
    ? histories
    : domainHistories(histories, { itemDomain, domain: new Uint8Array(users).fill(task) });
  const batch = historyBatch(read, { length: model.length, start: model.start });
  if (batch.size === 0) return new Float32Array();
  const { weights: rows, places: [input] } = model.table.lookup(batch.input);
  return await evaluate(model.inputs(rows), (weights) => {
    const inside = weights.within("encoder");
    const items = embed(weights.get(NextItemModel.items, [-1, model.size]), input);
    const x = items.reshape([batch.size, batch.length, model.size]);
    const reading = readSequences(x, inside, {
      ...{ config, present: batch.present, teaches: () => true },
    });
    const at = inside.within(task === "cross" ? "cross" : `single.${task}`);
    return taskShares(reading, at, { position: Int32Array.from(batch.last), config });
  });
}
