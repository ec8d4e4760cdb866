import { assert, assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../core/user_error.ts";
import { corpusOfRows, type Row } from "../tests/fixtures/corpus_of_rows.ts";
import { freeze } from "./freeze.ts";
import type { FrozenProtocol } from "./frozen_protocol.ts";
import { history } from "./history.ts";
import { loadProtocol } from "./load_protocol.ts";
import type { CaseSet } from "./case_set.ts";
import type { Task } from "./task.ts";

const sampled = await loadProtocol("leave-one-out-99@1");
const full = await loadProtocol("leave-one-out-full@1");

/** Cases as a person would write them down, by user then domain. */
function told(task: Task, cases: CaseSet): string[] {
  const { users, catalogue } = task.corpus;
  const name = (item: number) => catalogue.rawId[item];
  return Array.from({ length: cases.length }, (_, i) => {
    const before = history(task, cases, i).map((row) => name(task.timeline.item[row]));
    return `${users[cases.user[i]]}: ${before.join(" ")} -> ${name(cases.target[i])}`;
  }).sort();
}

/** Rows of "user: item@domain item@domain …", one day apart. */
function rows(...lines: string[]): Row[] {
  return lines.flatMap((line) => {
    const [user, items] = line.split(": ");
    return items.split(" ").map((each, day) => {
      const [item, domain = "items"] = each.split("@");
      return { user, item, domain, time: day * 86400 };
    });
  });
}

Deno.test("freeze() cuts the last two non-repeats of each merged sequence", () => {
  const task = freeze(
    corpusOfRows(rows("u: a b c d", "v: d c b a c", "w: b d", "x: a a c a b")),
    sampled,
  );
  // v's last event repeats c: it is dropped. w is too short. x: the second a and the third are repeats.
  assertEquals(told(task, task.test), ["u: a b c -> d", "v: d c b -> a", "x: a a c a -> b"]);
  assertEquals(told(task, task.validation), ["u: a b -> c", "v: d c -> b", "x: a a -> c"]);
  assertEquals(task.counts.dropped, 1);
  assertEquals(task.counts.repeats, 3);
  assertEquals(task.counts.sequencesWithoutCases, 1);
  assertEquals(task.counts.trainingEvents, 2 + 2 + 2 + 2);
});

Deno.test("freeze() hides the answers of a user's other domains from per-domain histories", () => {
  const task = freeze(
    corpusOfRows(rows("u: a@x p@y b@x q@y c@x r@y d@x s@y", "v: a@x b@x c@x", "w: p@y q@y r@y")),
    full,
  );
  // Of u, c and d are the answers in x, r and s in y.
  assertEquals(told(task, task.test), [
    "u: a p b q c -> d",
    "u: a p b q r -> s",
    "v: a b -> c",
    "w: p q -> r",
  ]);
  assertEquals(told(task, task.validation).slice(0, 2), ["u: a p b q -> c", "u: a p b q -> r"]);
});

Deno.test("freeze() gives a user without two answers after a first event no cases", () => {
  const task = freeze(corpusOfRows(rows("u: a b a a", "v: a b c", "w: c c")), sampled);
  assertEquals(told(task, task.test), ["v: a b -> c"]);
  assertEquals(task.counts.trainingEvents, 4 + 1 + 2);
});

Deno.test("freeze() ranks cold cases among cold items, outside the headline", () => {
  const lines = ["u: a b c d", "v: b a d c", "w: c d a b", "x: a b d z", "y: c a b t"];
  const task = freeze(corpusOfRows(rows(...lines)), sampled);
  const cold = task.test.warm.reduce((sum, warm) => sum + 1 - warm, 0);
  assertEquals([task.counts.testCases, task.counts.coldCases, cold], [5, 2, 2]);
  const { offsets, items } = task.test.candidates ?? { offsets: [], items: [] };
  for (let i = 0; i < task.test.length; i++) {
    const names = [...items.slice(offsets[i], offsets[i + 1])]
      .map((item) => task.corpus.catalogue.rawId[item]).sort();
    if (!task.test.warm[i]) assertEquals(names, ["t", "z"]);
    else assert(!names.includes("t") && !names.includes("z"));
    assertEquals(task.test.headline[i], task.test.warm[i]);
  }
});

Deno.test("freeze() orders equal times by a hash, not by id or file order", () => {
  const tied: Row[] = [];
  for (let u = 0; u < 200; u++) {
    for (const item of ["a", "b", "c", "d"]) tied.push({ user: `u${u}`, item, time: 5 });
  }
  const task = freeze(corpusOfRows(tied), sampled);
  const last = new Map<string, number>();
  task.test.target.forEach((item) => {
    const name = task.corpus.catalogue.rawId[item];
    last.set(name, (last.get(name) ?? 0) + 1);
  });
  assertEquals(task.counts.timeTiedCases, 200);
  // 200 fair draws of 4: each 50, 4 standard deviations are 24.
  for (const item of ["a", "b", "c", "d"]) assert(Math.abs((last.get(item) ?? 0) - 50) < 25);
});

Deno.test("freeze() refuses data that a protocol does not fit", () => {
  const two: FrozenProtocol = {
    ...sampled,
    protocol: { ...sampled.protocol, domains: { min: 2, max: 2 } },
  };
  const message =
    'Cannot apply protocol "leave-one-out-99@1" to "rows": the data has 1 domain, expected at least 2';
  assertThrows(() => freeze(corpusOfRows(rows("u: a b c")), two), UserError, message);
  assertThrows(
    () => freeze(corpusOfRows(rows("u: a b", "v: a")), sampled),
    UserError,
    'Cannot apply protocol "leave-one-out-99@1" to "rows": its rule leaves no test case, ' +
      "expected a user with 3 events and two new items after the first",
  );
  assertThrows(
    () => freeze(corpusOfRows(rows("u: a b c")), sampled),
    UserError,
    "the candidate pool is empty",
  );
});
