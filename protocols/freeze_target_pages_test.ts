import { assert, assertEquals } from "@std/assert";
import { corpusOfRows, type Row } from "../tests/fixtures/corpus_of_rows.ts";
import { shareItems } from "../tests/fixtures/share_items.ts";
import type { CaseSet } from "./case_set.ts";
import { chooseArms } from "./choose_arms.ts";
import { freeze } from "./freeze.ts";
import type { FrozenProtocol } from "./frozen_protocol.ts";
import { history } from "./history.ts";
import type { Task } from "./task.ts";

// The worked examples of docs/protocols for the protocols with a target.

/** Rows of "user: item@domain@rating …", a day each. */
function rows(...lines: string[]): Row[] {
  return lines.flatMap((line) => {
    const [user, items] = line.split(": ");
    return items.split(" ").map((each, day) => {
      const [item, domain, rating] = each.split("@");
      return { user, item, domain, time: 86400 * day, ...(rating && { rating: Number(rating) }) };
    });
  });
}

/** Cases as a page writes them, by user. */
function told(task: Task, cases: CaseSet | undefined): string[] {
  if (!cases) return [];
  const { users, catalogue: { rawId } } = task.corpus, { item } = task.timeline;
  return Array.from({ length: cases.length }, (_, i) => {
    const before = history(task, cases, i).map((row) => rawId[item[row]]).join(" ");
    const label = task.label ? ` ${task.label[cases.event[i]]}` : "";
    return `${users[cases.user[i]]}: ${before} → ${rawId[cases.target[i]]}${label}`;
  }).sort();
}

/** What stands in some view, by user. */
function seen(task: Task, view: Uint8Array | undefined): string[] {
  const { offsets, item } = task.timeline, { users, catalogue: { rawId } } = task.corpus;
  return users.flatMap((user, u) => {
    const own = Array.from({ length: offsets[u + 1] - offsets[u] }, (_, i) => offsets[u] + i)
      .filter((row) => view?.[row] === 1);
    return own.length > 0 ? [`${user}: ${own.map((row) => rawId[item[row]]).join(" ")}`] : [];
  });
}

async function arm(name: string): Promise<FrozenProtocol> {
  const [one] = await chooseArms(name, ["x", "y"]);
  return one;
}

Deno.test("freeze() gives the example of docs/protocols/click-auc.md", async () => {
  const log = rows(
    "u: p@x@5 a@y@2 b@y@4 q@x@3 c@y@5 r@x@1 d@y@2 s@x@4",
    "v: a@y@1 b@y@5 p@x@4 c@y@2",
    "w: p@x@2 a@y@5 b@y@1 a@y@4",
  );
  const task = freeze(corpusOfRows(log), await arm("click-auc@1/x->y"));
  assertEquals(seen(task, task.training), ["u: p a b q", "w: p a"]);
  const labels = [...task.label ?? []].filter((_, row) => task.training[row] === 1);
  assertEquals(labels, [1, 0, 1, 0, 0, 1]);
  assertEquals(told(task, task.validation), ["u: p a b q → c 1", "w: p a → b 0"]);
  assertEquals(told(task, task.test), ["u: p a b q c r → d 0", "w: p a b → a 1"]);
  assertEquals([task.counts.dropped, task.counts.users], [1 + 4, 2]);
  const { candidates } = task.test;
  assertEquals([...candidates?.items ?? []], [...task.test.target]);
});

// Training, validation and test users of x and of y, by the real hash of these ids.
const USERS = rows(
  ...["a: p@x q@x r@x s@y u@y", "d: p@x r@x q@x", "g: q@x p@x t@y u@y", "m: r@x p@x u@y s@y"],
  ...["i: s@y t@y s@y", "e: t@y s@y u@y", "h: s@y t@y t@y u@y"],
);

Deno.test("freeze() gives the example of docs/protocols/user-split-zero-shot.md", async () => {
  const frozen = await arm("user-split-zero-shot@1/y"), task = freeze(corpusOfRows(USERS), frozen);
  assertEquals(seen(task, task.training), ["a: p q r"]);
  assertEquals(told(task, task.validation), ["d: p r → q", "d: p → r", "m: r → p"]);
  assertEquals(told(task, task.test), ["h: s t t → u", "h: s t → t", "h: s → t", "m: u → s"]);
  assertEquals(seen(task, task.adaptation?.view), []);
  assertEquals(task.adaptation?.validation.length, 0);
  const { users } = task.corpus, { unseen, cold } = task.test.slices;
  for (let i = 0; i < task.test.length; i++) {
    assertEquals(unseen[i] === 1, users[task.test.user[i]] === "h");
  }
  assert(!cold.includes(0));
  assertEquals(task.counts.dropped, 2); // q and p of g
  assertEquals(task.pools[1].length, 3);
});

Deno.test("freeze() knows an item of a source in the target where domains share their items", async () => {
  const frozen = await arm("user-split-zero-shot@1/y");
  // In x, t is q: a is trained on it, and g, who is left out, has it too.
  const renamed = USERS.map((row) => ({ ...row, item: row.item === "q" ? "t" : row.item }));
  const task = freeze(shareItems(corpusOfRows(renamed)), frozen), { test } = task;
  const { rawId } = task.corpus.catalogue, { users } = task.corpus;
  for (let i = 0; i < test.length; i++) {
    const isShared = rawId[test.target[i]] === "t";
    assertEquals([test.slices.warm[i], test.slices.cold[i]], isShared ? [1, 0] : [0, 1]);
    assertEquals(test.slices.unseen[i] === 1, users[test.user[i]] === "h" && !isShared);
  }
});

Deno.test("freeze() gives the example of docs/protocols/user-split-fine-tune.md", async () => {
  const frozen = await arm("user-split-fine-tune@1/y/n-10"), { protocol } = frozen;
  const adapting = (samples: number | null): Task => {
    const { split } = protocol;
    if (split.kind !== "users") throw new TypeError("another split");
    return freeze(corpusOfRows(USERS), {
      ...frozen,
      protocol: { ...protocol, split: { ...split, samples } },
    });
  };
  const [two, three, all] = [2, 3, null].map(adapting);
  const trainable = ({ adaptation }: Task) => adaptation?.trainable.reduce((sum, n) => sum + n, 0);
  assertEquals(seen(three, three.adaptation?.view), ["a: s u", "i: s t s"]);
  assertEquals(seen(two, two.adaptation?.view), ["a: s u", "i: s t"]);
  assertEquals(seen(all, all.adaptation?.view), ["a: s u", "g: t u", "i: s t s"]);
  assertEquals([two, three, all].map(trainable), [2, 3, 4]);
  for (const task of [two, three, all]) {
    assertEquals(told(task, task.adaptation?.validation), ["e: t s → u", "e: t → s"]);
    assertEquals(told(task, task.test), ["h: s t t → u", "h: s t → t", "h: s → t", "m: u → s"]);
    assert(!task.test.slices.cold.includes(1));
  }
});
