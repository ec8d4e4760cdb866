import type { Corpus } from "../core/corpus.ts";
import { UserError } from "../core/user_error.ts";
import { wantedCases } from "./_wanted_cases.ts";
import { activeUsers } from "./active_users.ts";
import { buildCases } from "./build_cases.ts";
import { candidatePools } from "./candidates/candidate_pools.ts";
import type { CaseSet } from "./case_set.ts";
import { compactTimeline } from "./compact_timeline.ts";
import { domainLast } from "./domain_last.ts";
import { fingerprint } from "./fingerprint.ts";
import type { FrozenProtocol } from "./frozen_protocol.ts";
import { idHashes } from "./id_hashes.ts";
import { orderEvents } from "./order_events.ts";
import { protocolName } from "./protocol_name.ts";
import { refuseUnfit } from "./refuse_unfit.ts";
import { sampleAnswers } from "./sample_answers.ts";
import { EventRole } from "./split/event_role.ts";
import { splitEvents } from "./split/split_events.ts";
import { splitUsers } from "./split_users.ts";
import type { Protocol } from "./protocol.ts";
import type { Task } from "./task.ts";
import type { Timeline } from "./timeline.ts";

/**
 * Applies a frozen protocol to a corpus: orders the events, splits them, fixes histories, pools,
 * candidates and frames, and hashes the whole.
 *
 * @returns the task in canonical indices, with its fingerprint
 * @throws {UserError} if the protocol does not fit the data (too few domains, users or events, no
 * ratings, no cases, an empty pool), or has arms and this is none of them
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "./freeze.ts";
 * import { loadProtocol } from "./load_protocol.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * if (task.test.length !== task.corpus.users.length) throw new Error("not one case per user");
 * ```
 */
export function freeze(given: Corpus, frozen: FrozenProtocol): Task {
  const { protocol } = frozen, name = protocolName(frozen);
  refuseUnfit(given, frozen);
  const corpus = prepared(given, protocol.split), { catalogue } = corpus;
  const hashes = idHashes(corpus, protocol.seed);
  const ordered = orderEvents(corpus, hashes, protocol.seed);
  const whole = splitEvents(ordered, protocol, { corpus, hashes });
  const { timeline, split } = compactTimeline(ordered, whole), { role } = split;

  const training = role.map((each) => each === EventRole.training ? 1 : 0);
  const learned = split.adaptation?.view.map((each, row) => each | training[row]) ?? training;
  const trained = trainedItems(timeline, { learned, catalogue, byIdentity: protocol.split.kind });
  const pools = candidatePools(catalogue, { pool: protocol.candidates.pool, trained });
  const users = new Uint32Array(timeline.length);
  for (let user = 0; user < corpus.users.length; user++) {
    users.fill(user, timeline.offsets[user], timeline.offsets[user + 1]);
  }
  const userOf = (row: number): number => users[row];
  const rowsOf = (wanted: number): number[] => {
    const rows: number[] = [];
    for (let row = 0; row < role.length; row++) if (role[row] === wanted) rows.push(row);
    return rows;
  };
  const testAnswers = rowsOf(EventRole.test);
  if (testAnswers.length === 0) {
    throw new UserError(
      `Cannot apply protocol "${name}" to "${corpus.id}": its rule leaves no test case, expected ${
        wantedCases(protocol.split)
      }`,
    );
  }
  const isHeadline = (row: number): boolean =>
    protocol.candidates.pool === "catalogue" || trained[timeline.item[row]] === 1;
  if (!testAnswers.some(isHeadline)) {
    throw new UserError(
      `Cannot apply protocol "${name}" to "${corpus.id}": the candidate pool is empty for every test case, expected test items with training events`,
    );
  }
  const sources = { corpus, hashes, timeline, pools, trained };
  const cases = (answers: readonly number[], visible: Uint8Array, counted: Uint8Array): CaseSet =>
    buildCases(sources, {
      ...{ answers, userOf, visible, counted, training },
      slices: split.slices,
    }, protocol);
  const sampled = (answers: readonly number[]): readonly number[] =>
    sampleAnswers(answers.filter(isHeadline), {
      ...{ timeline, hashes, userOf, seed: protocol.seed },
      most: protocol.validationCases,
    });
  // Neither answers nor the repeats between them, which may show an answer's item again; but of users
  // who are for validation alone, all that they did before.
  const before = protocol.split.kind === "users" ? split.visible : training;
  const validation = cases(sampled(rowsOf(EventRole.validation)), before, training);
  const test = cases(testAnswers, split.visible, split.counted);
  const adaptation = split.adaptation && protocol.split.kind === "users" && {
    ...split.adaptation,
    domain: catalogue.domains.indexOf(protocol.split.target),
    // Who may not adapt may not be told how well it does there either.
    validation: cases(
      protocol.split.samples === 0 ? [] : sampled(rowsOf(EventRole.adaptValidation)),
      before,
      learned,
    ),
  };

  const label = labels(timeline, protocol.split);
  if (label) {
    const applied = `"${name}" to "${corpus.id}"`;
    refuseOneClass(label, { cases: validation, of: "validation", applied });
    refuseOneClass(label, { cases: test, of: "test", applied });
  }

  const task = {
    protocol: frozen,
    corpus,
    timeline,
    training,
    ...(label && { label }),
    ...(adaptation && { adaptation }),
    pools: pools.headline,
    trained,
    validation,
    test,
    counts: {
      users: corpus.users.filter((_, u) => timeline.offsets[u] < timeline.offsets[u + 1]).length,
      events: timeline.length,
      trainingEvents: training.reduce((sum, each) => sum + each, 0),
      duplicates: corpus.duplicates,
      repeats: split.repeats,
      dropped: given.interactions.length - timeline.length,
      sequencesWithoutCases: split.sequencesWithoutCases,
      validationCases: validation.length,
      testCases: test.length,
      coldCases: test.length - ones(test.warm),
      exhaustedCases: exhausted(test, frozen),
      timeTiedCases: ones(test.timeTied),
      ...(label && { likedCases: test.event.reduce((sum, row) => sum + label[row], 0) }),
    },
  };
  return { ...task, fingerprint: fingerprint(task) };
}

