import type { EpochBatch, NegativeSampler } from "@permafrost/bench/nn";
import { corrupt } from "./_corrupt.ts";
import type { C2dsrModel } from "./_model.ts";
import { type OwnSequences, ownSequences } from "./_own_sequences.ts";

/** What a step asks of one domain. */
export interface DomainPlan {
  readonly domain: number;
  /** The domain's targets, as indices into the batch's. */
  readonly targets: Int32Array;
  /** Items that these are told from, and per target whether it is one of them. */
  readonly candidates: Uint32Array;
  readonly among: Uint8Array;
  /** The sequences that the domain's encoder reads. */
  readonly own: OwnSequences;
  /** Per target, the index into `own.input` of the domain's last event before it. */
  readonly before: Int32Array;
  /** What is contrasted, if anything is. */
  readonly contrast?: Contrast;
}

/** Sequences with events of the domain and of others: there are two views of their user. */
export interface Contrast {
  /** The sequences, as rows of the batch; the same as rows of `own`. */
  readonly rows: Int32Array;
  readonly ownRows: Int32Array;
  /** They again, the domain's items replaced, `rows × length`. */
  readonly corrupted: Uint32Array;
  /** 1 for positions that count in z, `rows × own.length`: those of the domain's events. */
  readonly ofDomain: Uint8Array;
  /** 1 for positions that count in c and c̃, `rows × length`: those of other domains' events. */
  readonly ofOthers: Uint8Array;
}

/**
 * Plans of all domains that a batch has something of. A domain that has neither a target nor anything
 * to contrast has none: its layers take no part in the step.
 */
export function batchPlans(
  model: C2dsrModel,
  batch: EpochBatch,
  sampler: NegativeSampler,
): DomainPlan[] {
  const { catalogue: { itemDomain, domains }, config } = model, { target, position } = batch;
  const negatives = batch.random("negatives"), corruption = batch.random("corruption");
  const count = config.loss === "full-softmax" ? Infinity : config.sharedNegatives;
  return domains.flatMap((_, domain) => {
    const targets = Int32Array.from(target.keys()).filter((at) =>
      itemDomain[target[at]] === domain
    );
    const contrasted = config.infomaxWeight > 0
      ? rowsOfBoth(batch, { domain, itemDomain })
      : new Int32Array();
    if (targets.length + contrasted.length === 0) return [];
    const rowOf = (at: number): number => Math.floor(position[at] / batch.length);
    const rows = Int32Array.from(new Set([...targets].map(rowOf).concat(...contrasted))).sort();
    const places = new Map([...rows].map((row, place) => [row, place]));
    const placeOf = (row: number): number => places.get(row) ?? -1;
    const own = ownSequences(batch, { rows, domain, itemDomain, start: model.startOf(domain) });
    const candidates = targets.length === 0
      ? new Uint32Array()
      : sampler.sample(domain, { count, random: negatives });
    const known = new Set(candidates);
    return [{
      domain,
      targets,
      candidates,
      among: Uint8Array.from(targets, (at) => known.has(target[at]) ? 1 : 0),
      own,
      before: targets.map((at) =>
        own.last[placeOf(rowOf(at)) * batch.length + position[at] % batch.length]
      ),
      ...contrasted.length > 0 && {
        contrast: contrastOf(batch, {
          ...{ rows: contrasted, ownRows: contrasted.map(placeOf), own, domain, itemDomain },
          corrupted: (input) =>
            corrupt(input, {
              ...{ domain, itemDomain, pool: sampler.pool(domain), random: corruption },
            }),
        }),
      },
    }];
  });
}

/** Rows of a batch with an event of a domain and one of another domain. */
function rowsOfBoth(
  { input, size, length }: Pick<EpochBatch, "input" | "size" | "length">,
  { domain, itemDomain }: { domain: number; itemDomain: Uint8Array },
): Int32Array {
  return Int32Array.from({ length: size }, (_, row) => row).filter((row) => {
    const events = input.subarray(row * length, (row + 1) * length)
      .filter((item) => item < itemDomain.length);
    return events.some((item) => itemDomain[item] === domain) &&
      events.some((item) => itemDomain[item] !== domain);
  });
}

function contrastOf(
  { input, length }: Pick<EpochBatch, "input" | "length">,
  { rows, ownRows, own, domain, itemDomain, corrupted }: {
    rows: Int32Array;
    ownRows: Int32Array;
    own: OwnSequences;
    domain: number;
    itemDomain: Uint8Array;
    corrupted: (input: Uint32Array) => Uint32Array;
  },
): Contrast {
  const real = new Uint32Array(rows.length * length);
  const ofDomain = new Uint8Array(rows.length * own.length);
  rows.forEach((row, at) => {
    real.set(input.subarray(row * length, (row + 1) * length), at * length);
    // Behind the start token.
    const first = at * own.length + 1;
    ofDomain.fill(1, first, first + own.events[ownRows[at]]);
  });
  const ofOthers = Uint8Array.from(
    real,
    (item) => item < itemDomain.length && itemDomain[item] !== domain ? 1 : 0,
  );
  return { rows, ownRows, corrupted: corrupted(real), ofDomain, ofOthers };
}
