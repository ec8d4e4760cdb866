import type { Catalogue, Histories as HistoryEvents } from "@permafrost/bench/method";
import {
  EmbeddingTable,
  historyBatch,
  type Parameters,
  readCheckpoint,
  restoreParameters,
  writeCheckpoint,
} from "@permafrost/bench/nn";
import { manParameters } from "./_man_parameters.ts";
import type { Histories, Pairs, Spaces } from "./_network.ts";
import type { ManConfig } from "./method.ts";

/** What goes to the device for a computation. */
export interface ManInputs {
  /** What the computation is of. */
  readonly inputs: Parameters;
  /** Of the tables among it, which rows these are. */
  readonly rows: Readonly<Record<string, Uint32Array>>;
}

/** The name of a space's table. */
function tableName(space: keyof Spaces<unknown>, domain: number): string {
  return space === "local" ? `local.${domain}.item.weight` : "global.item.weight";
}

/** Item vectors of every domain and of all together, encoders, attentions: what is trained. */
export class ManModel {
  readonly catalogue: Catalogue;
  readonly config: ManConfig;
  /** Everything that is trained, by name: `local.<domain>.…` or `global.…`. */
  readonly parameters: Parameters;
  /** Spaces that the config has. */
  readonly #spaces: readonly (keyof Spaces<unknown>)[];
  /** Row of an item in its domain's table M^A, in the table M of all: equal items share that one. */
  readonly #rows: Required<Spaces<Uint32Array>>;
  readonly #tables = new Map<string, EmbeddingTable>();
  /** By domain, what a computation of it may use besides the tables. */
  readonly #inputs: readonly Parameters[];

  /** The model before training. */
  constructor(catalogue: Catalogue, config: ManConfig, seed: number) {
    const { items, itemDomain, itemIdentity, domains } = catalogue, { parts } = config;
    this.catalogue = catalogue;
    this.config = config;
    this.#spaces = parts === "both" ? ["local", "global"] : [parts];
    const counts = domains.map(() => 0), identities = new Map<number, number>();
    const global = itemIdentity.map((identity) => {
      const row = identities.get(identity) ?? identities.size;
      identities.set(identity, row);
      return row;
    });
    const local = Uint32Array.from({ length: items }, (_, item) => counts[itemDomain[item]]++);
    this.#rows = { local, global };
    this.parameters = manParameters(config, { items: counts, identities: identities.size, seed });
    for (const [name, parameter] of Object.entries(this.parameters)) {
      if (name.endsWith(".item.weight")) this.#tables.set(name, new EmbeddingTable(parameter));
    }
    this.#inputs = domains.map((_, domain) =>
      Object.fromEntries(
        Object.entries(this.parameters).filter(([name]) =>
          !this.#tables.has(name) && (name.startsWith(`local.${domain}.`) ||
            name.startsWith(`global.domains.${domain}.`) ||
            name.startsWith("global.") && !name.startsWith("global.domains."))
        ),
      )
    );
  }

  /**
   * Histories, items to score with them, or both, ready for the device: nothing of another domain is
   * among the inputs.
   *
   * @param asked `histories`: what came before, items of this domain only; `fit`: no more positions
   * than the longest one needs; `targets`: items of the domain
   */
  prepare(
    domain: number,
    asked: { histories?: HistoryEvents; fit?: boolean; targets?: Uint32Array },
  ): ManInputs & { histories: Histories; targets: Pairs["targets"] } {
    const none = { offsets: new Uint32Array(1), item: new Uint32Array(), time: new Float64Array() };
    const start = this.catalogue.items, { fit = false } = asked;
    const { size, length, input, present } = historyBatch(asked.histories ?? none, {
      ...{ length: this.config.maximumLength, start, fit },
    });
    const inputs = { ...this.#inputs[domain] }, rows: Record<string, Uint32Array> = {};
    const items: Partial<Record<keyof Spaces<unknown>, Int32Array>> = {};
    const targets: typeof items = {};
    for (const space of this.#spaces) {
      const name = tableName(space, domain), table = this.#tables.get(name);
      if (table === undefined) throw new TypeError(`Cannot look up "${name}": there is none`);
      // The row behind those of the items is the start token's.
      const last = table.parameter.shape[0] - 1, own = this.#rows[space];
      const lookup = table.lookup(
        ...[input, asked.targets ?? new Uint32Array()].map((list) =>
          list.map((item) => item === start ? last : own[item])
        ),
      );
      inputs[name] = lookup.weights;
      rows[name] = lookup.rows;
      [items[space], targets[space]] = lookup.places;
    }
    return { inputs, rows, histories: { domain, size, length, present, items }, targets };
  }

  /** Copies weights that `save` wrote into this model. */
  restore(weights: Uint8Array): void {
    restoreParameters(this.parameters, readCheckpoint(weights));
  }

  /** The weights as a safetensors file. */
  save(): Uint8Array {
    return writeCheckpoint(this.parameters);
  }
}
