import { labelKey } from "../core/label_key.ts";
import { philox4x32 } from "../core/philox.ts";
import type { Corpus } from "../core/corpus.ts";
import type { CandidatePools } from "./candidates/candidate_pools.ts";
import { CandidateSampler } from "./candidates/sample_candidates.ts";
import type { CaseSet } from "./case_set.ts";
import { frameOrder } from "./frame_order.ts";
import { history } from "./history.ts";
import type { IdHashes } from "./id_hashes.ts";
import type { Protocol } from "./protocol.ts";
import type { SplitResult } from "./split/split_result.ts";
import type { Timeline } from "./timeline.ts";

/** What the cases of one part are made from. */
export interface CaseSources {
  readonly corpus: Corpus;
  readonly hashes: IdHashes;
  readonly timeline: Timeline;
  readonly pools: CandidatePools;
  /** Per canonical item: 1 = it has a training event. */
  readonly trained: Uint8Array;
}

/** What one part asks. */
export interface CasePart {
  /** Timeline rows of the answers. */
  readonly answers: readonly number[];
  /** Canonical user per timeline row. */
  readonly userOf: (row: number) => number;
  /** As in `CaseSet`. */
  readonly visible: Uint8Array;
  /** As in `CaseSet`. */
  readonly counted: Uint8Array;
  /** Per timeline event: 1 = it may be learned from. */
  readonly training: Uint8Array;
  /** Slices that the split tells, per timeline event. */
  readonly slices: SplitResult["slices"];
}

/**
 * Builds the cases of one part: sorted into frames, flagged, with their candidates drawn.
 *
 * @param part answers in any order: the frames order them
 * @param protocol whose seed, frame size and candidates hold
 * @returns the cases in frame order
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { buildCases } from "./build_cases.ts";
 * import { freeze } from "./freeze.ts";
 * import { idHashes } from "./id_hashes.ts";
 * import { loadProtocol } from "./load_protocol.ts";
 * const frozen = await loadProtocol("leave-one-out-full@1"), { protocol } = frozen;
 * const { corpus, timeline, pools, test } = freeze(await loadDataset("tundra-tiny"), frozen);
 * const trained = new Uint8Array(corpus.catalogue.length).fill(1);
 * const hashes = idHashes(corpus, protocol.seed);
 * const sources = { corpus, hashes, timeline, pools: { headline: pools, cold: [] }, trained };
 * const userOf = () => test.user[7], training = new Uint8Array(timeline.length);
 * const part = { ...test, answers: [test.event[7]], userOf, training, slices: {} };
 * const cases = buildCases(sources, part, protocol);
 * if (cases.length !== 1 || cases.target[0] !== test.target[7]) throw new Error("another answer");
 * ```
 */
export function buildCases(sources: CaseSources, part: CasePart, protocol: Protocol): CaseSet {
  const { corpus, hashes, timeline, trained } = sources;
  const { answers, visible, counted } = part;
  const length = answers.length;
  const user = new Uint32Array(length), tie = new Uint32Array(length);
  const time = new Float64Array(length), interval = new Float64Array(length);
  const [k0, k1] = labelKey(protocol.seed, "tie"), out = new Uint32Array(4);
  for (let i = 0; i < length; i++) {
    const row = answers[i], u = part.userOf(row), item = timeline.item[row];
    user[i] = u;
    time[i] = timeline.time[row];
    interval[i] = Math.floor(time[i] / (86400 * protocol.popularityDays));
    philox4x32(
      out,
      hashes.user[2 * u],
      hashes.user[2 * u + 1],
      hashes.item[2 * item],
      hashes.item[2 * item + 1],
      k0,
      k1,
    );
    tie[i] = out[0];
  }
  const { order, frames } = frameOrder({ user, time, interval, tie }, {
    size: protocol.frame,
    users: corpus.users.length,
  });
  const event = Uint32Array.from(order, (i) => answers[i]);
  const target = Uint32Array.from(event, (row) => timeline.item[row]);
  const warm = Uint8Array.from(target, (item) => trained[item]);
  const asked = {
    length,
    user: Uint32Array.from(order, (i) => user[i]),
    event,
    target,
    domain: Uint8Array.from(target, (item) => corpus.catalogue.domain[item]),
    time: Float64Array.from(order, (i) => time[i]),
    interval: Float64Array.from(order, (i) => interval[i]),
    frames,
    visible,
    ...(protocol.split.kind === "users" && { historyLength: protocol.split.historyLength }),
    counted,
    headline: protocol.candidates.pool === "trained" ? warm : new Uint8Array(length).fill(1),
    warm,
    timeTied: timeTied(timeline, { event, part }),
    slices: {},
  };
  const cases = { ...asked, slices: sliceFlags(asked, { timeline, part, protocol }) };
  if (protocol.candidates.kind === "shown") return { ...cases, candidates: shown(target) };
  return protocol.candidates.kind === "full"
    ? cases
    : { ...cases, candidates: drawCandidates(sources, cases, protocol) };
}

