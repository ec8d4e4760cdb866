import type { Catalogue, Histories, QueryBatch, Scorer } from "@permafrost/bench/method";
import {
  caserEncoder,
  caserEncoderParameters,
  constantParameter,
  type Dropout,
  embed,
  EmbeddingTable,
  evaluate,
  normalParameter,
  type Parameters,
  RandomStream,
  readCheckpoint,
  restoreParameters,
  type Tensor,
  twoTowerScorer,
  type Weights,
  writeCheckpoint,
} from "@permafrost/bench/nn";
import type { CaserConfig } from "./method.ts";

/** The last items of some histories, side by side: the newest last, nothing before the first. */
export interface Images {
  /** Item per row, `size × length`; the nought where none is. */
  readonly input: Uint32Array;
  /** 1 for a row that is there, `size × length`. */
  readonly present: Uint8Array;
}

/** The tables of items and users and the encoder: what is trained, and what scores. */
export class CaserModel {
  /** Name of the table of what an item is in a history (E); its last row, of no item, stays 0. */
  static readonly items = "item.weight";
  /** Name of the table of user vectors (P); its last row is of all users that training never met. */
  static readonly users = "user.weight";
  /** Names of the tables of what an item is as a candidate (W′ and b′). */
  static readonly outputs = "output.weight";
  static readonly biases = "output.bias";

  readonly catalogue: Catalogue;
  readonly config: CaserConfig;
  /** Everything that is trained, by name. */
  readonly parameters: Parameters;
  readonly items: EmbeddingTable;
  readonly users: EmbeddingTable;
  readonly outputs: EmbeddingTable;
  readonly biases: EmbeddingTable;
  /** The part that is no table. */
  readonly encoder: Parameters;

  /** The model before training, for a number of users. */
  constructor(
    catalogue: Catalogue,
    { users, config, seed }: { users: number; config: CaserConfig; seed: number },
  ) {
    const { embeddingSize: size, maximumLength: length, horizontal, vertical } = config;
    const table = (name: string, shape: [number, number], deviation: number) =>
      normalParameter(shape, { deviation, random: RandomStream.from(seed, "initialise", name) });
    // The authors' deviations, but for users: nearly 0, so that who is hardly met is nobody special.
    const items = table(CaserModel.items, [catalogue.items + 1, size], 1 / size);
    items.values.fill(0, catalogue.items * size);
    const all = {
      [CaserModel.items]: items,
      [CaserModel.users]: table(CaserModel.users, [users + 1, size], 0.001),
      [CaserModel.outputs]: table(CaserModel.outputs, [catalogue.items, 2 * size], 0.5 / size),
      // The logit of a positive among its negatives: an item that training never meets keeps it.
      [CaserModel.biases]: constantParameter([catalogue.items, 1], -Math.log(config.negatives)),
    };
    this.catalogue = catalogue;
    this.config = config;
    this.encoder = caserEncoderParameters("encoder", { size, length, horizontal, vertical, seed });
    this.parameters = { ...this.encoder, ...all };
    this.items = new EmbeddingTable(items);
    this.users = new EmbeddingTable(all[CaserModel.users]);
    this.outputs = new EmbeddingTable(all[CaserModel.outputs]);
    this.biases = new EmbeddingTable(all[CaserModel.biases]);
  }

  /** A model with the weights that `save` wrote; users are as many as there. */
  static restored(
    weights: Uint8Array,
    { catalogue, config, seed }: { catalogue: Catalogue; config: CaserConfig; seed: number },
  ): CaserModel {
    const saved = readCheckpoint(weights), rows = saved[CaserModel.users]?.shape[0] ?? 1;
    const model = new CaserModel(catalogue, { users: Math.max(0, rows - 1), config, seed });
    restoreParameters(model.parameters, saved);
    return model;
  }

  /** The row of the users that training never met. */
  get unknown(): number {
    return this.users.parameter.shape[0] - 1;
  }

  /** The last `maximumLength` items of every history. */
  images({ offsets, item }: Histories): Images {
    const { maximumLength: length } = this.config, size = offsets.length - 1;
    const input = new Uint32Array(size * length).fill(this.catalogue.items);
    const present = new Uint8Array(input.length);
    for (let row = 0; row < size; row++) {
      const items = Math.min(length, offsets[row + 1] - offsets[row]), end = (row + 1) * length;
      input.set(item.subarray(offsets[row + 1] - items, offsets[row + 1]), end - items);
      present.fill(1, end - items, end);
    }
    return { input, present };
  }

  /**
   * What the rows of W′ are multiplied with: [z, P_u] (equation 10).
   *
   * @param weights those of the encoder, and rows of the tables of items and users
   * @param batch `input`, `user`: places among those rows
   * @returns `size × 2 · embeddingSize`
   */
  query(
    weights: Weights,
    batch: { input: Int32Array; present: Uint8Array; user: Int32Array; dropout?: Dropout },
  ): Tensor {
    const { embeddingSize: size, maximumLength: length } = this.config, { input, user } = batch;
    const images = embed(weights.get(CaserModel.items, [-1, size]), input)
      .reshape([user.length, length, size]);
    const convolved = caserEncoder(images, weights.within("encoder"), batch);
    return convolved.concat(embed(weights.get(CaserModel.users, [-1, size]), user), -1);
  }

  /** A scorer with the weights that the model has whenever it is asked. */
  scorer(): Scorer {
    return twoTowerScorer({
      catalogue: this.catalogue,
      queries: (batch) => this.#queries(batch),
      items: this.outputs,
      bias: this.biases.parameter,
      save: () => writeCheckpoint(this.parameters),
    });
  }

  async #queries({ history, user }: Pick<QueryBatch, "history" | "user">): Promise<Float32Array> {
    if (user.length === 0) return new Float32Array();
    const { input, present } = this.images(history);
    const known = Array.from(user, (each) => each < 0 ? this.unknown : each);
    const items = this.items.lookup(input), users = this.users.lookup(known);
    return await evaluate(
      {
        ...this.encoder,
        [CaserModel.items]: items.weights,
        [CaserModel.users]: users.weights,
      },
      (weights) => this.query(weights, { input: items.places[0], present, user: users.places[0] }),
    );
  }
}
