import { assertEquals, assertStringIncludes } from "@std/assert";
import { type SampleRun, sampleRun } from "../_sample.ts";
import { submittedRows } from "../submitted_rows.ts";
import { checkMarks } from "./check_marks.ts";

const random = sampleRun({ method: "random" });
const rowOf = (skill: number, more = {}) =>
  rowsOf([1, 2].map((seed) => sampleRun({ method: "mine", skill, seed, ...more })));
const rowsOf = async (given: SampleRun[]) => {
  const [{ row: { headline }, task: { fingerprint, metrics }, runs }] = await submittedRows(given);
  return { headline, fingerprint, metrics, runs };
};
const leaked = { metric: "NDCG@5", all: 0.4 }, where = "mine", controls = [random];

Deno.test("checkMarks() lets good marks pass", async () => {
  const [leak, control] = await checkMarks(await rowOf(0.3), { where, leaked, controls });
  assertEquals([leak.state, control.state], ["good", "good"]);
  assertStringIncludes(leak.said, "popularity over all events with the answers 0.4000");
  assertStringIncludes(control.said, "standard deviations of a case over random");
});

Deno.test("checkMarks() finds marks that nobody has who does not know the answers", async () => {
  const [leak, control] = await checkMarks(await rowOf(9), { where, leaked, controls });
  assertEquals([leak.state, control.state], ["bad", "bad"]);
  // 0.4 and nine tenths of what is left.
  assertStringIncludes(leak.said, "NDCG@5 1.0000");
  assertStringIncludes(leak.said, "expected at most 0.9400");
  assertStringIncludes(control.said, "expected at most 2");
});

Deno.test("checkMarks() holds a row against its nearest control, and never against itself", async () => {
  const good = sampleRun({ method: "popularity", skill: 9 });
  const [, near] = await checkMarks(await rowOf(9), { where, leaked, controls: [random, good] });
  assertEquals(near.state, "good");
  assertStringIncludes(near.said, "0.00 standard deviations of a case over popularity");
  const row = await rowsOf([random]);
  const [, itself] = await checkMarks(row, { where, leaked, controls: [random] });
  assertEquals(itself.state, "open");
});

Deno.test("checkMarks() says what it could not look at", async () => {
  const statesOf = async (context: Parameters<typeof checkMarks>[1], more = {}) =>
    (await checkMarks(await rowOf(9, more), context)).map(({ state, said }) => [state, said]);
  const elsewhere = [sampleRun({ method: "random", task: "other" })];
  const none = await statesOf({ where, leaked: undefined, controls: elsewhere });
  assertEquals(none.map(([state]) => state), ["open", "open"]);
  assertStringIncludes(none[0][1], "expected --data");
  assertStringIncludes(none[1][1], "no runs of theirs beside it");
  const auc = await statesOf({ where, leaked: null, controls: [] }, { metrics: ["AUC"] });
  assertStringIncludes(auc[0][1], "no such mark in this task");
  assertStringIncludes(auc[1][1], "no metric of single ranks");
});
