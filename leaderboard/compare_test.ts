import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../core/user_error.ts";
import { sampleRun } from "./_sample.ts";
import { aggregate } from "./aggregate.ts";
import { compare } from "./compare.ts";

const random = sampleRun({ method: "random" });
const popularity = sampleRun({ method: "popularity", skill: 0.2 });
const sasrec = sampleRun({ method: "sasrec", skill: 0.5 });
const a = await aggregate([random, popularity, sasrec, sampleRun({ task: "only a", cases: 30 })]);
const b = await aggregate([
  random,
  sampleRun({ method: "popularity", skill: 0.1, seed: 2 }),
  sampleRun({ method: "sasrec", skill: 0.5, config: { epochs: 9 } }),
]);
const value = (run: typeof random) => run.record.result.headline.metrics["NDCG@5"].value;

Deno.test("compare() puts the rows of equal tasks side by side", () => {
  const { tasks } = compare(a, { with: b });
  assertEquals(tasks.length, 1);
  const rows = tasks[0].rows.map(({ method, metrics: { "NDCG@5": { a, b } } }) => [
    method.id,
    a !== null,
    b !== null,
  ]);
  assertEquals(rows, [
    ["sasrec", true, false],
    ["popularity", true, true],
    ["random", true, true],
    ["sasrec", false, true],
  ]);
  const [, , { metrics, differs }] = tasks[0].rows;
  assertEquals(metrics["NDCG@5"].difference, 0);
  assertEquals(differs, []);
  assertEquals(tasks[0].rows[1].differs, ["seeds"]);
});

Deno.test("compare() does not put rows of different kernels side by side, and says whose they are", async () => {
  const sides = await Promise.all(["strict", "relaxed"].map((kernels) =>
    aggregate([
      sampleRun({ method: "sasrec", device: "wasm", kernels }),
      sampleRun({ method: "next_id", device: "host", kernels: "none" }),
    ])
  ));
  const shown = (with_: number) =>
    compare(sides[0], { with: sides[with_] }).tasks[0].rows
      .map(({ device, kernels, metrics: { MRR: { a, b } } }) => [
        ...[device, kernels, a !== null, b !== null],
      ]);
  assertEquals(shown(0).sort(), [["host", "none", true, true], ["wasm", "strict", true, true]]);
  assertEquals(shown(1).sort(), [
    ["host", "none", true, true],
    ["wasm", "relaxed", false, true],
    ["wasm", "strict", true, false],
  ]);
});

Deno.test("compare() says which tasks stand alone and what differs", async () => {
  const { alone } = compare(a, { with: b });
  assertEquals(alone.map(({ side, differs }) => [side, ...differs]), [
    ["a", "testCases 30, not 40", "coldCases 4, not 5"],
  ]);
  const other = await aggregate([sampleRun({ task: "other", dataset: "other" })]);
  const both = compare(b, { with: other });
  assertEquals(both.tasks, []);
  assertEquals(both.alone.map(({ side }) => side), ["a", "b"]);
  assertEquals(both.alone[0].differs[0], "dataset tiny, not other");
  assertEquals(compare(b, { with: { ...a, tasks: [] } }).alone[0].differs, []);
  const frozenAgain = await aggregate([sampleRun({ task: "again" })]);
  assertEquals(compare(b, { with: frozenAgain }).alone[0].differs, ["its content"]);
  assertEquals(compare(b, { with: frozenAgain }).alone[0].differences, []);
});

Deno.test("compare() tells what two protocols ask, where it is known of both", () => {
  const [task] = b.tasks, protocol = { ...task.protocol, id: "other", sha256: "0".repeat(64) };
  const other = { ...b, tasks: [{ ...task, fingerprint: "1".repeat(64), protocol }] };
  const protocols = new Map([
    [task.protocol.sha256, { "candidates.kind": "sampled", "candidates.count": "9" }],
    [protocol.sha256, { "candidates.kind": "full" }],
  ]);
  const [{ differences, nearest }] = compare(b, { with: other, protocols }).alone;
  assertEquals(nearest?.fingerprint, "1".repeat(64));
  assertEquals(differences?.filter(({ what }) => what.startsWith("candidates")), [
    { what: "candidates.kind", here: "sampled", there: "full" },
    { what: "candidates.count", here: "9", there: "–" },
  ]);
  const [blind] = compare(b, { with: other }).alone;
  assertEquals(blind.differs.some((each) => each.startsWith("candidates")), false);
  assertEquals(blind.differs[0], "protocol leave-one-out-9, not other");
});

Deno.test("compare() holds a side without the baseline against that of the other", () => {
  const [task] = b.tasks, bare = task.rows.filter(({ method }) => method.id !== "random");
  const without = { ...b, tasks: [{ ...task, rows: bare }] };
  const [{ rows, borrows }] = compare(a, { with: without, baseline: "random" }).tasks;
  assertEquals(borrows, "b");
  const mark = rows.find(({ method }) => method.id === "popularity")?.metrics["NDCG@5"];
  const [there, bar] = ["popularity", "random"].map((id) =>
    task.rows.find(({ method }) => method.id === id)?.headline.metrics["NDCG@5"].mean ?? NaN
  );
  assertAlmostEquals(mark?.bToBaseline ?? NaN, (there - bar) / bar, 1e-12);
  assertEquals(compare(a, { with: b, baseline: "random" }).tasks[0].borrows, undefined);
});

Deno.test("compare() relates every row to the baseline of its own side", () => {
  const { tasks, baseline } = compare(a, { with: b, baseline: "random" });
  assertEquals(baseline, "random");
  const [first, , chance] = tasks[0].rows;
  const gain = (value(sasrec) - value(random)) / value(random);
  assertAlmostEquals(first.metrics["NDCG@5"].aToBaseline ?? NaN, gain, 1e-12);
  assertEquals(first.metrics["NDCG@5"].bToBaseline, null);
  assertEquals(chance.metrics["NDCG@5"].bToBaseline, 0);
});

Deno.test("compare() looks at one leaderboard alone", () => {
  const { tasks, alone } = compare(a);
  assertEquals(tasks.length, 2);
  assertEquals(alone, []);
  assertEquals(tasks[0].rows[0].metrics.MRR.b, null);
});

Deno.test("compare() refuses a baseline that no row is of, with near names", () => {
  assertThrows(
    () => compare(a, { baseline: "popularty" }),
    UserError,
    'Cannot find baseline "popularty": did you mean "popularity"?',
  );
  assertThrows(() => compare(a, { baseline: "x" }), UserError, "no such row");
});
