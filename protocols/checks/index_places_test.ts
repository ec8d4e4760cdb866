import { assert, assertEquals } from "@std/assert";
import chiSquareCdf from "@stdlib/stats-base-dists-chisquare-cdf";
import * as fc from "fast-check";
import { RandomStream } from "../../core/random_stream.ts";
import { UserError } from "../../core/user_error.ts";
import { corpusOfRows, type Row } from "../../tests/fixtures/corpus_of_rows.ts";
import { randomRows } from "../../tests/fixtures/random_rows.ts";
import { freeze } from "../freeze.ts";
import { history } from "../history.ts";
import { loadProtocol } from "../load_protocol.ts";
import type { ChiSquare } from "./chi_square.ts";
import { indexPlaces } from "./index_places.ts";

const sampled = await loadProtocol("leave-one-out-99@1");
const full = await loadProtocol("leave-one-out-full@1");

const p = (found: ChiSquare | null | undefined): number =>
  found ? 1 - chiSquareCdf(found.statistic, found.freedom) : NaN;

/** 400 users of 10 events; `name` says how an item is called, `late` how often it is a late one. */
function log(name: (item: number) => string, late: number): Row[] {
  const rows: Row[] = [];
  for (let user = 0; user < 400; user++) {
    const stream = RandomStream.from(1, "index places", user);
    for (let event = 0; event < 10; event++) {
      // One event in ten is of the one most popular item.
      let item = stream.below(10) === 0 ? 333 : stream.below(600);
      if (event > 7 && stream.float() < late) item = 400 + stream.below(200);
      rows.push({ user: `u${user}`, item: name(item), time: 60 * event + user });
    }
  }
  return rows;
}

/** A name that says nothing of the item, and one that rises with it. */
const any = (item: number): string => `${(item * 7919 + 13) % 1009}`.padStart(4, "0");
const rising = (item: number): string => `${item}`.padStart(4, "0");

Deno.test("indexPlaces() finds nothing in names without a meaning, though one item is often asked", () => {
  for (const protocol of [sampled, full]) {
    for (const late of [0, 0.5]) {
      const found = indexPlaces(freeze(corpusOfRows(log(any, late)), protocol));
      assert(p(found?.places) > 0.01, JSON.stringify(found));
    }
  }
});

Deno.test("indexPlaces() finds names that rise with time: the last ones are the answers", () => {
  for (const protocol of [sampled, full]) {
    const found = indexPlaces(freeze(corpusOfRows(log(rising, 0.5)), protocol));
    assert(p(found?.places) < 1e-4, JSON.stringify(found));
  }
});

Deno.test("indexPlaces() finds answers that stand in the middle of their negatives", () => {
  const task = freeze(corpusOfRows(log(any, 0)), sampled), { test } = task;
  const { offsets, items } = test.candidates ?? { offsets: [], items: new Uint32Array(0) };
  // The negatives of each case are the nearest around its answer.
  const planted = items.slice(), [pool] = task.pools;
  for (let i = 0; i < test.length; i++) {
    const number = offsets[i + 1] - offsets[i] - 1, place = pool.indexOf(test.target[i]);
    const from = Math.min(Math.max(0, place - Math.floor(number / 2)), pool.length - number - 1);
    const near = pool.subarray(from, from + number + 1).filter((item) => item !== test.target[i]);
    planted.set(near.subarray(0, number), offsets[i] + 1);
  }
  const candidates = { offsets: Uint32Array.from(offsets), items: planted };
  assert(p(indexPlaces({ ...task, test: { ...test, candidates } })?.places) < 1e-6);
});

for (const protocol of [full, await loadProtocol("global-time-full@1")]) {
  const { id, candidates: { pool } } = protocol.protocol;
  Deno.test(`indexPlaces() of whole pools is what a walk over them gives: ${id}`, () => {
    fc.assert(
      fc.property(randomRows(), (rows) => {
        try {
          const task = freeze(corpusOfRows(rows), protocol), { test, corpus, trained } = task;
          const isIn = (item: number, i: number): boolean =>
            corpus.catalogue.domain[item] === test.domain[i] &&
            (pool === "catalogue" || trained[item] === trained[test.target[i]]);
          // Every case of an item that is asked once is chosen.
          const once = [...test.target.keys()]
            .filter((i) => test.target.filter((item) => item === test.target[i]).length === 1);
          const least = new Array<number>(8).fill(0);
          for (const i of once) {
            const had = new Set(history(task, test, i).map((row) => task.timeline.item[row]));
            const ranked = [...trained.keys()]
              .filter((item) => isIn(item, i) && (item === test.target[i] || !had.has(item)));
            if (ranked.length < 2) continue;
            least[Math.floor(8 * ranked.indexOf(test.target[i]) / ranked.length)]++;
          }
          const more = new Set(test.target).size - once.length;
          const found = indexPlaces(task)?.observed ?? [];
          const beyond = least.map((number, bin) => found[bin] - number);
          assert(beyond.every((each) => each >= 0 && each <= more), `${least} ${found}`);
        } catch (error) {
          if (error instanceof UserError) fc.pre(false); // no case: nothing to ask
          throw error;
        }
      }),
      { numRuns: 50, seed: 1 },
    );
  });
}

Deno.test("indexPlaces() has no χ² of a few answers, and expects as many as it counts", () => {
  const found = indexPlaces(freeze(corpusOfRows(log(any, 0).slice(0, 300)), sampled));
  assertEquals(found?.places, null);
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
  assert(Math.abs(sum(found?.observed ?? []) - sum(found?.expected ?? [])) < 1e-9);
});
