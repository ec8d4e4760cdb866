import type { Catalogue } from "@permafrost/bench/method";
import {
  constantParameter,
  type Dropout,
  EmbeddingTable,
  mapRows,
  type Parameter,
  type Parameters,
  readCheckpoint,
  restoreParameters,
  sasrecEncoderParameters,
  type Tensor,
  TextVectors,
  unitVectors,
  type Weights,
  writeCheckpoint,
} from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";
import { adaptor, adaptorParameters } from "./_adaptor.ts";
import type { UnisrecConfig } from "./method.ts";
import { START } from "./_sequence_states.ts";

/** Name of the table of the items' own vectors, e: in the transductive setting. */
export const OWN = "item.own";

/** Adaptor, encoder and, in the transductive setting, items' own vectors: what is trained, and scores. */
export class UnisrecModel {
  readonly catalogue: Catalogue;
  readonly config: UnisrecConfig;
  /** Adaptor, encoder and start vector. */
  readonly networks: Parameters;
  /** e, a row per item, 0 before fine-tuning; none in the inductive setting. */
  readonly own: EmbeddingTable | undefined;
  readonly #texts: TextVectors;
  #read: Promise<EmbeddingTable> | undefined;
  #scored: Promise<EmbeddingTable> | undefined;

  /**
   * The model before training.
   *
   * @throws {TypeError} if the catalogue has no text
   */
  constructor(catalogue: Catalogue, config: UnisrecConfig, { seed }: { seed: number }) {
    const { embeddingSize: size, maximumLength: length, blocks, experts } = config;
    this.#texts = new TextVectors(catalogue, {
      title: "UniSRec",
      size,
      network: (text, weights) => adaptor(text, weights.within("adaptor"), { experts }),
    });
    const inputs = catalogue.itemTextSize;
    this.catalogue = catalogue;
    this.config = config;
    this.networks = {
      ...adaptorParameters("adaptor", { inputs, outputs: size, experts, seed }),
      ...sasrecEncoderParameters("encoder", { size, length, blocks, seed }),
      [START]: constantParameter([1, size], 0),
    };
    if (config.setting === "transductive") {
      this.own = new EmbeddingTable(constantParameter([catalogue.items, size], 0));
    }
  }

  /** A model with the weights that `save` wrote. */
  static of(
    weights: Uint8Array,
    { catalogue, config, seed }: { catalogue: Catalogue; config: UnisrecConfig; seed: number },
  ): UnisrecModel {
    const model = new UnisrecModel(catalogue, config, { seed });
    restoreParameters(model.parameters, readCheckpoint(weights));
    return model;
  }

  /** Everything that is trained at some time, by name. */
  get parameters(): Parameters {
    return { ...this.networks, ...this.own && { [OWN]: this.own.parameter } };
  }

  /** What fine-tuning changes: the adaptor, and e where there is one. */
  get tuned(): Parameters {
    const adaptor = Object.entries(this.networks).filter(([name]) => name.startsWith("adaptor."));
    return { ...Object.fromEntries(adaptor), ...this.own && { [OWN]: this.own.parameter } };
  }

  /** Frozen text vectors, a row per item. */
  get text(): EmbeddingTable {
    return this.#texts.text;
  }

  /** What stands before a user's first event and at padded positions, as an item. */
  get start(): number {
    return this.catalogue.items;
  }

  /** Everything, as a safetensors file. */
  save(): Uint8Array {
    return writeCheckpoint(this.parameters);
  }

  /**
   * A model of a catalogue that goes on from this one's, with a copy of all weights; new items have
   * e = 0.
   *
   * @throws {TypeError} if the catalogue has no text, or text of another size
   */
  moved(catalogue: Catalogue, { seed }: { seed: number }): UnisrecModel {
    const { itemText, itemTextSize } = catalogue, expected = this.catalogue.itemTextSize;
    if (itemText !== undefined && itemTextSize !== expected) {
      throw new TypeError(
        `Cannot adapt UniSRec to items with ${itemTextSize} numbers of text each: ` +
          `expected ${expected}`,
      );
    }
    const model = new UnisrecModel(catalogue, this.config, { seed });
    restoreParameters(model.networks, this.networks);
    if (this.own) model.own?.parameter.values.set(this.own.parameter.values);
    return model;
  }

  /**
   * Universal vectors v of texts on their way through a step, which changes no text.
   *
   * @param training dropout, from whose stream the gate's noise comes, too
   */
  universal(weights: Weights, { text, training }: { text: Parameter; training: Dropout }): Tensor {
    const { values, shape: [rows, width] } = text, { experts } = this.config;
    return adaptor(tf.tensor2d(values, [rows, width]), weights.within("adaptor"), {
      ...{ experts, training },
    });
  }

  /** Vectors of all items as the encoder reads them, v + e, kept until `forget`. */
  read(): Promise<EmbeddingTable> {
    return this.#read ??= this.#readVectors();
  }

  /** Vectors of all items as they are scored, of length 1, kept until `forget`. */
  scored(): Promise<EmbeddingTable> {
    return this.#scored ??= this.#scoredVectors();
  }

  /** To be called when the weights have changed. */
  forget(): void {
    this.#texts.forget();
    this.#read = this.#scored = undefined;
  }

  async #readVectors(): Promise<EmbeddingTable> {
    const weights = Object.entries(this.networks).filter(([name]) => name.startsWith("adaptor."));
    const universal = await this.#texts.all(Object.fromEntries(weights));
    if (this.own === undefined) return universal;
    return await this.#map(
      { universal: universal.parameter, own: this.own.parameter },
      (rows) => rows("universal").add(rows("own")),
    );
  }

  async #scoredVectors(): Promise<EmbeddingTable> {
    const { parameter: read } = await this.read();
    return await this.#map({ read }, (rows) => unitVectors(rows("read")));
  }

  async #map(
    tables: Parameters,
    compute: (rows: (name: string) => Tensor) => Tensor,
  ): Promise<EmbeddingTable> {
    const size = this.config.embeddingSize;
    return new EmbeddingTable(
      await mapRows(tables, {
        ...{ parameters: {}, size },
        compute: (weights) => compute((name) => weights.get(name, [-1, size])),
      }),
    );
  }
}
