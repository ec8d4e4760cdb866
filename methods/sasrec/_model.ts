import type { Catalogue, Histories, QueryBatch, Scorer } from "@permafrost/bench/method";
import {
  type Dropout,
  embed,
  EmbeddingTable,
  evaluate,
  historyBatch,
  normalParameter,
  type Parameters,
  RandomStream,
  readCheckpoint,
  restoreParameters,
  rowScores,
  sasrecEncoder,
  sasrecEncoderParameters,
  type Tensor,
  type Weights,
  writeCheckpoint,
} from "@permafrost/bench/nn";
import type { SasrecConfig } from "./method.ts";

/** Item vectors and encoder: what is trained, and what scores. */
export class SasrecModel {
  /** Name of the table of item vectors; its last row is the start token's. */
  static readonly items = "item.weight";

  readonly config: SasrecConfig;
  /** Everything that is trained, by name. */
  readonly parameters: Parameters;
  /** The part of it that is not the table. */
  readonly encoder: Parameters;
  readonly table: EmbeddingTable;
  readonly catalogue: Catalogue;

  /** The model before training. */
  constructor(catalogue: Catalogue, config: SasrecConfig, seed: number) {
    const { embeddingSize: size, maximumLength: length, blocks } = config;
    const random = RandomStream.from(seed, "initialise", SasrecModel.items);
    // Nearly 0, so that items which training hardly meets score alike instead of at random.
    const items = normalParameter([catalogue.items + 1, size], { deviation: 0.001, random });
    this.config = config;
    this.encoder = sasrecEncoderParameters("encoder", { size, length, blocks, seed });
    this.parameters = { ...this.encoder, [SasrecModel.items]: items };
    this.table = new EmbeddingTable(items);
    this.catalogue = catalogue;
  }

  /** What stands before a user's first event and at padded positions. */
  get start(): number {
    return this.catalogue.items;
  }

  /**
   * States of sequences that stand side by side.
   *
   * @param weights the encoder's, and the rows of the table that `input` points into
   * @param batch `input`: a row per position, `size × length`; `dropout` while training
   * @returns `size · length` states
   */
  encode(
    weights: Weights,
    batch: { input: Int32Array; size: number; length: number; dropout?: Dropout },
  ): Tensor {
    const { embeddingSize, blocks, heads } = this.config;
    const shape: [number, number, number] = [batch.size, batch.length, embeddingSize];
    const items = embed(weights.get(SasrecModel.items, [-1, embeddingSize]), batch.input);
    const states = sasrecEncoder(items.reshape(shape), weights.within("encoder"), {
      blocks,
      heads,
      ...(batch.dropout && { dropout: batch.dropout }),
    });
    return states.reshape([batch.size * batch.length, embeddingSize]);
  }

  /** Copies weights that `save` wrote into this model. */
  restore(weights: Uint8Array): void {
    restoreParameters(this.parameters, readCheckpoint(weights));
  }

  /** The weights as a safetensors file. */
  save(): Uint8Array {
    return writeCheckpoint(this.parameters);
  }

  /** A scorer with the weights that the model has whenever it is asked. */
  scorer(): Scorer {
    return {
      score: (batch) => this.#score(batch),
      vectors: {
        queries: ({ history }) => this.#lastStates(history),
        items: (domain) => {
          const { pool } = this.catalogue.domains[domain];
          const { values: vectors } = this.table.lookup(pool).weights;
          return Promise.resolve({ vectors, bias: new Float32Array(pool.length) });
        },
      },
      save: () => Promise.resolve(this.save()),
    };
  }

  /** The state at the end of every history. */
  async #lastStates(history: Histories): Promise<Float32Array> {
    const { maximumLength: length } = this.config;
    const batch = historyBatch(history, { length, start: this.start });
    if (batch.size === 0) return new Float32Array();
    const { weights: rows, places: [input] } = this.table.lookup(batch.input);
    return await evaluate({ ...this.encoder, [SasrecModel.items]: rows }, (weights) => {
      const states = this.encode(weights, { input, size: batch.size, length });
      return embed(states, Int32Array.from(batch.last));
    });
  }

  /** State · item vector; a score does not depend on what else is asked. */
  async #score(batch: QueryBatch): Promise<Float32Array> {
    const states = await this.#lastStates(batch.history), { candidates } = batch;
    if (candidates.kind === "domain") return await this.#scorePools(states, batch.domain);
    const { offsets, items } = candidates;
    const { embeddingSize: size } = this.config, { values } = this.table.parameter;
    const scores = new Float32Array(items.length);
    for (let query = 0; query < batch.length; query++) {
      for (let at = offsets[query]; at < offsets[query + 1]; at++) {
        const state = query * size, item = items[at] * size;
        let sum = 0;
        for (let i = 0; i < size; i++) sum += states[state + i] * values[item + i];
        scores[at] = sum;
      }
    }
    return scores;
  }

  /** Of every query, the scores of its domain's whole pool. */
  async #scorePools(states: Float32Array, domains: Uint8Array): Promise<Float32Array> {
    const { embeddingSize: size } = this.config, pools = this.catalogue.domains;
    const offsets = [0];
    for (const domain of domains) {
      offsets.push(offsets[offsets.length - 1] + pools[domain].pool.length);
    }
    const scores = new Float32Array(offsets[domains.length]);
    for (const domain of new Set(domains)) {
      const queries = [...domains.keys()].filter((query) => domains[query] === domain);
      const asked = new Float32Array(queries.length * size), { pool } = pools[domain];
      queries.forEach((query, i) =>
        asked.set(states.subarray(query * size, (query + 1) * size), i * size)
      );
      const products = await rowScores(asked, { table: this.table, rows: pool });
      queries.forEach((query, i) =>
        scores.set(products.subarray(i * pool.length, (i + 1) * pool.length), offsets[query])
      );
    }
    return scores;
  }
}
