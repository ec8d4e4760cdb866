import { assertEquals } from "@std/assert";
import { loadDataset } from "../../datasets/registry.ts";
import { corpusOfRows, type Row } from "../../tests/fixtures/corpus_of_rows.ts";
import { freeze } from "../freeze.ts";
import { loadProtocol } from "../load_protocol.ts";
import { exhausted } from "./exhausted.ts";

Deno.test("exhausted() finds the small pool of one domain", async () => {
  const rows: Row[] = [];
  for (let user = 0; user < 150; user++) {
    const small = user < 30, items = small ? 20 : 150;
    for (let time = 0; time < 5; time++) {
      const item = `i${(user + time) % items}`;
      rows.push({ user: `u${user}`, item, domain: small ? "small" : "large", time });
    }
  }
  const task = freeze(corpusOfRows(rows), await loadProtocol("leave-one-out-99@1"));
  assertEquals(exhausted(task)?.count, 30 + task.counts.coldCases);
  assertEquals(exhausted(task)?.count, task.counts.exhaustedCases);
});

Deno.test("exhausted() has nothing to say where no negatives are drawn", async () => {
  const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-full@1"));
  assertEquals(exhausted(task), null);
});
