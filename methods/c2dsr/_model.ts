import type { Catalogue } from "@permafrost/bench/method";
import {
  constantParameter,
  type Dropout,
  embed,
  EmbeddingTable,
  normalParameter,
  type Parameter,
  type Parameters,
  RandomStream,
  readCheckpoint,
  restoreParameters,
  sasrecEncoder,
  sasrecEncoderParameters,
  type Tensor,
  type Weights,
  writeCheckpoint,
} from "@permafrost/bench/nn";
import { graphConvolution } from "./_graph_convolution.ts";
import { graphOfTensors, graphTensors } from "./_graph_tensors.ts";
import { infomaxParameters } from "./_infomax_loss.ts";
import type { ItemGraph } from "./_item_graph.ts";
import { type Neighbourhood, neighbourhood } from "./_neighbourhood.ts";
import type { C2dsrConfig } from "./method.ts";

/** Something for the merged sequences, and something for those of the domains. */
export interface Spaces<T> {
  readonly cross: T;
  readonly single: T;
}

/** How the names of tensors begin that are of a graph, and not trained. */
const GRAPHS = "graph.";

/** Item vectors, graphs and encoders of the merged and the domains' sequences: what scores. */
export class C2dsrModel {
  /** Names of the tables of vectors that sequences are made of. */
  static readonly items: Spaces<string> = {
    cross: "cross.item.weight",
    single: "single.item.weight",
  };
  /** Names of the tables of a vector and of a number per item, to tell the next item by. */
  static readonly outputs = "output.weight";
  static readonly biases = "output.bias";

  readonly catalogue: Catalogue;
  readonly config: C2dsrConfig;
  /** Everything that is trained, by name. */
  readonly parameters: Parameters;
  readonly outputs: EmbeddingTable;
  readonly biases: EmbeddingTable;
  readonly #graphs: Spaces<ItemGraph>;
  readonly #tables: Spaces<EmbeddingTable>;

  /** The model before training. @param options `graphs` of the training events */
  constructor(
    catalogue: Catalogue,
    config: C2dsrConfig,
    { graphs, seed }: { graphs: Spaces<ItemGraph>; seed: number },
  ) {
    const { embeddingSize: size, maximumLength: length, blocks } = config;
    const normal = (name: string, rows: number, deviation: number): Parameter =>
      normalParameter([rows, size], {
        deviation,
        random: RandomStream.from(seed, "initialise", name),
      });
    const { cross, single } = C2dsrModel.items, { items, domains } = catalogue;
    const tables = {
      [cross]: normal(cross, items + 1, 0.02),
      [single]: normal(single, items + domains.length, 0.02),
      // Nearly 0, so that items which training hardly meets score alike instead of at random.
      [C2dsrModel.outputs]: normal(C2dsrModel.outputs, items, 0.001),
      [C2dsrModel.biases]: constantParameter([items, 1], 0),
    };
    this.catalogue = catalogue;
    this.config = config;
    this.parameters = {
      ...tables,
      ...sasrecEncoderParameters("cross.encoder", { size, length, blocks, seed }),
      // A start token stands before as many events as a merged sequence can hold.
      ...Object.fromEntries(domains.flatMap((_, domain) =>
        Object.entries({
          ...sasrecEncoderParameters(`single.${domain}.encoder`, {
            ...{ size, length: length + 1, blocks, seed },
          }),
          ...infomaxParameters(`single.${domain}.discriminator`, { size, seed }),
        })
      )),
    };
    this.#graphs = graphs;
    this.#tables = {
      cross: new EmbeddingTable(tables[cross]),
      single: new EmbeddingTable(tables[single]),
    };
    this.outputs = new EmbeddingTable(tables[C2dsrModel.outputs]);
    this.biases = new EmbeddingTable(tables[C2dsrModel.biases]);
  }

  /** A model with the weights and graphs that `save` wrote. */
  static of(
    weights: Uint8Array,
    { catalogue, config, seed }: { catalogue: Catalogue; config: C2dsrConfig; seed: number },
  ): C2dsrModel {
    const saved = Object.entries(readCheckpoint(weights));
    const tensors = (ofGraphs: boolean): Parameters =>
      Object.fromEntries(saved.filter(([name]) => name.startsWith(GRAPHS) === ofGraphs));
    const graphOf = (space: keyof Spaces<unknown>): ItemGraph =>
      graphOfTensors(GRAPHS + space, tensors(true), catalogue.items);
    const graphs = { cross: graphOf("cross"), single: graphOf("single") };
    const model = new C2dsrModel(catalogue, config, { graphs, seed });
    restoreParameters(model.parameters, tensors(false));
    return model;
  }

  /** Weights and graphs as a safetensors file. */
  save(): Uint8Array {
    const { cross, single } = this.#graphs;
    return writeCheckpoint({
      ...this.parameters,
      ...graphTensors(`${GRAPHS}cross`, cross),
      ...graphTensors(`${GRAPHS}single`, single),
    });
  }

  /** What stands before a user's first event, in the merged sequences. */
  get start(): number {
    return this.catalogue.items;
  }

  /** What stands before a user's first event in a domain. */
  startOf(domain: number): number {
    return this.catalogue.items + domain;
  }

  /** What the vectors of some items of a space depend on. */
  neighbourhood(space: keyof Spaces<unknown>, ...lists: readonly Uint32Array[]): Neighbourhood {
    const graph = this.#graphs[space], table = this.#tables[space];
    return neighbourhood({ graph, table, layers: this.config.graphLayers }, ...lists);
  }

  /**
   * What a computation reads: item vectors, and the layers below some names.
   *
   * @param layers e.g. "cross.encoder"
   */
  inputs(neighbourhoods: Spaces<Neighbourhood>, layers: readonly string[]): Parameters {
    return {
      ...Object.fromEntries(
        Object.entries(this.parameters)
          .filter(([name]) => layers.some((layer) => name.startsWith(`${layer}.`))),
      ),
      [C2dsrModel.items.cross]: neighbourhoods.cross.vectors,
      [C2dsrModel.items.single]: neighbourhoods.single.vectors,
    };
  }

  /** The vectors that sequences of a space are made of, a row per row that was asked for. */
  vectors(
    weights: Weights,
    space: keyof Spaces<unknown>,
    { of, dropout }: { of: Neighbourhood; dropout?: Dropout },
  ): Tensor {
    const table = weights.get(C2dsrModel.items[space], [-1, this.config.embeddingSize]);
    return graphConvolution(table, of, { ...dropout && { dropout } });
  }

  /**
   * A state per position, which knows the items up to that position only.
   *
   * @param vectors as from `vectors`
   * @param options `weights` of an encoder; `input`: a row of the vectors per position; `size`
   * sequences; `dropout` while training
   * @returns `size × length × embeddingSize`
   */
  encode(
    vectors: Tensor,
    { weights, input, size, dropout }: {
      weights: Weights;
      input: Int32Array;
      size: number;
      dropout?: Dropout;
    },
  ): Tensor {
    const { embeddingSize, blocks, heads } = this.config;
    const x = embed(vectors, input).reshape([size, input.length / size, embeddingSize]);
    return sasrecEncoder(x, weights, { blocks, heads, ...dropout && { dropout } });
  }
}
