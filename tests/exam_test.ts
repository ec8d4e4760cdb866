import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { RandomStream } from "../core/random_stream.ts";
import { UserError } from "../core/user_error.ts";
import type { CaseSet } from "../protocols/case_set.ts";
import { freeze } from "../protocols/freeze.ts";
import { history } from "../protocols/history.ts";
import { loadProtocol } from "../protocols/load_protocol.ts";
import type { Task } from "../protocols/task.ts";
import { PopularityIndex } from "../runs/popularity_index.ts";
import { queryFrame } from "../runs/query_frame.ts";
import { shuffle } from "../runs/shuffle.ts";
import { trainView } from "../runs/train_view.ts";
import { corpusOfRows, type Row } from "./fixtures/corpus_of_rows.ts";
import { randomRows } from "./fixtures/random_rows.ts";

// The exam gives nothing away: properties over random corpora, for every frozen protocol.
const protocols = [
  await loadProtocol("leave-one-out-99@1"),
  await loadProtocol("leave-one-out-full@1"),
];

function frozen(rows: readonly Row[], protocol: (typeof protocols)[number]): Task {
  try {
    return freeze(corpusOfRows(rows), protocol);
  } catch (error) {
    if (error instanceof UserError) fc.pre(false); // no case: nothing to ask
    throw error;
  }
}

