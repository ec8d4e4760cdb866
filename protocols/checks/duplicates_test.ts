import { assertEquals } from "@std/assert";
import { corpusOfRows, type Row } from "../../tests/fixtures/corpus_of_rows.ts";
import { freeze } from "../freeze.ts";
import { loadProtocol } from "../load_protocol.ts";
import { duplicates } from "./duplicates.ts";

const protocol = await loadProtocol("leave-one-out-full@1");

function rows(user: string, events: string): Row[] {
  return events.split(" ").map((event) => {
    const [item, time] = event.split("@");
    return { user, item, time: Number(time) };
  });
}

Deno.test("duplicates() counts rows of the data, and repeats that are left in the task", () => {
  const log = [...rows("u", "a@1 b@2 b@2 a@3 c@4 d@5"), ...rows("v", "a@1 b@2 c@3 d@4 d@5")];
  const { rows: dropped, repeats, users } = duplicates(freeze(corpusOfRows(log), protocol));
  assertEquals([dropped.count, dropped.of], [1, 11]);
  // v's second d follows the test answer and has left.
  assertEquals([repeats.count, repeats.of], [1, 9]);
  assertEquals(users.count, 0);
});

Deno.test("duplicates() finds a user under another name, whatever the order of equal times", () => {
  const events = "a@1 b@1 c@1 d@1 e@1 f@1 g@2 h@3";
  const log = [
    ...["u1", "u2", "u3"].flatMap((user) => rows(user, events)),
    ...rows("later", "a@1 b@1 c@1 d@1 e@1 f@1 g@2 h@4"),
    ...rows("other", "a@1 b@1 c@1 d@1 e@1 f@1 g@2 i@3"),
    ...["short1", "short2"].flatMap((user) => rows(user, "a@1 b@1")),
  ];
  assertEquals(duplicates(freeze(corpusOfRows(log), protocol)).users, {
    count: 3,
    of: 5,
    share: 3 / 5,
  });
});
