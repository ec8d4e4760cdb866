import type { Catalogue } from "../../plugins/contract/mod.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { EmbeddingTable } from "./embedding_table.ts";
import { mapRows } from "./map_rows.ts";

/**
 * The frozen text of a catalogue's items, and what a network that is being trained makes of it. A step
 * looks up rows of the text; who scores wants all items, which are computed once and kept until the
 * network has changed.
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { TextVectors } from "./text_vectors.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const catalogue = { items: 2, itemText: Float32Array.of(1, 2, 3, 4), itemTextSize: 2 };
 * const vectors = new TextVectors(catalogue, {
 *   title: "Example",
 *   size: 1,
 *   network: (text, weights) => text.matMul(weights.get("weight", [2, 1])),
 * });
 * const weight = { shape: [2, 1], values: Float32Array.of(1, 10) };
 * const { parameter } = await vectors.all({ weight });
 * if (parameter.values.join() !== "21,43") throw new Error("not a vector per item");
 * ```
 */
export class TextVectors {
  /** Frozen text vectors, `items × itemTextSize`. */
  readonly text: EmbeddingTable;
  readonly #size: number;
  readonly #network: (text: Tensor, weights: Weights) => Tensor;
  #all: Promise<EmbeddingTable> | undefined;

  /**
   * Of the items of a catalogue.
   *
   * @param options `title` of the method; `size`: numbers per vector; `network`: from texts, `rows ×
   * itemTextSize`, to vectors, `rows × size`
   * @throws {TypeError} if the catalogue has no text
   */
  constructor(
    catalogue: Pick<Catalogue, "items" | "itemText" | "itemTextSize">,
    options: {
      title: string;
      size: number;
      network: (text: Tensor, weights: Weights) => Tensor;
    },
  ) {
    const { items, itemText, itemTextSize } = catalogue;
    if (itemText === undefined || itemTextSize === 0) {
      throw new TypeError(
        `Cannot make ${options.title} of a catalogue without text: ` +
          "expected a text vector per item",
      );
    }
    this.text = new EmbeddingTable({ shape: [items, itemTextSize], values: itemText });
    this.#size = options.size;
    this.#network = options.network;
  }

  /**
   * The vectors of all items, computed at the first call and kept until `forget`.
   *
   * @param parameters what the network reads, and nothing else
   * @returns the same table until `forget`
   */
  all(parameters: Parameters): Promise<EmbeddingTable> {
    return this.#all ??= this.#compute(parameters);
  }

  /** To be called when the parameters have changed. */
  forget(): void {
    this.#all = undefined;
  }

  async #compute(parameters: Parameters): Promise<EmbeddingTable> {
    const { parameter: text } = this.text, [, width] = text.shape;
    return new EmbeddingTable(
      await mapRows({ text }, {
        parameters,
        size: this.#size,
        compute: (weights) => this.#network(weights.get("text", [-1, width]), weights),
      }),
    );
  }
}
