import { assert, assertEquals } from "@std/assert";
import { loadDataset } from "../../datasets/registry.ts";
import { corpusOfRows, type Row } from "../../tests/fixtures/corpus_of_rows.ts";
import { freeze } from "../freeze.ts";
import { loadProtocol } from "../load_protocol.ts";
import { laterTraining } from "./later_training.ts";
import { splitRule } from "./split_rule.ts";

const rule = splitRule("leave-one-out");

function rows(user: string, domain: string, times: number[]): Row[] {
  return times.map((time, i) => ({ user, domain, item: `${domain}${(i + times[0]) % 7}`, time }));
}

Deno.test("laterTraining() is the mean over cases of the share of training after the answer", async () => {
  // Training at 1, 2 and 11, 12; answers at 4 (two of four are later) and at 14 (none).
  const corpus = corpusOfRows([
    ...rows("u", "a", [1, 2, 3, 4]),
    ...rows("v", "a", [11, 12, 13, 14]),
  ]);
  const { events, ownUser, pastBoundary } = laterTraining(
    freeze(corpus, await loadProtocol("leave-one-out-full@1")),
    rule,
  );
  assertEquals(events, { count: 2, of: 8, share: 0.25 });
  assertEquals(ownUser.count, 0);
  assertEquals(pastBoundary, null);
});

Deno.test("laterTraining() sees a user's own future in another domain, and no tie as later", async () => {
  const corpus = corpusOfRows([
    ...rows("u", "a", [1, 2, 3, 4]), // answer at 4
    ...rows("u", "b", [4, 5, 6, 7]), // training at 4 and 5
    ...rows("v", "a", [1, 2, 3, 5]),
    ...rows("v", "b", [1, 5, 6, 7]), // training at 1 and 5: not later than 5
  ]);
  const { ownUser } = laterTraining(
    freeze(corpus, await loadProtocol("leave-one-out-full@1")),
    rule,
  );
  assertEquals(ownUser, { count: 1, of: 4, share: 0.25 });
});

Deno.test("laterTraining() finds a planted training event at or after the boundary", async () => {
  const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("global-time-full@1"));
  const one = splitRule("global-time");
  assertEquals(laterTraining(task, one).pastBoundary?.count, 0);
  const training = task.training.slice();
  const first = task.validation.event.reduce((best, row) =>
    task.timeline.time[row] < task.timeline.time[best] ? row : best
  );
  training[first] = 1;
  assertEquals(laterTraining({ ...task, training }, one).pastBoundary?.count, 1);
  training[task.test.event[0]] = 1;
  const { pastBoundary, events, ownUser } = laterTraining({ ...task, training }, one);
  assertEquals(pastBoundary?.count, 2);
  assert(events.count === 0 && ownUser.count === 0, "nothing is later than the latest case");
});
