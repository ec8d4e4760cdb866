import { assertEquals } from "@std/assert";
import { corpusOfRows, type Row } from "../../tests/fixtures/corpus_of_rows.ts";
import { freeze } from "../freeze.ts";
import { loadProtocol } from "../load_protocol.ts";
import { timeTies } from "./time_ties.ts";

Deno.test("timeTies() counts the test cases whose answer shares its time with a neighbour", async () => {
  const rows = (user: string, times: number[]): Row[] =>
    times.map((time, i) => ({ user, item: "abcd"[i], time }));
  const corpus = corpusOfRows([
    ...rows("u", [1, 2, 3, 3]),
    ...rows("v", [1, 1, 1, 2]),
    ...rows("w", [1, 2, 3, 4]),
    ...rows("x", [5, 5, 5, 5]),
  ]);
  const task = freeze(corpus, await loadProtocol("leave-one-out-99@1"));
  assertEquals(timeTies(task), { count: 2, of: 4, share: 0.5 });
});
