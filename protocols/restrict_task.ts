import { canonicalJson } from "../core/canonical_json.ts";
import type { Corpus } from "../core/corpus.ts";
import { sha256 } from "../core/sha256.ts";
import type { CaseSet } from "./case_set.ts";
import { fingerprint } from "./fingerprint.ts";
import { frameOrder } from "./frame_order.ts";
import type { Task } from "./task.ts";

/** A task that asks the cases of some domains of another one, and shows no other domain. */
export interface RestrictedTask extends Task {
  /** Fingerprint of the whole task. */
  readonly restricts: string;
}

/** What is kept, by canonical index of the whole task. */
interface Kept {
  /** Domain in the restricted task, −1 for one that is not in it. */
  readonly domain: Int32Array;
  /** Items, ascending. */
  readonly items: Uint32Array;
  /** Restricted index per item; meaningless where it is not kept. */
  readonly item: Uint32Array;
  /** Timeline rows, ascending. */
  readonly rows: Uint32Array;
  /** Restricted row per row. */
  readonly row: Uint32Array;
}

/**
 * A task restricted to some of its domains: the same cases with the same candidates, labels and
 * slices, but training events, histories, popularity and catalogue of these domains alone. Users stay;
 * who has no event left has an empty history. Cases keep their order and are cut into frames anew.
 *
 * What freezing met (repeats, dropped events, sequences without cases) stays that of the whole task.
 * The fingerprint hashes that of the whole task, the domains' names, and the content.
 *
 * @param domains indices into the task's domains, in any order
 * @throws {RangeError} if there is none, one that the task has not, or one twice
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "./freeze.ts";
 * import { loadProtocol } from "./load_protocol.ts";
 * import { restrictTask } from "./restrict_task.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const part = restrictTask(task, [1]);
 * const asked = task.test.domain.filter((domain) => domain === 1).length;
 * if (part.test.length !== asked || part.pools.length !== 1) throw new Error("other cases");
 * if (part.restricts !== task.fingerprint) throw new Error("not part of it");
 * ```
 */
export function restrictTask(task: Task, domains: readonly number[]): RestrictedTask {
  const { catalogue } = task.corpus, known = catalogue.domains.length;
  const chosen = [...new Set(domains)].sort((a, b) => a - b);
  const strange = chosen.some((domain) =>
    !Number.isInteger(domain) || domain < 0 || domain >= known
  );
  if (strange || chosen.length === 0 || chosen.length !== domains.length) {
    throw new RangeError(
      `Cannot restrict a task to the domains ${domains.join(", ") || "(none)"}: it has ${known}, ` +
        `expected different ones of 0 … ${known - 1}`,
    );
  }
  const kept = keptOf(task, chosen), { timeline } = task;
  const corpus = restrictCorpus(task.corpus, kept, chosen);
  const ofRows = (of: Uint8Array): Uint8Array => Uint8Array.from(kept.rows, (row) => of[row]);
  const training = ofRows(task.training);
  const validation = restrictCases(task, task.validation, kept);
  const test = restrictCases(task, task.test, kept);
  const offsets = rowOffsets(timeline.offsets, kept.rows);
  const { rating } = timeline;
  const content: Omit<Task, "fingerprint"> = {
    protocol: task.protocol,
    corpus,
    timeline: {
      length: kept.rows.length,
      offsets,
      item: Uint32Array.from(kept.rows, (row) => kept.item[timeline.item[row]]),
      time: Float64Array.from(kept.rows, (row) => timeline.time[row]),
      ...(rating && { rating: Float32Array.from(kept.rows, (row) => rating[row]) }),
    },
    training,
    ...(task.label && { label: ofRows(task.label) }),
    ...restrictAdaptation(task, kept),
    pools: chosen.map((domain) => task.pools[domain].map((item) => kept.item[item])),
    trained: Uint8Array.from(kept.items, (item) => task.trained[item]),
    validation,
    test,
    counts: {
      ...task.counts,
      users: offsets.reduce((sum, to, user) => to > (offsets[user - 1] ?? 0) ? sum + 1 : sum, 0),
      events: kept.rows.length,
      trainingEvents: ones(training),
      validationCases: validation.length,
      testCases: test.length,
      coldCases: test.length - ones(test.warm),
      exhaustedCases: exhausted(task, test),
      timeTiedCases: ones(test.timeTied),
    },
  };
  const names = corpus.catalogue.domains, whole = task.fingerprint;
  const name = canonicalJson({ restricts: whole, domains: names });
  return { ...content, fingerprint: sha256(name, fingerprint(content)), restricts: whole };
}

function keptOf({ corpus: { catalogue }, timeline }: Task, chosen: readonly number[]): Kept {
  const domain = new Int32Array(catalogue.domains.length).fill(-1);
  chosen.forEach((old, now) => domain[old] = now);
  const isKept = (item: number): boolean => domain[catalogue.domain[item]] >= 0;
  const items = Uint32Array.from({ length: catalogue.length }, (_, i) => i).filter(isKept);
  const rows = Uint32Array.from({ length: timeline.length }, (_, row) => row)
    .filter((row) => isKept(timeline.item[row]));
  const inverse = (of: Uint32Array, length: number): Uint32Array => {
    const place = new Uint32Array(length);
    of.forEach((old, now) => place[old] = now);
    return place;
  };
  const item = inverse(items, catalogue.length), row = inverse(rows, timeline.length);
  return { domain, items, item, rows, row };
}

