import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import type { Corpus } from "../core/corpus.ts";
import { ingest } from "../datasets/ingest.ts";
import { chooseArms } from "../protocols/choose_arms.ts";
import { freeze } from "../protocols/freeze.ts";
import { protocolName } from "../protocols/protocol_name.ts";
import type { Task } from "../protocols/task.ts";

// What the splits promise, on real logs.
const FILES = ["food_kitchen.csv.gz", "amazon5.csv.gz"];
const paths = FILES.map((file) =>
  fileURLToPath(new URL(`../../shared/data/${file}`, import.meta.url))
);
const there = await Promise.all(paths.map((path) => Deno.stat(path).then(() => true, () => false)));
const ignore = there.includes(false);
const missing = FILES.filter((_, i) => !there[i]).map((file) => `../shared/data/${file}`);
const why = ignore ? ` (skipped: ${missing.join(" and ")} not there)` : "";

/** A task per arm. */
async function tasksOf(corpus: Corpus, name: string): Promise<Task[]> {
  const arms = await chooseArms(name, corpus.catalogue.domains);
  return arms.map((arm) => freeze(corpus, arm));
}

/** User per event of the task. */
function usersOf({ timeline: { offsets, length } }: Task): Uint32Array {
  const users = new Uint32Array(length);
  for (let u = 0; u + 1 < offsets.length; u++) users.fill(u, offsets[u], offsets[u + 1]);
  return users;
}

let open: Promise<Task[]> | undefined; // of food_kitchen, frozen once
const openWorld = (): Promise<Task[]> =>
  open ??= ingest(paths[0]).then((corpus) => tasksOf(corpus, "open-world-999@1"));

const ones = (flags: Uint8Array): number => flags.reduce((sum, each) => sum + each, 0);

Deno.test({
  name: `open-world-999@1 on food_kitchen: 11,117 users keep a row, 3,061 overlap${why}`,
  ignore,
  async fn() {
    for (const task of await openWorld()) {
      const { timeline, corpus: { catalogue }, test } = task, users = usersOf(task);
      const rows = new Map<number, Set<number>>(); // domains per user
      users.forEach((user, row) => {
        const domains = rows.get(user) ?? new Set<number>();
        rows.set(user, domains.add(catalogue.domain[timeline.item[row]]));
      });
      const overlapping = [...rows].filter(([, domains]) => domains.size === 2);
      assertEquals([rows.size, overlapping.length], [11117, 3061]);
      assertEquals([task.counts.users, test.length], [11117, 11117 + 3061]);

      const both = new Set(overlapping.map(([user]) => user)), { slices } = test;
      for (let i = 0; i < test.length; i++) {
        assertEquals(slices.overlapping[i], both.has(test.user[i]) ? 1 : 0);
        assertEquals(slices.overlapping[i] + slices["single-domain"][i], 1);
        assertEquals(slices.exposed[i] + slices.unexposed[i], 1);
        assert(slices.exposed[i] >= slices.overlapping[i]);
      }
    }
  },
});

Deno.test({
  name: `open-world-999@1 on food_kitchen: unexposed rows are tested only, 25 % within 75 %${why}`,
  ignore,
  async fn() {
    const [low, high] = (await openWorld()).map((task) => {
      const { test, validation, training } = task, users = usersOf(task);
      const exposed = new Set<number>(), unexposed = new Set<number>();
      test.user.forEach((user, i) => (test.slices.exposed[i] ? exposed : unexposed).add(user));
      assert(unexposed.size > 500 && ones(training) > 30000 && validation.length > 4000);
      for (const user of unexposed) assert(!exposed.has(user));
      users.forEach((user, row) => {
        if (!unexposed.has(user)) return;
        assertEquals([training[row], test.counted[row], validation.counted[row]], [0, 0, 0]);
      });
      for (const user of validation.user) assert(!unexposed.has(user));
      return exposed;
    });
    assert(low.size < high.size && [...low].every((user) => high.has(user)));
    // Of 8,056 users with one row: 4 standard deviations of a share are 2 %.
    const share = (exposed: Set<number>): number => (exposed.size - 3061) / 8056;
    assert(Math.abs(share(low) - 0.25) < 0.02 && Math.abs(share(high) - 0.75) < 0.02);
  },
});

for (const [i, file] of FILES.entries()) {
  Deno.test({
    name:
      `time-split-9@1 and global-time-full@1 on ${file}: nothing is trained on from the boundary on${why}`,
    ignore,
    async fn() {
      const corpus = await ingest(paths[i]);
      const windows = await tasksOf(corpus, "time-split-9@1");
      for (const task of [...windows, ...await tasksOf(corpus, "global-time-full@1")]) {
        const { timeline: { time }, training, test, validation } = task,
          name = protocolName(task.protocol);
        const last = time.reduce((most, each) => Math.max(most, each), 0);
        const sorted = time.slice().sort();
        const [from, testFrom] = name.startsWith("time")
          ? [last - 180 * 86400, last - 90 * 86400]
          : [moment(sorted, 8), moment(sorted, 9)];
        time.forEach((each, row) => assertEquals(training[row], each < from ? 1 : 0));
        for (const each of validation.time) assert(each >= from && each < testFrom);
        for (const each of test.time) assert(each >= testFrom);
        assert(test.length > 100 && validation.length > 100 && ones(training) > time.length / 2);
      }
    },
  });
}

Deno.test({
  name: `time-split-9@1 on food_kitchen: both arms hold the same events and ask as much${why}`,
  ignore,
  async fn() {
    const [apart, whole] = await tasksOf(await ingest(paths[0]), "time-split-9@1");
    const told = ({ counts }: Task) => [
      ...[counts.events, counts.trainingEvents, counts.dropped, counts.testCases],
    ];
    assertEquals(told(apart), told(whole));
    assertEquals([whole.counts.events, whole.counts.testCases], [97427, 10260]);
    assert(apart.counts.users > whole.counts.users);
  },
});

Deno.test({
  name: `user-split on food_kitchen: nothing of the target's test users is learned from${why}`,
  ignore,
  async fn() {
    const corpus = await ingest(paths[0]);
    for (const name of ["user-split-zero-shot@1/food", "user-split-fine-tune@1/food/n-all"]) {
      const [task] = await tasksOf(corpus, name), { timeline, training, adaptation, test } = task;
      const { domain, domains } = task.corpus.catalogue, users = usersOf(task);
      const [target] = [domains.indexOf("food")], asked = new Set(test.user);
      assert(adaptation && adaptation.domain === target && target === domains.length - 1);
      users.forEach((user, row) => {
        const isTarget = domain[timeline.item[row]] === target;
        assert(!isTarget || training[row] === 0);
        assert(!adaptation.view[row] || (isTarget && !asked.has(user)));
      });
      for (const user of adaptation.validation.user) assert(!asked.has(user));
      // Of 16,579 users in the domain: 4 standard deviations of a share are 1.5 %.
      assert(Math.abs(asked.size / 16579 - 0.3) < 0.015);
      assertEquals(adaptation.validation.length, name.includes("fine") ? 10000 : 0);
      assertEquals(ones(adaptation.view) > 0, name.includes("fine"));
    }
  },
});

/** The first of the ascending times before which lie so many tenths of them. */
function moment(times: Float64Array, tenths: number): number {
  let before = 0; // events before the one at hand, in time
  for (let at = 0; at < times.length; at++) {
    if (times[at] > times[before]) before = at;
    if (10 * before >= tenths * times.length) return times[at];
  }
  return NaN;
}
