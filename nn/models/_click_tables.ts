import { RandomStream } from "../../core/random_stream.ts";
import type { Catalogue } from "../../plugins/contract/mod.ts";
import { constantParameter } from "../parameters/constant_parameter.ts";
import { normalParameter } from "../parameters/normal_parameter.ts";
import type { Parameter, Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import { embed } from "../tables/embed.ts";
import { EmbeddingTable } from "../tables/embedding_table.ts";
import type { Tensor } from "../tensor.ts";

/** Vectors of users, items and, where the catalogue has them, categories; an item's is [own; category's]. */
export class ClickTables {
  /** The tables by name: `user.weight`, `item.weight`, `category.weight`. */
  readonly parameters: Parameters;
  /** Numbers per user vector. */
  readonly size: number;
  readonly #tables: Readonly<Record<string, EmbeddingTable>>;
  /** Row of the category table per item, the start token included. */
  readonly #category: Uint32Array | undefined;

  /**
   * Normal vectors with the given deviation; that of an unknown user, the last row, is 0.
   *
   * @param options `isSource` per item: a category has a vector of its own on each side
   */
  constructor(
    { items, itemCategory }: Catalogue,
    options: {
      size: number;
      users: number;
      deviation: number;
      seed: number;
      isSource: Uint8Array;
    },
  ) {
    const { size, users, deviation, seed, isSource } = options;
    const table = (name: string, rows: number): Parameter =>
      normalParameter([rows, size], {
        deviation,
        random: RandomStream.from(seed, "initialise", name),
      });
    const user = constantParameter([users + 1, size], 0);
    user.values.set(table("user.weight", users).values);
    const categories = 1 + (itemCategory?.reduce((last, each) => Math.max(last, each), -1) ?? -1);
    this.#category = itemCategory &&
      Uint32Array.from(
        { length: items + 1 },
        (_, item) =>
          item === items ? 2 * categories : itemCategory[item] + isSource[item] * categories,
      );
    this.parameters = {
      "user.weight": user,
      "item.weight": table("item.weight", items + 1),
      ...itemCategory && { "category.weight": table("category.weight", 2 * categories + 1) },
    };
    this.size = size;
    this.#tables = Object.fromEntries(
      Object.entries(this.parameters).map(([name, each]) => [name, new EmbeddingTable(each)]),
    );
  }

  /** Numbers per item vector. */
  get itemSize(): number {
    return this.#category ? 2 * this.size : this.size;
  }

  /** The vectors of some items as they are, a copy. */
  itemVectors(items: ArrayLike<number>): Parameter {
    const vectors = constantParameter([items.length, this.itemSize], 0), { size } = this;
    const parts = Object.entries(this.#rowsOf(items));
    parts.forEach(([name, rows], part) => {
      const { values } = this.parameters[name];
      for (let i = 0; i < rows.length; i++) {
        const from = rows[i] * size;
        vectors.values.set(values.subarray(from, from + size), i * this.itemSize + part * size);
      }
    });
    return vectors;
  }

  /**
   * Of some lists of users, −1 for an unknown one, and of items: the rows that go to the device, and
   * the vectors there.
   */
  lookup(
    users: readonly Int32Array[],
    items: readonly ArrayLike<number>[],
  ): {
    inputs: Parameters;
    rows: Record<string, Uint32Array>;
    users: ((weights: Weights) => Tensor)[];
    items: ((weights: Weights) => Tensor)[];
  } {
    const unknown = this.parameters["user.weight"].shape[0] - 1;
    const inputs: Record<string, Parameter> = {}, rows: Record<string, Uint32Array> = {};
    const take = (name: string, lists: readonly ArrayLike<number>[]) => {
      const found = this.#tables[name].lookup(...lists);
      [inputs[name], rows[name]] = [found.weights, found.rows];
      return found.places.map((places) => (weights: Weights) =>
        embed(weights.get(name, [-1, this.size]), places)
      );
    };
    const named = items.map((list) => this.#rowsOf(list));
    const parts = Object.keys(this.#rowsOf([])).map((name) =>
      take(name, named.map((each) => each[name]))
    );
    return {
      inputs,
      rows,
      users: take(
        "user.weight",
        users.map((list) => list.map((user) => user < 0 ? unknown : user)),
      ),
      items: items.map((_, list) => (weights: Weights) =>
        parts.map((part) => part[list](weights)).reduce((own, category) => own.concat(category, -1))
      ),
    };
  }

  /** By table of an item's parts, in their order: the rows of some items. */
  #rowsOf(items: ArrayLike<number>): Record<string, ArrayLike<number>> {
    const category = this.#category;
    return {
      "item.weight": items,
      ...category && { "category.weight": Uint32Array.from(items, (item) => category[item]) },
    };
  }
}
