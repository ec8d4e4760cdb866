import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { UserError } from "../core/user_error.ts";
import type { TrainView } from "../plugins/contract/mod.ts";
import type { CaseSet } from "../protocols/case_set.ts";
import { freeze } from "../protocols/freeze.ts";
import type { FrozenProtocol } from "../protocols/frozen_protocol.ts";
import { history } from "../protocols/history.ts";
import type { Protocol } from "../protocols/protocol.ts";
import { protocolName } from "../protocols/protocol_name.ts";
import type { Task } from "../protocols/task.ts";
import { PopularityIndex } from "../runs/popularity_index.ts";
import { queryFrame } from "../runs/query_frame.ts";
import { shuffle } from "../runs/shuffle.ts";
import { trainView } from "../runs/train_view.ts";
import { corpusOfRows, type Row } from "./fixtures/corpus_of_rows.ts";
import { otherAnswers } from "./fixtures/other_answers.ts";
import { protocolCases } from "./fixtures/protocol_cases.ts";
import { randomRows } from "./fixtures/random_rows.ts";

// The exam gives nothing away: properties over random corpora, for every protocol and arm.

function frozen(rows: readonly Row[], protocol: FrozenProtocol): Task {
  try {
    return freeze(corpusOfRows(rows), protocol);
  } catch (error) {
    if (error instanceof UserError) fc.pre(false); // no case: nothing to ask
    throw error;
  }
}

/** Every frame of a part as a plugin sees it. */
function frames(task: Task, cases: CaseSet) {
  const isAdapting = cases === task.adaptation?.validation;
  const shuffled = shuffle(task, 3, isAdapting ? task.adaptation?.view : task.training);
  const popularity = new PopularityIndex(task, cases, shuffled);
  return Array.from({ length: cases.frames.length - 1 }, (_, f) => {
    const from = cases.frames[f];
    const indices = Uint32Array.from({ length: cases.frames[f + 1] - from }, (_, i) => from + i);
    return queryFrame(task, cases, {
      indices,
      shuffle: shuffled,
      popularity: popularity.at(cases.interval[from]),
    });
  });
}

/** Whether a test history shows what is not training of the answer's own domain only. */
function hidesOtherDomains({ split }: Protocol): boolean {
  return split.kind === "open-world" ||
    (split.kind === "leave-one-out" && split.by === "user-domain");
}

