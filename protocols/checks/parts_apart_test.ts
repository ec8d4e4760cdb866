import { assert, assertEquals, assertThrows } from "@std/assert";
import { RandomStream } from "../../core/random_stream.ts";
import { loadDataset } from "../../datasets/registry.ts";
import { corpusOfRows, type Row } from "../../tests/fixtures/corpus_of_rows.ts";
import { chooseArms } from "../choose_arms.ts";
import { freeze } from "../freeze.ts";
import { loadProtocol } from "../load_protocol.ts";
import { partsApart } from "./parts_apart.ts";
import { splitRule } from "./split_rule.ts";

const tiny = await loadDataset("tundra-tiny");
const task = freeze(tiny, await loadProtocol("leave-one-out-99@1"));
const rule = splitRule("leave-one-out");
const all = { ...rule, rowsApart: "all" } as const;

Deno.test("partsApart() finds an answer that is learned from, and one that is asked twice", () => {
  const training = task.training.slice();
  training[task.test.event[3]] = 1;
  training[task.validation.event[0]] = 1;
  assertEquals(partsApart({ ...task, training }, rule).answers.count, 2);
  const event = task.test.event.slice();
  event[5] = task.validation.event[0];
  assertEquals(partsApart({ ...task, test: { ...task.test, event } }, rule).answers.count, 1);
});

Deno.test("partsApart() finds an answer's item among what its user learns", () => {
  const { test, timeline, training } = task, i = 7, item = timeline.item.slice();
  let row = timeline.offsets[test.user[i]];
  while (training[row] === 0) row++;
  item[row] = test.target[i];
  const planted = { ...task, timeline: { ...timeline, item } };
  assertEquals(partsApart(planted, rule).items?.count, 1);
  assertEquals(partsApart(planted, { ...rule, repeatsAsked: true }).items, null);
});

Deno.test("partsApart() finds a user of the test part who is learned from", () => {
  // A split of users: the cases of a few, and training of all the others.
  const users = 20, { timeline, test } = task, training = task.training.slice();
  training.fill(0, 0, timeline.offsets[users]);
  const few = [...test.user.keys()].filter((i) => test.user[i] < users);
  const cut = {
    ...test,
    length: few.length,
    ...Object.fromEntries(
      (["user", "event", "target"] as const).map((
        of,
      ) => [of, Uint32Array.from(few, (i) => test[of][i])]),
    ),
    domain: Uint8Array.from(few, (i) => test.domain[i]),
  };
  const none = {
    ...task.validation,
    length: 0,
    event: new Uint32Array(0),
    user: new Uint32Array(0),
  };
  const apart = { ...task, training, test: cut, validation: none };
  assertEquals(partsApart(apart, all).rows, { count: 0, of: few.length, share: 0 });
  assertEquals(partsApart(apart, rule).rows, null);

  // The same user once more, under the same raw id, among those that are learned from.
  const { offsets, item } = timeline, { domain } = tiny.catalogue;
  const learns = (row: number): boolean =>
    training[row] === 1 && domain[item[row]] === cut.domain[0];
  let twin = users;
  while (!rowsOf(twin).some(learns)) twin++;
  const names = tiny.users.map((name, user) => user === twin ? tiny.users[cut.user[0]] : name);
  const duplicated = { ...apart, corpus: { ...tiny, users: names } };
  assertEquals(partsApart(duplicated, all).rows?.count, 1);

  // One event of one of them, learned from.
  let row = offsets[cut.user[0]];
  while (domain[item[row]] !== cut.domain[0]) row++;
  const leaked = training.slice();
  leaked[row] = 1;
  assertEquals(partsApart({ ...apart, training: leaked }, all).rows?.count, 1);
});

function rowsOf(user: number): number[] {
  const { offsets } = task.timeline;
  return Array.from({ length: offsets[user + 1] - offsets[user] }, (_, i) => offsets[user] + i);
}

Deno.test("partsApart() holds open worlds to their unexposed rows", async () => {
  const two = corpusOfRows(twoDomains());
  const [frozen] = await chooseArms("open-world-999@1/ku-25", two.catalogue.domains);
  const open = freeze(two, frozen), { rowsApart } = splitRule("open-world");
  assertEquals(rowsApart, "unexposed");
  const kept = partsApart(open, splitRule("open-world")).rows;
  assert(kept && kept.count === 0 && kept.of > 10, "no unexposed rows");
  const training = open.training.slice(), i = open.test.slices.unexposed.indexOf(1);
  training[open.timeline.offsets[open.test.user[i]]] = 1;
  assertEquals(partsApart({ ...open, training }, splitRule("open-world")).rows?.count, 1);
});

Deno.test("partsApart() refuses a rule about a slice that the cases do not have", () => {
  assertThrows(
    () => partsApart(task, { ...rule, rowsApart: "unexposed" }),
    TypeError,
    'Cannot check the slice "unexposed": the test cases do not have it, expected one of "cold"',
  );
});

/** 90 users, a third of them in both domains. */
function twoDomains(): Row[] {
  const rows: Row[] = [], stream = RandomStream.from(1, "two domains");
  for (let user = 0; user < 90; user++) {
    for (const domain of [["a"], ["b"], ["a", "b"]][user % 3]) {
      for (let time = 0; time < 8; time++) {
        rows.push({ user: `u${user}`, item: `i${stream.below(40)}`, domain, time });
      }
    }
  }
  return rows;
}
