import type { Outcomes, RankedPools } from "../leaderboard/schema/outcomes.ts";
import type { CaseSet } from "../protocols/case_set.ts";
import { history } from "../protocols/history.ts";
import type { Task } from "../protocols/task.ts";
import type { Examined } from "./examine.ts";
import type { WholePools } from "./ranking/examine_whole_pools.ts";

/** What the task and the answers do not say by themselves. */
export interface OutcomesOptions {
  /** The part that was examined; the test cases unless said. */
  readonly cases?: CaseSet;
  /** Ranks of the headline cases among their whole pools, beside sampled candidates. */
  readonly whole?: WholePools | undefined;
  /** Whether the method says that its scores are logits; no unless said. */
  readonly logits?: boolean;
}

/**
 * The columns of an outcomes file: what the cases are, and what became of them.
 *
 * @param examined of these cases
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { examine } from "./examine.ts";
 * import { nextIdAnswer } from "./next_id_examinee.ts";
 * import { outcomesOf } from "./outcomes_of.ts";
 * import { PopularityIndex } from "./popularity_index.ts";
 * import { unshuffled } from "./shuffle.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const map = unshuffled(task), popularity = new PopularityIndex(task, task.test, map);
 * const exam = { shuffle: map, popularity, answer: nextIdAnswer(task) };
 * const outcomes = outcomesOf(task, await examine(task, task.test, exam));
 * if (outcomes.length !== 200 || !("cold" in outcomes.slices)) throw new Error("not every case");
 * ```
 */
export function outcomesOf(
  task: Task,
  examined: Examined,
  { cases = task.test, logits = false, whole }: OutcomesOptions = {},
): Outcomes {
  const { protocol: { protocol }, corpus } = task;
  return {
    length: cases.length,
    domains: corpus.catalogue.domains,
    metrics: protocol.metrics,
    user: cases.user,
    answerGroup: answerGroups(cases.target),
    domain: cases.domain,
    headline: cases.headline,
    slices: cases.slices,
    greater: examined.greater,
    tied: examined.tied,
    ranked: examined.ranked,
    ...(whole && { whole: wholeColumns(whole, cases.length) }),
    answers: answersOf(task, examined, { cases, logits }),
  };
}

/** A row per case of the part; zeros for the cases that were not asked. */
function wholeColumns(
  { cases, examined }: WholePools,
  length: number,
): NonNullable<Outcomes["whole"]> {
  const spread = (of: Uint32Array): Uint32Array => {
    const column = new Uint32Array(length);
    cases.forEach((index, row) => column[index] = of[row]);
    return column;
  };
  return {
    greater: spread(examined.greater),
    tied: spread(examined.tied),
    ranked: spread(examined.ranked),
  };
}

/** Equal for equal answers, numbered as they first come. */
function answerGroups(target: Uint32Array): Uint32Array {
  const group = new Map<number, number>();
  return target.map((item) => {
    const known = group.get(item) ?? group.size;
    group.set(item, known);
    return known;
  });
}

function answersOf(
  task: Task,
  { scores, top }: Examined,
  { cases, logits }: { cases: CaseSet; logits: boolean },
): Outcomes["answers"] {
  const { kind } = task.protocol.protocol.candidates;
  if (kind === "full") {
    if (!top) throw new TypeError("Cannot write outcomes: no best items, expected 20 a case");
    return { kind, top, pools: poolsOf(task) };
  }
  if (!scores || !cases.candidates) {
    throw new TypeError(`Cannot write outcomes: no scores, expected those of ${kind} candidates`);
  }
  // The target stands first in its candidate column.
  const target = new Uint32Array(cases.length);
  const lists = { offsets: cases.candidates.offsets, score: scores, target };
  if (kind === "sampled") return { kind, ...lists, eligible: eligibleItems(task, cases) };
  const { label } = task;
  if (!label) throw new TypeError("Cannot write outcomes: a task without labels, expected some");
  return {
    kind: "click",
    ...lists,
    label: Uint8Array.from(cases.event, (event) => label[event]),
    logits,
  };
}

/** Items per domain in the headline's pool and in the other, and training events per item. */
function poolsOf(task: Task): RankedPools {
  const { timeline, training, corpus: { catalogue } } = task, { domains } = catalogue;
  const pool = new Uint32Array(domains.length), coldPool = new Uint32Array(domains.length);
  for (let item = 0; item < catalogue.length; item++) {
    (isHeadlineItem(task, item) ? pool : coldPool)[catalogue.domain[item]]++;
  }
  const trainingCount = new Uint32Array(catalogue.length);
  timeline.item.forEach((item, row) => trainingCount[item] += training[row]);
  return { pool, coldPool, trainingCount };
}

/** Per case: how many items of its pool are not in its history, the target among them. */
function eligibleItems(task: Task, cases: CaseSet): Uint32Array {
  const { item } = task.timeline, { domain } = task.corpus.catalogue;
  const { pool, coldPool } = poolsOf(task);
  return Uint32Array.from(cases.target, (target, index) => {
    const isHeadline = cases.headline[index] === 1, barred = new Set<number>();
    for (const row of history(task, cases, index)) {
      const known = item[row];
      const isInPool = domain[known] === domain[target] &&
        isHeadlineItem(task, known) === isHeadline;
      if (isInPool && known !== target) barred.add(known);
    }
    return (isHeadline ? pool : coldPool)[domain[target]] - barred.size;
  });
}

/** Whether headline cases have the item in their pool. */
function isHeadlineItem({ protocol, trained }: Task, item: number): boolean {
  return protocol.protocol.candidates.pool === "catalogue" || trained[item] === 1;
}
