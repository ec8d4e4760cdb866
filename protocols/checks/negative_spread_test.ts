import { assert, assertEquals } from "@std/assert";
import chiSquareCdf from "@stdlib/stats-base-dists-chisquare-cdf";
import { RandomStream } from "../../core/random_stream.ts";
import { loadDataset } from "../../datasets/registry.ts";
import { freeze } from "../freeze.ts";
import { history } from "../history.ts";
import { loadProtocol } from "../load_protocol.ts";
import type { Task } from "../task.ts";
import type { ChiSquare } from "./chi_square.ts";
import { negativeSpread } from "./negative_spread.ts";

const task = freeze(await loadDataset("tundra-small"), await loadProtocol("leave-one-out-99@1"));

const p = (found: ChiSquare | null | undefined): number =>
  found ? 1 - chiSquareCdf(found.statistic, found.freedom) : NaN;

/** The task with other negatives: the first `count` that `isOpen` leaves of a case's shuffled pool. */
function drawnFrom(count: number, isOpen: (item: number, target: number) => boolean): Task {
  const { test, corpus, pools, trained } = task, { domain } = corpus.catalogue;
  const offsets = [0], items: number[] = [];
  for (let i = 0; i < test.length; i++) {
    const had = new Set(history(task, test, i).map((row) => task.timeline.item[row]));
    const open = test.headline[i]
      ? pools[test.domain[i]]
      : Uint32Array.from(trained.keys()).filter((item) =>
        trained[item] === 0 && domain[item] === test.domain[i]
      );
    const left = open.filter((item) =>
      item !== test.target[i] && !had.has(item) && isOpen(item, test.target[i])
    );
    RandomStream.from(1, "planted", i).shuffle(left);
    items.push(test.target[i], ...left.subarray(0, count));
    offsets.push(items.length);
  }
  const candidates = { offsets: Uint32Array.from(offsets), items: Uint32Array.from(items) };
  return { ...task, test: { ...test, candidates } };
}

Deno.test("negativeSpread() finds nothing in uniform draws, its own or those made by a shuffle", () => {
  for (const each of [task, drawnFrom(99, () => true), drawnFrom(9, () => true)]) {
    const found = negativeSpread(each);
    assertEquals(found?.impossible.count, 0);
    assert(p(found?.residues) > 0.01 && p(found?.ranges) > 0.01, JSON.stringify(found));
  }
});

Deno.test("negativeSpread() finds negatives of even indices only, by their residues alone", () => {
  const found = negativeSpread(drawnFrom(20, (item) => item % 2 === 0));
  assertEquals(found?.impossible.count, 0);
  assert(p(found?.residues) < 1e-9, JSON.stringify(found));
});

Deno.test("negativeSpread() finds negatives that are rather low, by their ranges alone", () => {
  const { offsets } = task.corpus.catalogue;
  const isLow = (item: number): boolean => {
    const d = task.corpus.catalogue.domain[item];
    // One in ten of the upper half is missing.
    return item - offsets[d] < (offsets[d + 1] - offsets[d]) / 2 || item % 10 !== 3;
  };
  const found = negativeSpread(drawnFrom(20, isLow));
  assert(p(found?.ranges) < 1e-6, JSON.stringify(found));
});

Deno.test("negativeSpread() counts negatives that no draw could give", () => {
  const { test } = task,
    { offsets = new Uint32Array(), items = new Uint32Array() } = test.candidates ?? {};
  const planted = items.slice(), at = (i: number): number => offsets[i] + 1;
  const warm = test.headline.indexOf(1);
  planted[at(warm)] = task.timeline.item[
    history(task, test, warm)
      .find((row) => task.corpus.catalogue.domain[task.timeline.item[row]] === test.domain[warm]) ??
      0
  ];
  const second = test.headline.indexOf(1, warm + 1);
  planted[at(second)] = planted[at(second) + 1]; // twice
  const third = test.headline.indexOf(1, second + 1);
  planted[at(third)] = task.trained.findIndex((each, item) =>
    each === 0 && task.corpus.catalogue.domain[item] === test.domain[third]
  ); // cold
  const candidates = { offsets, items: planted };
  assertEquals(negativeSpread({ ...task, test: { ...test, candidates } })?.impossible.count, 3);
});

Deno.test("negativeSpread() has nothing to say of a full ranking", async () => {
  const full = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-full@1"));
  assertEquals(negativeSpread(full), null);
});
