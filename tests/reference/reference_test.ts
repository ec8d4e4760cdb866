import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { UserError } from "../../core/user_error.ts";
import { freeze } from "../../protocols/freeze.ts";
import type { FrozenProtocol } from "../../protocols/frozen_protocol.ts";
import { protocolName } from "../../protocols/protocol_name.ts";
import type { Task } from "../../protocols/task.ts";
import { corpusOfRows, type Row } from "../fixtures/corpus_of_rows.ts";
import { protocolCases } from "../fixtures/protocol_cases.ts";
import { randomRows } from "../fixtures/random_rows.ts";
import { shareItems } from "../fixtures/share_items.ts";
import { toldReference, toldTask } from "./_told.ts";
import { referenceTask } from "./reference_task.ts";

// The fast path gives what the pages of docs/protocols say, as tests/reference/ reads them: split,
// histories, pools, candidates, frames and popularity. The sizes of a file are made for large data;
// so every other corpus is asked with small ones, at which small data meets the rules too.
const SMALL = { frame: 3, validationCases: 5, count: 4 };

/** What a corpus may have that makes a rule show. */
type Met =
  | ("repeats" | "cold" | "warm" | "exhausted" | "drawn" | "tied" | "loners")
  | ("unseen" | "adapted" | "cut");

const NONE: Record<Met, number> = {
  ...{ repeats: 0, cold: 0, warm: 0, exhausted: 0, drawn: 0, tied: 0, loners: 0 },
  ...{ unseen: 0, adapted: 0, cut: 0 },
};

for (const { frozen, domains, shape } of await protocolCases()) {
  Deno.test(`${protocolName(frozen)}: freeze() gives what the reference gives`, () => {
    const met: Record<Met, number> = { ...NONE };
    let held = 0, sampled = 0, twoDomains = 0;
    fc.assert(
      fc.property(
        randomRows(domains, shape),
        fc.nat({ max: 1e6 }),
        fc.boolean(),
        (few, salt, small) => {
          const rows = renamed(few, salt);
          const protocol = small ? smaller(frozen) : frozen;
          const shared = salt % 3 === 0;
          const reference = referenceTask(rows, protocol.protocol, shared);
          const task = frozenOr(rows, protocol, shared);
          if (typeof reference === "string") {
            assertEquals(task, undefined, `the reference refuses: ${reference}`);
            return;
          }
          assert(task, "freeze() refuses");
          const one = toldTask(task), two = toldReference(reference, protocol.protocol);
          for (const name of Object.keys(two)) {
            // Comparing texts first: a difference of thousands of lines costs more than the test.
            if (one[name].join("\n") !== two[name].join("\n")) assertEquals(one[name], two[name]);
          }
          held++;
          count(task, met);
          const its = [...Map.groupBy(rows, ({ user }) => user).values()];
          if (its.some(({ length }) => length === 1)) met.loners++;
          const { validationCases } = protocol.protocol;
          if (task.validation.length === validationCases) sampled++;
          if (usersOfTwoDomains(task)) twoDomains++;
        },
      ),
      { numRuns: 200, seed: 8 },
    );
    // A rule that no corpus met is a rule that was not tested.
    assert(held >= 120, `${held} corpora were not refused`);
    const { pool, kind } = frozen.protocol.candidates, isSampled = kind === "sampled";
    assert(met.repeats >= 50 && met.tied >= 50 && met.loners >= 50, JSON.stringify(met));
    assert(met.cold >= 50 || pool === "catalogue", JSON.stringify(met));
    if (frozen.protocol.split.kind === "users") {
      assert(met.unseen >= 30 && met.cut >= 50 && met.cold >= 50, JSON.stringify(met));
      const isAdapted = frozen.protocol.split.samples !== 0;
      assert(met.adapted >= (isAdapted ? 100 : 0) && met.warm >= 30, JSON.stringify(met));
    }
    assert(!isSampled || (met.exhausted >= 50 && met.drawn >= 30), JSON.stringify(met));
    assert(sampled >= 50, `${sampled} samples of validation cases`);
    assert(
      twoDomains >= 50 || domains.length === 1 || apart(frozen),
      `${twoDomains} of two domains`,
    );
  });
}

const PREFIXES = ["", "é", "用户-", "a name of more than sixteen bytes "];

/** Other ids in every log, short and long ones: what is drawn hangs on them. */
function renamed(rows: readonly Row[], salt: number): Row[] {
  const prefix = PREFIXES[salt % PREFIXES.length];
  return rows.map((row) => ({
    ...row,
    user: `${prefix}${row.user}-${salt}`,
    item: `${prefix}${row.item}`,
  }));
}

function smaller(frozen: FrozenProtocol): FrozenProtocol {
  const { candidates, split } = frozen.protocol, { frame, validationCases, count } = SMALL;
  const fewer = candidates.kind === "sampled" ? { ...candidates, count } : candidates;
  return {
    ...frozen,
    protocol: {
      ...frozen.protocol,
      ...{ frame, validationCases, candidates: fewer },
      split: split.kind === "users"
        // 10, 100, 1,000 and 10,000 samples as 1, 4, 9 and 16 of them.
        ? { ...split, historyLength: 3, samples: split.samples && Math.log10(split.samples) ** 2 }
        : split,
    },
  };
}

function frozenOr(
  rows: readonly Row[],
  protocol: FrozenProtocol,
  shared: boolean,
): Task | undefined {
  const corpus = corpusOfRows(rows);
  try {
    return freeze(shared ? shareItems(corpus) : corpus, protocol);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function count(task: Task, met: Record<Met, number>): void {
  const { offsets } = task.timeline, { counts } = task, { candidates } = task.protocol.protocol;
  if (counts.repeats > 0) met.repeats++;
  if (counts.coldCases > 0) met.cold++;
  if (counts.coldCases < counts.testCases) met.warm++;
  if (task.test.slices.unseen?.includes(1)) met.unseen++;
  if (task.adaptation?.validation.length) met.adapted++;
  const { historyLength = Infinity, event, user } = task.test;
  // All that is before the answer is more than is shown, whatever its domain: most often its own.
  if (event.some((row, i) => row - offsets[user[i]] > 2 * historyLength)) met.cut++;
  if (counts.timeTiedCases > 0) met.tied++;
  if (counts.exhaustedCases > 0) met.exhausted++;
  // Few enough of a pool that they were drawn one by one.
  const whole = Math.max(...task.pools.map((pool) => pool.length));
  if (candidates.kind === "sampled" && 2 * candidates.count < whole / 2) met.drawn++;
}

function usersOfTwoDomains({ timeline, corpus: { catalogue } }: Task): boolean {
  const { offsets, item } = timeline;
  return offsets.some((from, u) =>
    new Set(Array.from(item.subarray(from, offsets[u + 1]), (each) => catalogue.domain[each]))
      .size > 1
  );
}

/** Whether the arm makes users of one domain only. */
function apart({ protocol: { split } }: FrozenProtocol): boolean {
  return split.kind === "time-windows" && split.overlap === 0;
}
