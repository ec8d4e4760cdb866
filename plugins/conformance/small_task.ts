import { RandomStream } from "../../core/random_stream.ts";
import type { Catalogue, TrainView } from "../contract/mod.ts";
import { buildCatalogue } from "./build_catalogue.ts";
import type { Query } from "./build_query_batch.ts";
import { buildTrainView } from "./build_train_view.ts";

/** Training events, validation cases and queries of every kind, small enough to fit in no time. */
export interface SmallTask {
  /** What a method learns from. */
  readonly train: TrainView;
  /** Validation queries. */
  readonly validation: readonly Query[];
  /** Answer per validation query: one of its candidates. */
  readonly answers: readonly number[];
  /** One frame of 64 queries: long, short and empty histories, known and unknown users, cold items. */
  readonly queries: readonly Query[];
}

const USERS = 48, ITEMS_PER_DOMAIN = 24, COLD_PER_DOMAIN = 2, CANDIDATES = 10;

/**
 * A task drawn from a fixed seed. A user's next item is often the last one's successor, so that there
 * is something to learn; the last item of each user is the validation answer.
 *
 * @example
 * ```ts
 * import { smallTask } from "./small_task.ts";
 * const { train, queries } = smallTask(2);
 * if (train.users !== 48 || queries.length !== 64) throw new Error("not small");
 * ```
 */
export function smallTask(domains: number): SmallTask {
  const stream = RandomStream.from(20261121, "conformance", domains);
  const items = domains * ITEMS_PER_DOMAIN, warm = items - domains * COLD_PER_DOMAIN;
  const catalogue = buildCatalogue(items, { domains, isCold: (item) => item >= warm });
  const sequences = Array.from({ length: USERS }, () => drawSequence(stream, warm));
  const train = buildTrainView(sequences.map((sequence) => sequence.slice(0, -1)), catalogue);
  const answers = sequences.map((sequence) => sequence[sequence.length - 1]);
  const validation = answers.map((answer, user): Query => {
    const domain = catalogue.itemDomain[answer];
    const candidates = drawCandidates(catalogue, { stream, domain, answer });
    return { user, domain, history: sequences[user].slice(0, -1), candidates };
  });
  const queries = [
    ...sequences.map((history, user) => ({ user, history })),
    ...oddHistories(stream, items).map((history) => ({ user: -1, history })),
  ].map((query, q): Query => {
    const domain = q % domains;
    return { ...query, domain, candidates: drawCandidates(catalogue, { stream, domain }) };
  });
  // A user whom training knows, without a history.
  queries[0] = { ...queries[0], history: [] };
  return { train, validation, answers, queries };
}

function drawSequence(stream: RandomStream, warm: number): number[] {
  const sequence = [stream.below(warm)], length = 2 + stream.below(20);
  while (sequence.length < length) {
    const last = sequence[sequence.length - 1];
    sequence.push(stream.below(4) > 0 ? (last + 1) % warm : stream.below(warm));
  }
  return sequence;
}

/** Sixteen histories of an unknown user: none, one item, cold items (the last indices), repeats, many. */
function oddHistories(stream: RandomStream, items: number): number[][] {
  const lengths = [0, 0, 1, 1, 2, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233];
  const histories = lengths.map((length) => Array.from({ length }, () => stream.below(items)));
  histories[2] = [items - 1];
  histories[3] = [0];
  histories[4] = [3, 3];
  histories[5] = [items - 1, items - 2];
  return histories;
}

/** Ten items of a domain, ascending, with the answer (if any) and the domain's last cold item. */
function drawCandidates(
  { items, itemDomain }: Catalogue,
  { stream, domain, answer }: { stream: RandomStream; domain: number; answer?: number },
): number[] {
  const inDomain = Uint32Array.from({ length: items }, (_, item) => item)
    .filter((item) => itemDomain[item] === domain);
  const drawn = new Set([inDomain[inDomain.length - 1], ...(answer === undefined ? [] : [answer])]);
  for (const item of stream.shuffle(inDomain)) {
    if (drawn.size < CANDIDATES) drawn.add(item);
  }
  return [...drawn].sort((a, b) => a - b);
}