for (const { frozen: protocol, domains, shape } of await protocolCases()) {
  const name = protocolName(protocol), { candidates, popularityDays, split } = protocol.protocol;

  Deno.test(`${name}: a shuffled file gives the same task`, () => {
    const shuffled = randomRows(domains, shape).chain((rows) =>
      fc.record({
        rows: fc.constant(rows),
        other: fc.shuffledSubarray(rows, { minLength: rows.length }),
      })
    );
    fc.assert(
      fc.property(shuffled, ({ rows, other }) => {
        const task = frozen(rows, protocol);
        assertEquals(freeze(corpusOfRows(other), protocol).fingerprint, task.fingerprint);
      }),
      { numRuns: 50, seed: 1 },
    );
  });

  Deno.test(`${name}: frames ascend in time, hold a user once, never span an interval`, () => {
    fc.assert(
      fc.property(randomRows(domains, shape), (rows) => {
        const task = frozen(rows, protocol);
        for (const cases of parts(task)) {
          let before = -Infinity, asked = 0;
          for (let f = 0; f + 1 < cases.frames.length; f++) {
            const from = cases.frames[f], to = cases.frames[f + 1];
            assert(to > from && to - from <= protocol.protocol.frame);
            assertEquals(new Set(cases.user.slice(from, to)).size, to - from);
            assertEquals(new Set(cases.interval.slice(from, to)).size, 1);
            for (let i = from; i < to; i++) {
              assert(cases.time[i] >= before);
              before = cases.time[i];
              asked++;
            }
          }
          assertEquals(asked, cases.length);
        }
      }),
      { numRuns: 50, seed: 2 },
    );
  });

  Deno.test(`${name}: histories hold the past only, and no answer that is not theirs to see`, () => {
    fc.assert(
      fc.property(randomRows(domains, shape), (rows) => {
        const task = frozen(rows, protocol);
        const { item, time } = task.timeline, { domain } = task.corpus.catalogue;
        const testAnswers = new Set(task.test.event), testUsers = new Set(task.test.user);
        for (const cases of parts(task).filter((each) => each !== task.test)) {
          for (let i = 0; i < cases.length; i++) {
            for (const row of history(task, cases, i)) {
              assert(row < cases.event[i] && time[row] <= cases.time[i] && !testAnswers.has(row));
              // Users who are for validation alone show what they did in the domain, answers too.
              const isOwn = split.kind === "users" && domain[item[row]] === cases.domain[i];
              assert(task.training[row] === 1 || isOwn);
            }
            assert(cases === task.validation || !testUsers.has(cases.user[i]));
          }
        }
        for (let i = 0; i < task.test.length; i++) {
          const past = history(task, task.test, i);
          for (const row of past) {
            assert(row < task.test.event[i] && time[row] <= task.test.time[i]);
            // Only where histories roll on do they show answers: those that were scored before.
            const earlier = task.test.event.indexOf(row);
            assert(
              earlier < 0 || (rollsOn(split) && frameOf(task, earlier) < frameOf(task, i)),
            );
            const foreign = domain[item[row]] !== task.test.domain[i];
            assert(task.training[row] === 1 || !foreign || !hidesOtherDomains(protocol.protocol));
          }
          const asksRepeats = split.kind === "click" || split.kind === "users";
          assert(asksRepeats || !past.some((row) => item[row] === task.test.target[i]));
          if (split.kind === "users") assert(past.length <= split.historyLength);
        }
      }),
      { numRuns: 50, seed: 3 },
    );
  });

  Deno.test(`${name}: candidates are of the target's domain, new to the user, each once`, () => {
    fc.assert(
      fc.property(randomRows(domains, shape), (rows) => {
        const task = frozen(rows, protocol);
        for (const cases of parts(task)) {
          if (!cases.candidates) continue;
          const { offsets, items } = cases.candidates;
          for (let i = 0; i < cases.length; i++) {
            const drawn = items.slice(offsets[i], offsets[i + 1]);
            const had = new Set(history(task, cases, i).map((row) => task.timeline.item[row]));
            assertEquals(drawn[0], cases.target[i]);
            assertEquals(new Set(drawn).size, drawn.length);
            if (candidates.kind === "shown") {
              assertEquals(drawn.length, 1);
              continue;
            }
            for (const each of drawn) {
              assertEquals(task.corpus.catalogue.domain[each], cases.domain[i]);
              assert(!had.has(each));
            }
            // Too small a pool gives all of it.
            const pool = task.pools[cases.domain[i]];
            const open = pool.filter((each) => !had.has(each) && each !== cases.target[i]).length;
            const count = candidates.kind === "sampled" ? candidates.count : NaN;
            if (cases.headline[i]) assertEquals(drawn.length, Math.min(count, open) + 1);
          }
        }
      }),
      { numRuns: 50, seed: 4 },
    );
  });

  Deno.test(`${name}: popularity counts closed intervals only`, () => {
    fc.assert(
      fc.property(randomRows(domains, shape), (rows) => {
        const task = frozen(rows, protocol);
        const { item, time } = task.timeline, map = shuffle(task, 3);
        const seconds = 86400 * popularityDays;
        assert(split.kind === "open-world" || !task.test.counted.includes(0));
        for (const cases of parts(task)) {
          const { adaptation } = task, isAdapting = cases === adaptation?.validation;
          for (const { batch } of frames(task, cases)) {
            const { interval, total, last } = batch.popularity;
            const wantedTotal = new Uint32Array(total.length);
            const wantedLast = new Uint32Array(total.length);
            const counts = (row: number) =>
              cases === task.test
                ? cases.counted[row] === 1
                : task.training[row] === 1 || (isAdapting && adaptation?.view[row] === 1);
            for (let row = 0; row < item.length; row++) {
              const its = Math.floor(time[row] / seconds);
              if (!counts(row) || its >= interval) continue;
              wantedTotal[map.item[item[row]]]++;
              if (its === interval - 1) wantedLast[map.item[item[row]]]++;
            }
            assertEquals([total, last], [wantedTotal, wantedLast]);
            for (const t of batch.time) assertEquals(Math.floor(t / seconds), interval);
          }
        }
      }),
      { numRuns: 20, seed: 5 },
    );
  });

  Deno.test(`${name}: nothing that a fit may see depends on a test answer`, () => {
    // Non-interference: with other test answers, training view and validation frames are the same
    // bytes, and so is what a method adapts to and is asked meanwhile. One user has every item first, so that the catalogue stays as it is; no two events have
    // the same time, so that the order does too.
    const items = Array.from({ length: 31 }, (_, i) => `i${i}`);
    const collector = domains.flatMap((domain, d) =>
      items.map((item, i) => ({ user: "all", item, domain, time: 100 * d + i, rating: 3 }))
    );
    let changed = 0;
    fc.assert(
      fc.property(randomRows(domains, shape), fc.nat({ max: 30 }), (rows, salt) => {
        const own = rows.map((row, i) => ({ ...row, time: row.time + 1000 + i }));
        const seen = (part: readonly Row[]) => {
          const task = frozen([...collector, ...part], protocol);
          const views = [trainView(task, shuffle(task, 3)), ...adaptView(task)];
          const asked = parts(task).filter((cases) => cases !== task.test)
            .flatMap((cases) => frames(task, cases).map(({ batch }) => batch));
          return { task, views, asked };
        };
        const one = seen(own), other = otherAnswers(one.task, own, { items, salt });
        const two = seen(other.rows);
        assertEquals(two.task.test.length, one.task.test.length);
        assertEquals(two.views, one.views);
        assertEquals(two.asked, one.asked);
        if (other.changed > 0 && one.asked.length > 0) changed++;
      }),
      { numRuns: 50, seed: 6 },
    );
    assert(changed >= 40, `${changed} corpora had test answers to change`);
  });
}

/** All that is asked: validation and test, and what is asked while a method adapts. */
function parts({ validation, test, adaptation }: Task): CaseSet[] {
  return [validation, test, ...adaptation ? [adaptation.validation] : []];
}

/** What a method adapts to, as it sees it. */
function adaptView(task: Task): TrainView[] {
  const { adaptation } = task;
  if (!adaptation) return [];
  const { view: learned, trainable } = adaptation;
  return [trainView(task, shuffle(task, 3, learned), { learned, trainable })];
}

/** Whether a test history shows answers that were scored before. */
function rollsOn({ kind }: Protocol["split"]): boolean {
  return kind === "time-windows" || kind === "users";
}

/** Number of a test case's frame. */
function frameOf({ test }: Task, index: number): number {
  return test.frames.findIndex((from) => from > index) - 1;
}
