import type { CaseSet } from "../case_set.ts";
import type { Task } from "../task.ts";
import type { Timeline } from "../timeline.ts";
import { learned } from "./_learned.ts";
import { type Share, shareOf } from "./share_of.ts";
import type { SplitRule } from "./split_rule.ts";

/** What stands in two parts though it may not: each count has to be 0. */
export interface PartsApart {
  /** Answers that are learned from, or are asked twice. */
  readonly answers: Share;
  /** Answers whose user learns that very item elsewhere; null where repeats may be asked. */
  readonly items: Share | null;
  /**
   * Rows (a raw user id in a domain) with a test case that are to be kept apart, and yet have a
   * training event or a validation case; null where the split keeps none apart.
   */
  readonly rows: Share | null;
}

/**
 * Looks for users, items and events in more than one part where the split forbids it. Users are told
 * apart by their raw id, so that one who stands in the corpus twice is one.
 *
 * @param rule says what is forbidden
 * @throws {TypeError} if the rule speaks of a slice that the test cases do not have
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { freeze } from "../freeze.ts";
 * import { loadProtocol } from "../load_protocol.ts";
 * import { partsApart } from "./parts_apart.ts";
 * import { splitRule } from "./split_rule.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const rule = splitRule("leave-one-out"), training = task.training.slice();
 * if (partsApart(task, rule).answers.count !== 0) throw new Error("not apart");
 * training[task.test.event[0]] = 1;
 * if (partsApart({ ...task, training }, rule).answers.count !== 1) throw new Error("overlooked");
 * ```
 */
export function partsApart(
  task: Pick<Task, "corpus" | "timeline" | "training" | "adaptation" | "validation" | "test">,
  { repeatsAsked, rowsApart }: Pick<SplitRule, "repeatsAsked" | "rowsApart">,
): PartsApart {
  const { timeline, adaptation, validation, test } = task;
  const parts = { learned: learned(task), before: [validation], test };
  if (adaptation) parts.before.push(adaptation.validation);
  const asked = new Uint8Array(timeline.length);
  let answers = 0, items = 0, all = 0;
  for (const part of [...parts.before, test]) {
    all += part.length;
    for (const row of part.event) {
      if (parts.learned[row] === 1 || asked[row] === 1) answers++;
      asked[row] = 1;
    }
    if (!repeatsAsked) items += learnedItems(timeline, part, parts.learned);
  }
  return {
    answers: shareOf(answers, all),
    items: repeatsAsked ? null : shareOf(items, all),
    rows: rowsApart === "none" ? null : crossingRows(
      task,
      parts,
      rowsApart === "all" ? undefined : flagsOf(test, rowsApart),
    ),
  };
}

/** Who is learned from, asked before the test, and asked in it. */
interface Parts {
  readonly learned: Uint8Array;
  readonly before: readonly CaseSet[];
  readonly test: CaseSet;
}

/** Number of answers whose user learns the answer's item. */
function learnedItems(
  { offsets, item }: Timeline,
  { length, user, target }: CaseSet,
  flags: Uint8Array,
): number {
  let found = 0;
  for (let i = 0; i < length; i++) {
    const end = offsets[user[i] + 1];
    let row = offsets[user[i]];
    while (row < end && !(flags[row] === 1 && item[row] === target[i])) row++;
    if (row < end) found++;
  }
  return found;
}

/** Per canonical user, the first user of the same raw id. */
function sameUsers(users: readonly string[]): Uint32Array {
  const first = new Map<string, number>();
  return Uint32Array.from(users, (name, user) => {
    const known = first.get(name);
    if (known === undefined) first.set(name, user);
    return known ?? user;
  });
}

function flagsOf({ slices }: CaseSet, slice: string): Uint8Array {
  if (slices[slice]) return slices[slice];
  throw new TypeError(
    `Cannot check the slice "${slice}": the test cases do not have it, expected one of ${
      Object.keys(slices).map((name) => `"${name}"`).join(", ")
    }`,
  );
}

function crossingRows(
  { corpus, timeline }: Pick<Task, "corpus" | "timeline">,
  { learned: flags, before, test }: Parts,
  kept: Uint8Array | undefined,
): Share {
  const { domain, domains } = corpus.catalogue, users = sameUsers(corpus.users);
  const rowOf = (user: number, d: number): number => users[user] * domains.length + d;
  const apart = new Set<number>(), crossing = new Set<number>();
  for (let i = 0; i < test.length; i++) {
    if (!kept || kept[i] === 1) apart.add(rowOf(test.user[i], test.domain[i]));
  }
  const meet = (row: number): void => {
    if (apart.has(row)) crossing.add(row);
  };
  for (let user = 0; user < users.length; user++) {
    for (let row = timeline.offsets[user]; row < timeline.offsets[user + 1]; row++) {
      if (flags[row] === 1) meet(rowOf(user, domain[timeline.item[row]]));
    }
  }
  for (const part of before) {
    for (let i = 0; i < part.length; i++) meet(rowOf(part.user[i], part.domain[i]));
  }
  return shareOf(crossing.size, apart.size);
}
