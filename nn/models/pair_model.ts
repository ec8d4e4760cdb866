import { RandomStream } from "../../core/random_stream.ts";
import { candidateLists } from "../../plugins/contract/mod.ts";
import type { Catalogue, QueryBatch, Scorer } from "../../plugins/contract/mod.ts";
import { historyBatch } from "../batching/history_batch.ts";
import { readCheckpoint } from "../checkpoints/read_checkpoint.ts";
import { restoreParameters } from "../checkpoints/restore_parameters.ts";
import { writeCheckpoint } from "../checkpoints/write_checkpoint.ts";
import { evaluate } from "../evaluate.ts";
import { normalParameter } from "../parameters/normal_parameter.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import { EmbeddingTable } from "../tables/embedding_table.ts";
import { embed } from "../tables/embed.ts";
import type { Tensor } from "../tensor.ts";
import type { PairBatch } from "./pair_batch.ts";

/** Pairs that are on the device at once: memory does not grow with what is asked. */
const CHUNK = 2048;

/** What scores a batch of pairs. */
export interface PairNetwork {
  /** Everything that is trained besides the item vectors, by name. */
  readonly parameters: Parameters;
  /** Running statistics that scoring reads and training does not (`batchNormStatistics`). */
  readonly statistics?: Parameters;
  /** Whether training needs `PairBatch.training.unseen`. */
  readonly unseen?: true;
  /**
   * From the weights on the device: a logit per pair and, while training, what is added to the loss.
   * A pair's logit may depend on no other pair, nor on padding.
   */
  readonly score: (weights: Weights, batch: PairBatch) => { logits: Tensor; auxiliary?: Tensor };
}

/**
 * A target-aware model: item vectors and a network that scores a history and an item together.
 * `trainPairs` trains it.
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { PairModel } from "./pair_model.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const pool = new Uint32Array([0, 1]);
 * const catalogue = {
 *   items: 2,
 *   itemDomain: new Uint8Array(2),
 *   domains: [{ role: "both" as const, pool }],
 *   itemIdentity: pool,
 *   itemTextSize: 0,
 * };
 * const model = new PairModel(catalogue, {
 *   size: 2,
 *   length: 3,
 *   seed: 1,
 *   network: { parameters: {}, score: (_, { target }) => ({ logits: target.sum(-1) }) },
 * });
 * if (model.parameters["item.weight"].shape[0] !== 3) throw new Error("not a row per item and the start");
 * ```
 */
export class PairModel {
  /** Name of the table of item vectors; its last row is the start token's. */
  static readonly items = "item.weight";

  /** What is recommended. */
  readonly catalogue: Catalogue;
  /** Numbers per item vector. */
  readonly size: number;
  /** Positions that the network sees, the start token included; a longer history is cut to its end. */
  readonly length: number;
  /** What scores a pair. */
  readonly network: PairNetwork;
  /** Everything that is trained, by name. */
  readonly parameters: Parameters;
  /** The table of `PairModel.items`. */
  readonly table: EmbeddingTable;

  /** The model before training; item vectors are normal with a deviation of 0.05. */
  constructor(
    catalogue: Catalogue,
    options: { size: number; length: number; network: PairNetwork; seed: number },
  ) {
    const { size, length, network, seed } = options;
    const random = RandomStream.from(seed, "initialise", PairModel.items);
    const items = normalParameter([catalogue.items + 1, size], { deviation: 0.05, random });
    this.catalogue = catalogue;
    this.size = size;
    this.length = length;
    this.network = network;
    this.parameters = { ...network.parameters, [PairModel.items]: items };
    this.table = new EmbeddingTable(items);
  }

  /** What stands before a user's first event and at padded positions. */
  get start(): number {
    return this.catalogue.items;
  }

  /** Copies weights that `save` wrote into this model. */
  restore(weights: Uint8Array): void {
    restoreParameters(this.#kept, readCheckpoint(weights));
  }

  /** A scorer with the weights that the model has whenever it is asked. */
  scorer(): Scorer {
    return {
      score: (batch) => this.#score(batch),
      save: () => Promise.resolve(writeCheckpoint(this.#kept)),
    };
  }

  get #kept(): Parameters {
    return { ...this.parameters, ...this.network.statistics };
  }

  async #score(batch: QueryBatch): Promise<Float32Array> {
    const { offsets, items } = candidateLists(batch, this.catalogue);
    const scores = new Float32Array(items.length), query = new Int32Array(items.length);
    for (let q = 0; q < batch.length; q++) query.fill(q, offsets[q], offsets[q + 1]);
    for (let first = 0; first < items.length; first += CHUNK) {
      const end = Math.min(items.length, first + CHUNK);
      const pairs = { query: query.subarray(first, end), items: items.subarray(first, end) };
      scores.set(await this.#scorePairs(batch, pairs), first);
    }
    return scores;
  }

  /** Scores of some pairs; only the histories that stand in one of them go to the device. */
  async #scorePairs(
    { history: { offsets, item, time }, time: asked }: QueryBatch,
    { query, items }: { query: Int32Array; items: Uint32Array },
  ): Promise<Float32Array> {
    const from = query[0], to = query[query.length - 1] + 1, base = offsets[from];
    const histories = historyBatch({
      offsets: offsets.slice(from, to + 1).map((offset) => offset - base),
      item: item.subarray(base, offsets[to]),
      time: time.subarray(base, offsets[to]),
    }, { length: this.length, start: this.start });
    const { weights: rows, places: [input, target] } = this.table.lookup(histories.input, items);
    const parameters = { ...this.network.parameters, ...this.network.statistics };
    return await evaluate({ ...parameters, [PairModel.items]: rows }, (weights) => {
      const vectors = weights.get(PairModel.items, [-1, this.size]);
      const { size, length } = histories;
      return this.network.score(weights, {
        ...histories,
        history: embed(vectors, input).reshape([size, length, this.size]),
        now: asked.subarray(from, to),
        target: embed(vectors, target),
        row: query.map((each) => each - from),
      }).logits;
    });
  }
}
