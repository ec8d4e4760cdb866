import type { Corpus } from "../core/corpus.ts";
import { UserError } from "../core/user_error.ts";
import { buildCases } from "./build_cases.ts";
import { candidatePools } from "./candidates/candidate_pools.ts";
import type { CaseSet } from "./case_set.ts";
import { compactTimeline } from "./compact_timeline.ts";
import { fingerprint } from "./fingerprint.ts";
import type { FrozenProtocol } from "./frozen_protocol.ts";
import { idHashes } from "./id_hashes.ts";
import { orderEvents } from "./order_events.ts";
import { sampleAnswers } from "./sample_answers.ts";
import { EventRole } from "./split/event_role.ts";
import { leaveOneOut } from "./split/leave_one_out.ts";
import type { Task } from "./task.ts";

/**
 * Applies a frozen protocol to a corpus: orders the events, splits them, fixes histories, pools,
 * candidates and frames, and hashes the whole.
 *
 * @returns the task in canonical indices, with its fingerprint
 * @throws {UserError} if the protocol does not fit the data: too few domains, no cases, an empty pool
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
export function freeze(corpus: Corpus, frozen: FrozenProtocol): Task {
  const { protocol } = frozen, { catalogue } = corpus;
  const name = `${protocol.id}@${protocol.version}`;
  refuseDomains(corpus, frozen);
  const hashes = idHashes(corpus, protocol.seed);
  const ordered = orderEvents(corpus, hashes, protocol.seed);
  const split = leaveOneOut(ordered, protocol.split, catalogue);
  const { timeline, role } = compactTimeline(ordered, split.role);

  const training = role.map((each) => each === EventRole.training ? 1 : 0);
  const trained = new Uint8Array(catalogue.length);
  for (let row = 0; row < timeline.length; row++) {
    if (training[row]) trained[timeline.item[row]] = 1;
  }
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
  const testAnswers = rowsOf(EventRole.test), validationAnswers = rowsOf(EventRole.validation);
  if (testAnswers.length === 0) {
    throw new UserError(
      `Cannot apply protocol "${name}" to "${corpus.id}": no user has ${protocol.split.minimumEvents} events with three different items, expected at least one`,
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
  const validation = buildCases(sources, {
    answers: sampleAnswers(validationAnswers.filter(isHeadline), {
      timeline,
      hashes,
      userOf,
      seed: protocol.seed,
      most: protocol.validationCases,
    }),
    userOf,
    // Neither answers nor the repeats between them, which may show an answer's item again.
    visible: training,
    counted: training,
  }, protocol);
  const test = buildCases(sources, {
    answers: testAnswers,
    userOf,
    visible: testVisible(role, protocol.split.by),
    counted: new Uint8Array(timeline.length).fill(1),
  }, protocol);

  const task = {
    protocol: frozen,
    corpus,
    timeline,
    training,
    pools: pools.headline,
    validation,
    test,
    counts: {
      users: corpus.users.length,
      events: timeline.length,
      trainingEvents: training.reduce((sum, each) => sum + each, 0),
      duplicates: corpus.duplicates,
      repeats: split.repeats,
      dropped: ordered.length - timeline.length,
      sequencesWithoutCases: split.sequencesWithoutCases,
      validationCases: validation.length,
      testCases: test.length,
      coldCases: test.length - ones(test.warm),
      exhaustedCases: exhausted(test, frozen),
      timeTiedCases: ones(test.timeTied),
    },
  };
  return { ...task, fingerprint: fingerprint(task) };
}

/** Test histories show training events always, a sequence's validation answer and repeats to its own cases. */
function testVisible(role: Uint8Array, by: "user" | "user-domain"): Uint8Array {
  const own = by === "user" ? 1 : 2;
  return role.map((each) => {
    if (each === EventRole.training) return 1;
    return each === EventRole.test ? 0 : own;
  });
}

function exhausted(cases: CaseSet, { protocol }: FrozenProtocol): number {
  if (protocol.candidates.kind === "full" || !cases.candidates) return 0;
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

function refuseDomains(corpus: Corpus, { protocol }: FrozenProtocol): void {
  const { min, max } = protocol.domains, has = corpus.catalogue.domains.length;
  if (has >= min && has <= max) return;
  const wanted = has < min ? `at least ${min}` : `at most ${max}`;
  throw new UserError(
    `Cannot apply protocol "${protocol.id}@${protocol.version}" to "${corpus.id}": the data has ${has} domain${
      has === 1 ? "" : "s"
    }, expected ${wanted}`,
  );
}
