import { assert, assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../core/user_error.ts";
import { corpusOfRows, type Row } from "../tests/fixtures/corpus_of_rows.ts";
import type { CaseSet } from "./case_set.ts";
import { chooseArms } from "./choose_arms.ts";
import { freeze } from "./freeze.ts";
import type { FrozenProtocol } from "./frozen_protocol.ts";
import { history } from "./history.ts";
import { loadProtocol } from "./load_protocol.ts";
import type { Task } from "./task.ts";

// The worked examples of docs/protocols, and what is refused.

/** Rows of "user: item@domain@day …"; days go up by one where none is said. */
function rows(...lines: string[]): Row[] {
  return lines.flatMap((line) => {
    const [user, items] = line.split(": ");
    return items.split(" ").map((each, i) => {
      const [item, domain = "x", day = String(i)] = each.split("@");
      return { user, item, domain, time: 86400 * Number(day) };
    });
  });
}

/** Cases as a page writes them, those of one user. */
function told(task: Task, cases: CaseSet, wanted: string): string[] {
  const { users, catalogue } = task.corpus;
  const name = (item: number) => catalogue.rawId[item];
  return Array.from({ length: cases.length }, (_, i) => i)
    .filter((i) => users[cases.user[i]] === wanted)
    .map((i) => {
      const before = history(task, cases, i).map((row) => name(task.timeline.item[row]));
      return `${before.join(" ")} → ${name(cases.target[i])}`;
    });
}

async function arm(name: string): Promise<FrozenProtocol> {
  const [one] = await chooseArms(name, ["x", "y"]);
  return one;
}

Deno.test("freeze() gives the example of docs/protocols/open-world-999.md", async () => {
  // Of users with one row none is exposed, or all: what v and w give is on the page in both parts.
  const frozen = await arm("open-world-999@1/ku-25"), { protocol } = frozen;
  if (protocol.split.kind !== "open-world") throw new TypeError("another split");
  const log = rows(
    "u: a p@y b q@y c r@y d s@y e t@y",
    "v: a c b b f p@y q@y",
    "w: p@y q@y s@y r@y p@y",
  );
  const exposedAt = (exposed: number) =>
    freeze(corpusOfRows(log), {
      ...frozen,
      protocol: {
        ...protocol,
        split: { ...protocol.split, kind: "open-world", minimumEvents: 5, exposed },
      },
    });
  const [none, all] = [exposedAt(0), exposedAt(1)];
  for (const task of [none, all]) {
    assertEquals(told(task, task.test, "u"), ["a p b q c r d → e", "a p b q c r s → t"]);
    assertEquals(told(task, task.test, "v"), ["a c b b → f"]);
    assertEquals(told(task, task.test, "w"), ["p q s → r"]);
    assertEquals(told(task, task.validation, "u"), []); // d and s are cold
  }
  assertEquals(told(all, all.validation, "v"), ["a c → b"]);
  assertEquals(told(none, none.validation, "v"), []);
  assertEquals([none, all].map(({ counts }) => counts.trainingEvents), [6, 6 + 2 + 2]);
  assertEquals(none.counts.dropped, 2 + 1); // v's p and q, w's last p
});

Deno.test("freeze() gives the example of docs/protocols/time-split-9.md", async () => {
  const log = rows(
    "u: a@x@10 b@x@50 p@y@90 c@x@120 a@x@150 d@x@230 q@y@240 b@x@320 e@x@330 r@y@400",
    // Others, who make items warm and training long.
    "v: d@x@1 q@y@2 e@x@3 r@y@4 a@x@5 b@x@6 c@x@7 p@y@8 a@x@9 b@x@11",
  );
  const task = freeze(corpusOfRows(log), await arm("time-split-9@1/overlap-100"));
  assertEquals(told(task, task.validation, "u"), ["a b p c a → d", "a b p c a → q"]);
  assertEquals(told(task, task.test, "u"), ["a b p c a d q b → e", "a b p c a d q b e → r"]);
  assertEquals(task.counts.trainingEvents, 5 + 10);
  // Cut apart, u has the same answers with the histories of one domain.
  const both = [...log, ...rows("w: a@x@1 b@x@900")]; // too few events, whenever they are
  const apart = freeze(corpusOfRows(both), await arm("time-split-9@1/overlap-0"));
  const u = (domain: string) => `u\0${domain}`;
  assertEquals(told(apart, apart.validation, u("x")), ["a b c a → d"]);
  assertEquals(told(apart, apart.validation, u("y")), ["p → q"]);
  assertEquals(told(apart, apart.test, u("x")), ["a b c a d b → e"]);
  assertEquals(told(apart, apart.test, u("y")), ["p q → r"]);
  assertEquals([apart.counts.dropped, apart.counts.trainingEvents], [2, 15]);
});

Deno.test("freeze() gives the example of docs/protocols/leave-one-out-100.md", async () => {
  const log = rows("u: a b a c d b", "v: e f g h i j");
  const task = freeze(corpusOfRows(log), await loadProtocol("leave-one-out-100@1"));
  assertEquals(told(task, task.test, "u"), ["a b a c → d"]);
  assertEquals(told(task, task.validation, "u"), ["a b a → c"]);
  const { candidates, user } = task.test, u = user.indexOf(0);
  const drawn = candidates?.items.slice(candidates.offsets[u], candidates.offsets[u + 1]);
  const names = Array.from(drawn ?? [], (item) => task.corpus.catalogue.rawId[item]);
  assertEquals([names[0], ...names.slice(1).sort()], ["d", "e", "f", "g", "h", "i", "j"]);
  assertEquals(task.counts.exhaustedCases, 2);
});

Deno.test("freeze() gives the example of docs/protocols/global-time-full.md", async () => {
  // Sixteen events of others, f on the first day.
  const before = Array.from(
    { length: 16 },
    (_, i) => `w${i % 4}: ${i === 0 ? "f" : `i${i}`}@x@${i + 1}`,
  );
  const log = rows(...before, "u: d@x@17 a@x@18 f@x@19", "v: e@x@18");
  const task = freeze(corpusOfRows(log), await arm("global-time-full@1"));
  assertEquals(task.validation.length, 0); // d and e are cold
  assertEquals(told(task, task.test, "u"), ["d a → f"]);
  assertEquals([task.counts.testCases, task.counts.coldCases, task.counts.trainingEvents], [
    1,
    0,
    16,
  ]);
  const pool = Array.from(task.pools[0], (item) => task.corpus.catalogue.rawId[item]);
  assertEquals(pool.length, 16);
  assert(pool.includes("f") && !pool.includes("d") && !pool.includes("a"));
});

Deno.test("freeze() refuses a protocol without its arm, and data of other domains", async () => {
  const one = corpusOfRows(rows("u: a b c d e f")), two = corpusOfRows(rows("u: a b@y c d@y"));
  const fails = (message: string, frozen: FrozenProtocol, corpus = one) =>
    assertThrows(() => freeze(corpus, frozen), UserError, message);
  fails(
    'Cannot apply protocol "open-world-999@1": no arm of it, expected "open-world-999@1/ku-25" or ' +
      '"open-world-999@1/ku-75"',
    await loadProtocol("open-world-999@1"),
  );
  fails(
    'Cannot apply protocol "open-world-999@1/ku-25" to "rows": the data has 1 domain, expected at least 2',
    await arm("open-world-999@1/ku-25"),
  );
  fails(
    'Cannot apply protocol "leave-one-out-100@1" to "rows": the data has 2 domains, expected at most 1',
    await loadProtocol("leave-one-out-100@1"),
    two,
  );
  fails("expected at least 2", await arm("time-split-9@1/overlap-0"));
});

Deno.test("freeze() refuses data that a split leaves nothing of, and says what it wants", async () => {
  const fails = (message: string, frozen: FrozenProtocol, ...lines: string[]) =>
    assertThrows(() => freeze(corpusOfRows(rows(...lines)), frozen), UserError, message);
  const windows = await arm("time-split-9@1/overlap-100"), global = await arm("global-time-full@1");
  fails("no user has 10 events", windows, "u: a b@y c d@y");
  fails("0 of 10 events are earlier than both", windows, "u: a b@y c d@y e f@y g h@y i j@y");
  fails("Cannot split at two moments", global, "u: a@x@1 b@x@1 c@x@1 d@x@1");
  fails(
    "its rule leaves no test case, expected a new item in the last 90 days, of a user who was in its",
    windows,
    "u: a@x@1 b@y@2 c@x@3 d@y@4 e@x@5 f@y@6 g@x@7 h@y@8 i@x@9 a@x@900",
  );
  fails(
    "expected a user's new item among the last 10 % of the events",
    global,
    "u: a@x@1 b@x@2 c@x@3 d@x@4 e@x@5 f@x@6 g@x@7 h@x@8 i@x@9 a@x@10",
  );
  fails(
    "expected a user with 5 events in a domain and two new items after the first",
    await arm("open-world-999@1/ku-25"),
    "u: a a a a a p@y p@y p@y p@y p@y",
  );
});
