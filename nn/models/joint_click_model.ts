import type { RandomStream } from "../../core/random_stream.ts";
import type { Catalogue, Histories, Scorer, TrainView } from "../../plugins/contract/mod.ts";
import { domainHistories } from "../batching/domain_histories.ts";
import type { Samples } from "../batching/event_samples.ts";
import { historyBatch } from "../batching/history_batch.ts";
import { ratedHistories } from "../batching/rated_histories.ts";
import { restoreParameters } from "../checkpoints/restore_parameters.ts";
import { writeCheckpoint } from "../checkpoints/write_checkpoint.ts";
import { labelLosses } from "../losses/label_losses.ts";
import { constantParameter } from "../parameters/constant_parameter.ts";
import type { Parameter, Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import { ClickTables } from "./_click_tables.ts";
import { scoreClicks } from "./_score_clicks.ts";
import type { Behaviours, ClickSide } from "./behaviours.ts";
import type { ClickModelOptions } from "./click_model_options.ts";
import type { ClickBranch, ClickHistory, ClickNetwork } from "./click_network.ts";
import type { PreparedBehaviours } from "./prepared_behaviours.ts";

/** Deviation of the vectors before training. */
const DEVIATION = 0.05;

/** Of a branch that reads none. */
const NO_HISTORIES = { length: 0, input: new Uint32Array(), present: new Uint8Array() };

/** Name of the tensor that is saved beside the parameters: the least rating of an item that was liked. */
const LIKED = "liked.rating";

/**
 * A model that tells whether a user likes an item of a **target** domain, trained on behaviours there
 * and in **source** domains jointly: vectors of users and items, and a network that gives both a logit.
 * Where it has categories, an item's vector is [own; category's]. `trainClicks` trains it.
 *
 * The target is the first domain that is no mere source (`role`); all the others are sources, and items
 * of theirs that are asked about get NaN.
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { JointClickModel } from "./joint_click_model.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const catalogue = {
 *   items: 3,
 *   itemDomain: Uint8Array.of(0, 1, 1),
 *   domains: [{ role: "source", pool: new Uint32Array() }, { role: "both", pool: Uint32Array.of(1, 2) }],
 *   itemIdentity: Uint32Array.of(0, 1, 2),
 *   itemTextSize: 0,
 * } as const;
 * const model = new JointClickModel(catalogue, {
 *   users: 1,
 *   liked: 4,
 *   size: 2,
 *   seed: 1,
 *   network: () => ({
 *     parameters: {},
 *     target: { reads: {}, parameters: {}, logits: (_, { user, item }) => user.mul(item).sum(-1) },
 *   }),
 * });
 * if (model.target !== 1 || model.sources.join() !== "0") throw new Error("not by their roles");
 * ```
 */
export class JointClickModel {
  /** What is recommended. */
  readonly catalogue: Catalogue;
  /** The domain that is asked about. */
  readonly target: number;
  /** All other domains. */
  readonly sources: readonly number[];
  /** What gives the logits. */
  readonly network: ClickNetwork;
  /** Everything that is trained, by name. */
  readonly parameters: Parameters;
  readonly #tables: ClickTables;
  readonly #regularisation: number;
  /** The least rating of an item that was liked. */
  readonly #liked: Parameter;
  /** 1 per item of a source. */
  readonly #isSource: Uint8Array;

  /**
   * The model before training: normal vectors, for an unknown user 0.
   *
   * @param options `users` of the train view; `liked`: the least rating of an item that was liked
   * @throws {RangeError} if no domain is asked about
   */
  constructor(
    catalogue: Catalogue,
    options: ClickModelOptions & { readonly users: number; readonly liked: number },
  ) {
    const { domains, itemDomain } = catalogue;
    const target = domains.findIndex(({ role }) => role !== "source");
    if (target < 0) {
      throw new RangeError(
        `Cannot find a target among ${domains.length} domains: all are sources, expected one that is asked about`,
      );
    }
    this.catalogue = catalogue;
    this.target = target;
    this.sources = [...domains.keys()].filter((domain) => domain !== target);
    this.#isSource = itemDomain.map((domain) => domain === target ? 0 : 1);
    this.#liked = constantParameter([1], options.liked);
    this.#regularisation = options.regularisation ?? 0;
    this.#tables = new ClickTables(catalogue, {
      ...options,
      deviation: DEVIATION,
      isSource: this.#isSource,
    });
    const { size: userSize, itemSize } = this.#tables;
    this.network = options.network({ userSize, itemSize });
    const { parameters, target: asked, source } = this.network;
    this.parameters = {
      ...this.#tables.parameters,
      ...parameters,
      ...asked.parameters,
      ...source?.parameters,
    };
  }

  /**
   * The model of a train view before training. An item was liked where its rating is no less than the
   * least that is labelled 1.
   */
  static of(train: TrainView, options: ClickModelOptions): JointClickModel {
    const { users, catalogue, label, events: { rating } } = train;
    const least = rating?.reduce(
      (least, each, event) => label[event] === 1 ? Math.min(least, each) : least,
      Infinity,
    ) ?? Infinity;
    // Without a rating that is labelled 1 nothing tells them apart.
    const liked = least < Infinity ? least : -Infinity;
    return new JointClickModel(catalogue, { ...options, users, liked });
  }

  /**
   * The model of what was `kept`.
   *
   * @throws {TypeError} if it is of another model
   */
  static restored(
    saved: Parameters,
    catalogue: Catalogue,
    options: ClickModelOptions,
  ): JointClickModel {
    const users = (saved["user.weight"]?.shape[0] ?? 1) - 1;
    const model = new JointClickModel(catalogue, { ...options, users, liked: NaN });
    restoreParameters(model.kept, saved);
    return model;
  }

  /** What is saved, by name: the parameters, and what is told apart by a rating. */
  get kept(): Parameters {
    return { ...this.parameters, [LIKED]: this.#liked };
  }

  /** Numbers per item vector. */
  get itemSize(): number {
    return this.#tables.itemSize;
  }

  /** The item that stands before a user's first event, and for a paired item where there is none. */
  get start(): number {
    return this.catalogue.items;
  }

  /** The vectors of some items as they are, `items.length × itemSize`: a copy, which nothing follows. */
  itemVectors(items: ArrayLike<number>): Parameter {
    return this.#tables.itemVectors(items);
  }

  /**
   * Samples of one side as behaviours, each paired with an item of the other side from its history:
   * one that is drawn, else the last one.
   *
   * @param samples with `row`, which says for each where its history is, several may share one
   */
  behaviours(
    samples: Pick<Samples, "history" | "target" | "label"> & {
      readonly user: ArrayLike<number>;
      readonly row?: Int32Array;
    },
    { side, random }: { side: ClickSide; random?: RandomStream },
  ): Behaviours {
    const { history, target: item, label, row = Int32Array.from(item.keys()) } = samples;
    const others = this.histories(history, side === "source" ? "target" : "source");
    const paired = Uint32Array.from(row, (sequence) => {
      const first = others.offsets[sequence], count = others.offsets[sequence + 1] - first;
      if (count === 0) return this.start;
      return others.item[first + (random ? random.below(count) : count - 1)];
    });
    return { side, user: Int32Array.from(samples.user), item, label, history, row, paired };
  }

  /** Of one side, the events of some histories. */
  histories(histories: Histories, side: ClickSide): Histories {
    const domain = new Uint8Array(histories.offsets.length).fill(side === "source" ? 1 : 0);
    return domainHistories(histories, { itemDomain: this.#isSource, domain });
  }

  /** Of one side, what was liked in some histories: all of it where they have no ratings. */
  liked(histories: Histories, side: ClickSide): Histories {
    const { values: [least] } = this.#liked;
    return this.histories(ratedHistories(histories, { least }), side);
  }

  /**
   * Some behaviours, part by part, with one set of inputs for all of them. A part of the source needs a
   * network that has a source.
   *
   * @param options `fit`: histories are padded to the longest of the part only, as training may
   */
  prepare(parts: readonly Behaviours[], { fit = true } = {}): PreparedBehaviours {
    const { network } = this, branches = parts.map(({ side }) => this.#branch(side));
    const histories = parts.map(({ history, row }, part) =>
      (["target", "source"] as const).map((side) => {
        const { [side]: length } = branches[part].reads, { start } = this;
        if (length === undefined) return NO_HISTORIES;
        const all = historyBatch(this.liked(history, side), { length, start, fit });
        return { length: all.length, ...rowsOf(all, row) };
      })
    );
    const lists = parts.map(({ item, paired }, part) => [
      item,
      branches[part].reads.paired ? paired : new Uint32Array(item.length).fill(this.start),
      ...histories[part].map(({ input }) => input),
    ]);
    const found = this.#tables.lookup(
      parts.map(({ user }) => user),
      lists.flat(),
    );
    const batches = parts.map(({ item: { length: size } }, part) => (weights: Weights) => {
      const [item, paired, ...others] = found.items.slice(4 * part, 4 * part + 4);
      const [target, source] = others.map((vectors, side): ClickHistory => {
        const { length, present } = histories[part][side];
        return {
          length,
          present,
          vectors: vectors(weights).reshape([size, length, this.itemSize]),
        };
      });
      return {
        ...{ size, target, source },
        user: found.users[part](weights),
        item: item(weights),
        paired: paired(weights),
      };
    });
    const own = branches.map(({ parameters }) => parameters);
    const count = parts.reduce((sum, { item }) => sum + item.length, 0);
    return {
      ...this.#regularisation > 0 && {
        penalty: (weights) =>
          Object.entries(found.inputs).map(([name, { shape }]) =>
            weights.get(name, shape).square().sum()
          ).reduce((sum, each) => sum.add(each)).mul(this.#regularisation / count),
      },
      inputs: Object.assign({}, network.parameters, ...own, found.inputs),
      rows: found.rows,
      logits: branches.map(({ logits }, part) => (weights) =>
        logits(weights, batches[part](weights))
      ),
      losses: branches.map(({ logits, penalties }, part) => (weights) => {
        const batch = batches[part](weights);
        const losses = labelLosses(logits(weights, batch), parts[part].label);
        return penalties ? losses.add(penalties(weights, batch)) : losses;
      }),
    };
  }

  /** A scorer with the weights that the model has whenever it is asked. */
  scorer(): Scorer {
    return {
      score: (batch) => scoreClicks(this, batch),
      save: () => Promise.resolve(writeCheckpoint(this.kept)),
    };
  }

  #branch(side: ClickSide): ClickBranch {
    const branch = this.network[side];
    if (branch) return branch;
    throw new TypeError(
      `Cannot score behaviours of the ${side}: the network has no branch for them, expected one`,
    );
  }
}

/** Padded histories, one per behaviour. */
function rowsOf(
  { input, present, length }: { input: Uint32Array; present: Uint8Array; length: number },
  rows: Int32Array,
): { input: Uint32Array; present: Uint8Array } {
  const at = (i: number): number => rows[Math.floor(i / length)] * length + i % length;
  const size = rows.length * length;
  return {
    input: Uint32Array.from({ length: size }, (_, i) => input[at(i)]),
    present: Uint8Array.from({ length: size }, (_, i) => present[at(i)]),
  };
}