function restrictCorpus(corpus: Corpus, kept: Kept, chosen: readonly number[]): Corpus {
  const { catalogue, interactions } = corpus, { items } = kept;
  const { text, category, categories } = catalogue, { rating } = interactions;
  const offsets = new Uint32Array(chosen.length + 1);
  chosen.forEach((domain, now) =>
    offsets[now + 1] = offsets[now] + catalogue.offsets[domain + 1] - catalogue.offsets[domain]
  );
  const rows = Uint32Array.from({ length: interactions.length }, (_, row) => row)
    .filter((row) => kept.domain[catalogue.domain[interactions.item[row]]] >= 0);
  return {
    ...corpus,
    catalogue: {
      length: items.length,
      domains: chosen.map((domain) => catalogue.domains[domain]),
      offsets,
      domain: Uint8Array.from(items, (item) => kept.domain[catalogue.domain[item]]),
      rawId: Array.from(items, (item) => catalogue.rawId[item]),
      identity: Uint32Array.from(items, (item) => catalogue.identity[item]),
      ...(text && { text: Array.from(items, (item) => text[item]) }),
      ...(category && { category: Uint32Array.from(items, (item) => category[item]) }),
      ...(categories && { categories }),
    },
    interactions: {
      length: rows.length,
      offsets: rowOffsets(interactions.offsets, rows),
      item: Uint32Array.from(rows, (row) => kept.item[interactions.item[row]]),
      time: Float64Array.from(rows, (row) => interactions.time[row]),
      ...(rating && { rating: Float32Array.from(rows, (row) => rating[row]) }),
    },
  };
}

/** None is left without the target: nobody could adapt. */
function restrictAdaptation(task: Task, kept: Kept): Pick<Task, "adaptation"> {
  const { adaptation } = task;
  if (!adaptation || kept.domain[adaptation.domain] < 0) return {};
  const { view, trainable, validation } = adaptation;
  return {
    adaptation: {
      domain: kept.domain[adaptation.domain],
      view: Uint8Array.from(kept.rows, (row) => view[row]),
      trainable: Uint8Array.from(kept.rows, (row) => trainable[row]),
      validation: restrictCases(task, validation, kept),
    },
  };
}

function restrictCases({ protocol, corpus }: Task, cases: CaseSet, kept: Kept): CaseSet {
  const asked = Uint32Array.from({ length: cases.length }, (_, i) => i)
    .filter((i) => kept.domain[cases.domain[i]] >= 0);
  const of = (column: Uint8Array): Uint8Array => Uint8Array.from(asked, (i) => column[i]);
  const ofRows = (column: Uint8Array): Uint8Array => Uint8Array.from(kept.rows, (r) => column[r]);
  const user = Uint32Array.from(asked, (i) => cases.user[i]);
  const time = Float64Array.from(asked, (i) => cases.time[i]);
  const interval = Float64Array.from(asked, (i) => cases.interval[i]);
  // They stand in order already: equal ties leave them so.
  const { frames } = frameOrder({ user, time, interval, tie: new Uint32Array(asked.length) }, {
    size: protocol.protocol.frame,
    users: corpus.users.length,
  });
  return {
    length: asked.length,
    user,
    event: Uint32Array.from(asked, (i) => kept.row[cases.event[i]]),
    target: Uint32Array.from(asked, (i) => kept.item[cases.target[i]]),
    domain: Uint8Array.from(asked, (i) => kept.domain[cases.domain[i]]),
    time,
    interval,
    frames,
    visible: ofRows(cases.visible),
    counted: ofRows(cases.counted),
    ...(cases.historyLength !== undefined && { historyLength: cases.historyLength }),
    ...(cases.candidates && { candidates: restrictLists(cases.candidates, asked, kept) }),
    headline: of(cases.headline),
    warm: of(cases.warm),
    slices: Object.fromEntries(
      Object.entries(cases.slices).map(([name, flags]) => [name, of(flags)]),
    ),
    timeTied: of(cases.timeTied),
  };
}

function restrictLists(
  { offsets, items }: NonNullable<CaseSet["candidates"]>,
  asked: Uint32Array,
  { item }: Kept,
): NonNullable<CaseSet["candidates"]> {
  const keptOffsets = new Uint32Array(asked.length + 1);
  asked.forEach((i, now) => keptOffsets[now + 1] = keptOffsets[now] + offsets[i + 1] - offsets[i]);
  const kept = new Uint32Array(keptOffsets[asked.length]);
  asked.forEach((i, now) =>
    kept.set(items.subarray(offsets[i], offsets[i + 1]).map((each) => item[each]), keptOffsets[now])
  );
  return { offsets: keptOffsets, items: kept };
}

/** Offsets of what is left of a list of rows in users' order. */
function rowOffsets(offsets: Uint32Array, rows: Uint32Array): Uint32Array {
  const kept = new Uint32Array(offsets.length);
  for (let user = 0, to = 0; user + 1 < offsets.length; user++) {
    while (to < rows.length && rows[to] < offsets[user + 1]) to++;
    kept[user + 1] = to;
  }
  return kept;
}

function exhausted({ protocol: { protocol } }: Task, { candidates, length }: CaseSet): number {
  if (protocol.candidates.kind !== "sampled" || !candidates) return 0;
  let number = 0;
  for (let i = 0; i < length; i++) {
    const listed = candidates.offsets[i + 1] - candidates.offsets[i];
    if (listed < protocol.candidates.count + 1) number++;
  }
  return number;
}

function ones(flags: Uint8Array): number {
  return flags.reduce((sum, each) => sum + each, 0);
}
