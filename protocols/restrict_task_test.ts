import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { loadDataset } from "../datasets/registry.ts";
import type { CaseSet } from "./case_set.ts";
import { chooseArms } from "./choose_arms.ts";
import { freeze } from "./freeze.ts";
import { history } from "./history.ts";
import { loadProtocol } from "./load_protocol.ts";
import { restrictTask } from "./restrict_task.ts";
import type { Task } from "./task.ts";

const corpus = await loadDataset("tundra-tiny"); // three domains
const tasks = [
  freeze(corpus, await loadProtocol("leave-one-out-99@1")),
  freeze(corpus, await loadProtocol("global-time-full@1")),
];

/** Every case of a part by raw ids, with all that is asked and shown. */
function told(task: Task, cases: CaseSet, domains: readonly string[]): unknown[] {
  const { catalogue, users } = task.corpus, { timeline } = task;
  const name = (item: number): string =>
    `${catalogue.domains[catalogue.domain[item]]} ${catalogue.rawId[item]}`;
  return Array.from({ length: cases.length }, (_, i) => i)
    .filter((i) => domains.includes(catalogue.domains[cases.domain[i]]))
    .map((i) => ({
      user: users[cases.user[i]],
      target: name(cases.target[i]),
      time: cases.time[i],
      history: history(task, cases, i).map((row) => timeline.item[row])
        .filter((item) => domains.includes(catalogue.domains[catalogue.domain[item]])).map(name),
      candidates: cases.candidates &&
        [...cases.candidates.items.subarray(...cases.candidates.offsets.slice(i, i + 2))].map(name),
      flags: [cases.headline[i], cases.warm[i], cases.timeTied[i]],
      slices: Object.entries(cases.slices).map(([slice, flags]) => [slice, flags[i]]),
    }));
}

Deno.test("restrictTask() asks the same cases, with the same candidates, of these domains alone", () => {
  for (const task of tasks) {
    for (const chosen of [[0], [2], [2, 0]]) {
      const part = restrictTask(task, chosen), { domains } = part.corpus.catalogue;
      assertEquals(domains, chosen.toSorted().map((d) => task.corpus.catalogue.domains[d]));
      assert(part.test.length > 0);
      assertEquals(told(part, part.test, domains), told(task, task.test, domains));
      assertEquals(told(part, part.validation, domains), told(task, task.validation, domains));
    }
  }
});

Deno.test("restrictTask() learns from the training events of these domains, and shows no others", () => {
  for (const task of tasks) {
    const part = restrictTask(task, [1]), { catalogue } = task.corpus;
    const of = ({ timeline, training, corpus }: Task, domain: string) =>
      [...timeline.item].filter((item, row) =>
        training[row] && corpus.catalogue.domains[corpus.catalogue.domain[item]] === domain
      ).map((item) => corpus.catalogue.rawId[item]);
    const [, name] = catalogue.domains;
    assertEquals(of(part, name), of(task, name));
    assertEquals(part.counts.trainingEvents, of(task, name).length);
    assertEquals(part.corpus.catalogue.length, catalogue.offsets[2] - catalogue.offsets[1]);
    assertEquals(part.corpus.catalogue.offsets[1], part.corpus.catalogue.length);
    assert(part.timeline.item.every((item) => item < part.corpus.catalogue.length));
    const pool = (of: Task, d: number) => [...of.pools[d]].map((i) => of.corpus.catalogue.rawId[i]);
    assertEquals(pool(part, 0), pool(task, 1));
  }
});

Deno.test("restrictTask() cuts frames of one interval, never two of one user", () => {
  for (const task of tasks) {
    const { frames, user, interval, length } = restrictTask(task, [0, 1]).test;
    assertEquals([frames[0], frames[frames.length - 1]], [0, length]);
    for (let f = 0; f + 1 < frames.length; f++) {
      const users = user.subarray(frames[f], frames[f + 1]);
      assert(users.length > 0 && users.length <= 64 && new Set(users).size === users.length);
      assertEquals(new Set(interval.subarray(frames[f], frames[f + 1])).size, 1);
    }
  }
});

Deno.test("restrictTask() has a fingerprint of its own that hangs on the whole task", () => {
  const [task, other] = tasks, all = restrictTask(task, [0, 1, 2]);
  const prints = [task, other, all, restrictTask(task, [0]), restrictTask(task, [1])]
    .map(({ fingerprint }) => fingerprint);
  assertEquals(new Set(prints).size, 5);
  assertEquals(restrictTask(task, [1, 0]).fingerprint, restrictTask(task, [0, 1]).fingerprint);
  const changed = { ...task, fingerprint: "f".repeat(64) };
  assertNotEquals(restrictTask(changed, [0]).fingerprint, prints[3]);
  assertEquals(all.test.frames, task.test.frames);
  assertEquals(all.counts, task.counts);
});

Deno.test("restrictTask() keeps what is adapted to, where the target is among the domains", async () => {
  const [arm] = await chooseArms("user-split-fine-tune@1", corpus.catalogue.domains);
  const task = freeze(corpus, arm), target = task.adaptation?.domain ?? -1;
  assert(task.adaptation && target > 0);
  const part = restrictTask(task, [0, target]);
  assertEquals(part.adaptation?.domain, 1);
  assertEquals(ones(part.adaptation?.view), ones(task.adaptation.view));
  assertEquals(ones(part.adaptation?.trainable), ones(task.adaptation.trainable));
  assertEquals(part.adaptation?.validation.target.length, task.adaptation.validation.length);
  assertEquals(part.test.historyLength, task.test.historyLength);
  assertEquals(told(part, part.test, part.corpus.catalogue.domains).length, task.test.length);
  const without = restrictTask(task, [0]);
  assertEquals([without.adaptation, without.test.length], [undefined, 0]);
});

function ones(flags: Uint8Array | undefined): number {
  return (flags ?? new Uint8Array()).reduce((sum, each) => sum + each, 0);
}

Deno.test("restrictTask() refuses domains that are none", () => {
  for (const domains of [[], [3], [-1], [0.5], [1, 1]]) {
    assertThrows(
      () => restrictTask(tasks[0], domains),
      RangeError,
      "expected different ones of 0 … 2",
    );
  }
});