/** Every frame of a part as a plugin sees it. */
function frames(task: Task, cases: CaseSet) {
  const shuffled = shuffle(task, 3);
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

/** Candidate sets by raw ids: user, domain and time of a case → its candidates, sorted. */
function candidateSets(task: Task): Map<string, string> {
  const sets = new Map<string, string>();
  for (const [part, cases] of Object.entries({ validation: task.validation, test: task.test })) {
    const { offsets, items } = cases.candidates ?? { offsets: [], items: [] };
    for (let i = 0; i < cases.length; i++) {
      const key = [part, task.corpus.users[cases.user[i]], cases.domain[i], cases.time[i]].join();
      const names = [...items.slice(offsets[i], offsets[i + 1])]
        .map((item) => task.corpus.catalogue.rawId[item]);
      sets.set(key, names.sort().join(" "));
    }
  }
  return sets;
}

for (const protocol of protocols) {
  const name = `${protocol.protocol.id}@${protocol.protocol.version}`;

  Deno.test(`${name}: a shuffled file gives the same task`, () => {
    const shuffled = randomRows().chain((rows) =>
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
      fc.property(randomRows(), (rows) => {
        const task = frozen(rows, protocol);
        for (const cases of [task.validation, task.test]) {
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
      fc.property(randomRows(), (rows) => {
        const task = frozen(rows, protocol);
        const { item, time } = task.timeline, { domain } = task.corpus.catalogue;
        const testAnswers = new Set(task.test.event);
        // Validation answers are all of the part's that are neither training nor test: recompute.
        const notTraining = (row: number) => task.training[row] === 0;
        for (let i = 0; i < task.validation.length; i++) {
          for (const row of history(task, task.validation, i)) {
            assert(row < task.validation.event[i] && time[row] <= task.validation.time[i]);
            assert(!notTraining(row) && !testAnswers.has(row));
          }
        }
        for (let i = 0; i < task.test.length; i++) {
          const past = history(task, task.test, i);
          for (const row of past) {
            assert(row < task.test.event[i] && !testAnswers.has(row));
            const merged = protocol.protocol.split.by === "user";
            if (notTraining(row)) assert(merged || domain[item[row]] === task.test.domain[i]);
          }
          assert(!past.some((row) => item[row] === task.test.target[i]));
        }
      }),
      { numRuns: 50, seed: 3 },
    );
  });

  Deno.test(`${name}: candidates are of the target's domain, new to the user, each once`, () => {
    fc.assert(
      fc.property(randomRows(), (rows) => {
        const task = frozen(rows, protocol);
        for (const cases of [task.validation, task.test]) {
          if (!cases.candidates) continue;
          const { offsets, items } = cases.candidates;
          for (let i = 0; i < cases.length; i++) {
            const drawn = items.slice(offsets[i], offsets[i + 1]);
            const had = new Set(history(task, cases, i).map((row) => task.timeline.item[row]));
            assertEquals(drawn[0], cases.target[i]);
            assertEquals(new Set(drawn).size, drawn.length);
            for (const each of drawn) {
              assertEquals(task.corpus.catalogue.domain[each], cases.domain[i]);
              assert(!had.has(each));
            }
            // Too small a pool gives all of it.
            const pool = task.pools[cases.domain[i]];
            const open = pool.filter((each) => !had.has(each) && each !== cases.target[i]).length;
            if (cases.headline[i]) assertEquals(drawn.length, Math.min(100, open + 1));
          }
        }
      }),
      { numRuns: 50, seed: 4 },
    );
  });

  Deno.test(`${name}: popularity counts closed intervals only`, () => {
    fc.assert(
      fc.property(randomRows(), (rows) => {
        const task = frozen(rows, protocol);
        const { item, time } = task.timeline, map = shuffle(task, 3);
        const seconds = 86400 * protocol.protocol.popularityDays;
        for (const cases of [task.validation, task.test]) {
          for (const { batch } of frames(task, cases)) {
            const { interval, total, last } = batch.popularity;
            const wantedTotal = new Uint32Array(total.length);
            const wantedLast = new Uint32Array(total.length);
            const counts = (row: number) => cases === task.test || task.training[row] === 1;
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
    // bytes. One user has every item first, so that the catalogue and pools stay as they are; each
    // user's times are distinct, so that the order does too.
    const items = Array.from({ length: 12 }, (_, i) => `i${i}`);
    const log = fc.array(fc.shuffledSubarray(items, { minLength: 4 }), {
      minLength: 3,
      maxLength: 8,
    });
    fc.assert(
      fc.property(log, fc.nat(), (sequences, salt) => {
        const collector = ["a", "b"].flatMap((domain, d) =>
          [...items, "x0", "x1"].map((item, i) => ({
            user: "all",
            item,
            domain,
            time: 100 * d + i,
          }))
        );
        const merged = protocol.protocol.split.by === "user";
        const write = (other: boolean): Row[] =>
          sequences.flatMap((sequence, u) =>
            ["a", "b"].flatMap((domain, d) =>
              sequence.map((item, at) => {
                // Of merged sequences only the last event of all is the test answer.
                const isTest = at === sequence.length - 1 && (d === 1 || !merged);
                const unseen = items.filter((each) => !sequence.includes(each));
                const swap = other && isTest && unseen.length > 0;
                const time = 1e6 * (at + 1) + 1e5 * d + u;
                return {
                  user: `u${u}`,
                  item: swap ? unseen[salt % unseen.length] : item,
                  domain,
                  time,
                };
              })
            )
          );
        const seen = (rows: Row[]) => {
          const task = freeze(corpusOfRows([...collector, ...rows]), protocol);
          return {
            task,
            view: trainView(task, shuffle(task, 3)),
            asked: frames(task, task.validation),
          };
        };
        const one = seen(write(false)), two = seen(write(true));
        assertEquals(two.view, one.view);
        assertEquals(two.asked.map(({ batch }) => batch), one.asked.map(({ batch }) => batch));
      }),
      { numRuns: 50, seed: 6 },
    );
  });
}

Deno.test("candidate sets stay when other users leave and the pool stays", () => {
  const [protocol] = protocols;
  fc.assert(
    fc.property(randomRows(), fc.nat({ max: 11 }), (rows, gone) => {
      // Two users who have every item early hold the pool as it is.
      const all = ["p", "q"].flatMap((user) => rows.map((row, i) => ({ ...row, user, time: i })));
      const padding = ["p", "q"].flatMap((user) =>
        [0, 1, 2].map((i) => ({ user, item: `end${user}${i}`, domain: "a", time: 1e9 + i }))
      );
      const whole = frozen([...rows, ...all, ...padding], protocol);
      const fewer = rows.filter(({ user }) => user !== `u${gone}`);
      const part = frozen([...fewer, ...all, ...padding], protocol);
      if (String(names(whole)) !== String(names(part))) fc.pre(false);
      const wholeSets = candidateSets(whole);
      for (const [key, set] of candidateSets(part)) assertEquals(wholeSets.get(key), set);
    }),
    { numRuns: 50, seed: 7 },
  );
});

Deno.test("the answer stands anywhere among its candidates", () => {
  // 3,000 users and 300 items: the answer's place among its 100 ascending candidates, in tenths.
  const rows: Row[] = [];
  for (let user = 0; user < 3000; user++) {
    const stream = RandomStream.from(5, "place", user);
    for (let event = 0; event < 5; event++) {
      // Popular items have low ids, so that an order by id would show.
      const item = Math.floor(300 * stream.float() ** 2);
      rows.push({ user: `u${user}`, item: String(1000 + item), time: event * 1e6 + user });
    }
  }
  const task = frozen(rows, protocols[0]);
  const tenths = new Float64Array(10), { test } = task;
  // A run has one shuffle, in which a popular item has one place: so every 10 cases get their own.
  for (let from = 0; from + 10 <= test.length; from += 10) {
    const map = shuffle(task, from);
    const popularity = new PopularityIndex(task, test, map).at(test.interval[from]);
    const indices = Uint32Array.from({ length: 10 }, (_, i) => from + i);
    const { candidates } = queryFrame(task, test, { indices, shuffle: map, popularity }).batch;
    if (candidates.kind === "domain") throw new TypeError("not a list");
    indices.forEach((index, q) => {
      const list = candidates.items.subarray(candidates.offsets[q], candidates.offsets[q + 1]);
      assertEquals(list, list.slice().sort());
      assertEquals(list.length, 100);
      tenths[Math.floor(list.indexOf(map.item[test.target[index]]) / 10)]++;
    });
  }
  const expected = tenths.reduce((sum, n) => sum + n, 0) / 10;
  assert(expected > 200);
  // Chi-squared with 9 degrees of freedom: 27.9 is passed once in 1,000 seeds.
  assert(tenths.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0) < 27.9);
});

function names(task: Task): string[] {
  return task.pools.flatMap((pool) => [...pool].map((item) => task.corpus.catalogue.rawId[item]));
}