/** The corpus as the split needs it. */
function prepared(corpus: Corpus, split: Protocol["split"]): Corpus {
  if (split.kind === "users") return domainLast(corpus, split.target);
  if (split.kind !== "time-windows") return corpus;
  // Before users are cut apart, so that both arms hold the same events.
  const active = activeUsers(corpus, split.minimumEvents);
  return split.overlap === 0 ? splitUsers(active) : active;
}

/** Per item: 1 = it, or where users are split the same raw item of any domain, may be learned from. */
function trainedItems(
  { item, length }: Timeline,
  { learned, catalogue, byIdentity }: {
    learned: Uint8Array;
    catalogue: Corpus["catalogue"];
    byIdentity: Protocol["split"]["kind"];
  },
): Uint8Array {
  const trained = new Uint8Array(catalogue.length);
  for (let row = 0; row < length; row++) if (learned[row]) trained[item[row]] = 1;
  if (byIdentity !== "users") return trained;
  const known = new Set(catalogue.identity.filter((_, i) => trained[i] === 1));
  return trained.map((_, i) => known.has(catalogue.identity[i]) ? 1 : 0);
}

/** Per event: 1 = its rating is above the split's bound. */
function labels({ rating }: Timeline, split: Protocol["split"]): Uint8Array | undefined {
  if (split.kind !== "click" || rating === undefined) return undefined;
  return Uint8Array.from(rating, (each) => each > split.likedAbove ? 1 : 0);
}

function exhausted(cases: CaseSet, { protocol }: FrozenProtocol): number {
  if (protocol.candidates.kind !== "sampled" || !cases.candidates) return 0;
  const { offsets } = cases.candidates, wanted = protocol.candidates.count + 1;
  let number = 0;
  for (let i = 0; i < cases.length; i++) if (offsets[i + 1] - offsets[i] < wanted) number++;
  return number;
}

function ones(flags: Uint8Array): number {
  let number = 0;
  for (let i = 0; i < flags.length; i++) number += flags[i];
  return number;
}

/** A part whose answers all have one label cannot be told apart by any score. */
function refuseOneClass(
  label: Uint8Array,
  part: { cases: CaseSet; of: string; applied: string },
): void {
  const liked = part.cases.event.reduce((sum, row) => sum + label[row], 0);
  if (liked > 0 && liked < part.cases.length) return;
  throw new UserError(
    `Cannot apply protocol ${part.applied}: ${liked} of ${part.cases.length} ${part.of} answers have label 1, expected both labels`,
  );
}