/** Flags of the protocol's slices, and of the cases whose order hangs on a time tie. */
function sliceFlags(
  { warm, event, timeTied }: Pick<CaseSet, "warm" | "event" | "timeTied">,
  { timeline, part, protocol }: { timeline: Timeline; part: CasePart; protocol: Protocol },
): CaseSet["slices"] {
  const known = Uint8Array.from(event, (row) => {
    const user = part.userOf(row);
    return part.training.subarray(timeline.offsets[user], timeline.offsets[user + 1]).includes(1)
      ? 1
      : 0;
  });
  const not = (flags: Uint8Array): Uint8Array => flags.map((each) => 1 - each);
  const flags: Record<string, Uint8Array> = {
    cold: not(warm),
    warm,
    "known-user": known,
    "new-user": not(known),
  };
  for (const [name, of] of Object.entries(part.slices)) {
    flags[name] = Uint8Array.from(event, (row) => of[row]);
  }
  const named = protocol.slices.filter((name) => name !== "domain").map((name) => {
    if (flags[name]) return [name, flags[name]] as const;
    throw new TypeError(
      `Cannot slice by "${name}": a split of kind "${protocol.split.kind}" does not tell, ` +
        `expected ${Object.keys(flags).join(", ")}`,
    );
  });
  return { ...Object.fromEntries(named), "time-tied": timeTied };
}

/** Per case: 1 = a neighbouring event of the same user has the answer's very time. */
function timeTied(
  timeline: Timeline,
  { event, part }: { event: Uint32Array; part: CasePart },
): Uint8Array {
  return Uint8Array.from(event, (row) => {
    const user = part.userOf(row), from = timeline.offsets[user], to = timeline.offsets[user + 1];
    const before = row > from && timeline.time[row - 1] === timeline.time[row];
    const after = row + 1 < to && timeline.time[row + 1] === timeline.time[row];
    return before || after ? 1 : 0;
  });
}

/** The answer alone. */
function shown(target: Uint32Array): NonNullable<CaseSet["candidates"]> {
  return { offsets: Uint32Array.from({ length: target.length + 1 }, (_, i) => i), items: target };
}

function drawCandidates(
  { corpus, hashes, timeline, pools }: CaseSources,
  cases: Omit<CaseSet, "candidates">,
  protocol: Protocol,
): { offsets: Uint32Array; items: Uint32Array } {
  const count = protocol.candidates.kind === "sampled" ? protocol.candidates.count : 0;
  const { domains, domain } = corpus.catalogue;
  const keys = domains.map((name) => labelKey(protocol.seed, "candidates", name));
  const sampler = new CandidateSampler([...pools.headline, ...pools.cold], corpus.catalogue.length);
  const offsets = new Uint32Array(cases.length + 1);
  const items = new Uint32Array(cases.length * (count + 1));
  for (let i = 0; i < cases.length; i++) {
    const d = cases.domain[i], user = cases.user[i];
    let ordinal = 0;
    for (let row = timeline.offsets[user]; row < cases.event[i]; row++) {
      if (domain[timeline.item[row]] === d) ordinal++;
    }
    offsets[i + 1] = offsets[i] + sampler.draw(
      {
        key: keys[d],
        user: [hashes.user[2 * user], hashes.user[2 * user + 1]],
        ordinal,
        pool: cases.headline[i] ? d : domains.length + d,
        count,
        target: cases.target[i],
        history: history({ timeline, corpus }, cases, i).map((row) => timeline.item[row]),
      },
      items,
      offsets[i],
    );
  }
  return { offsets, items: items.subarray(0, offsets[cases.length]) };
}
