import { assertEquals } from "@std/assert";
import { estimateCost } from "./estimate_cost.ts";
import type { KnownCost } from "./known_cost.ts";

const size = { fitted: 1000, validated: 500, scored: 100, events: 1000 };
const cost: KnownCost = {
  method: "knn",
  device: "wasm",
  fingerprint: "here",
  about: "mine, leave-one-out-99@1",
  size,
  seconds: { start: 1, fit: 10, validate: 5, score: 2 },
  memoryBytes: 145e6,
};
const asked = { method: "knn", device: "wasm", fingerprint: "here", size };

Deno.test("estimateCost() takes the mean of the runs of this task, and the most memory", () => {
  const slower = { ...cost, seconds: { ...cost.seconds, fit: 20 }, memoryBytes: 200e6 };
  assertEquals(estimateCost(asked, { known: [cost, slower], measured: [] }), {
    seconds: 23,
    trialSeconds: 21,
    memoryBytes: 200e6,
    from: "2 runs of this task",
  });
});

Deno.test("estimateCost() scales the run nearest in size if there is none of this task", () => {
  const larger = { ...size, fitted: 4000, validated: 1000, scored: 50, events: 2000 };
  const far = { ...cost, size: { ...size, fitted: 40 }, seconds: { ...cost.seconds, fit: 1e6 } };
  const there = { ...asked, fingerprint: "there", size: larger };
  assertEquals(estimateCost(there, { known: [far, cost], measured: [{ ...cost, size: larger }] }), {
    seconds: 1 + 40 + 10 + 1,
    trialSeconds: 1 + 40 + 10,
    memoryBytes: 45e6 + 200e6,
    from: "a run on mine, leave-one-out-99@1, scaled",
  });
  // Memory of an engine does not shrink with the data.
  const smaller = { ...size, events: 10 };
  const small = estimateCost({ ...there, size: smaller }, { known: [cost], measured: [] });
  assertEquals(small?.memoryBytes, 145e6);
});

Deno.test("estimateCost() takes a run of this task with other epochs as one to be scaled", () => {
  const twice = { ...size, fitted: 2000, validated: 1000 };
  const estimate = estimateCost({ ...asked, size: twice }, { known: [cost], measured: [] });
  assertEquals([estimate?.seconds, estimate?.from], [
    1 + 20 + 10 + 2,
    "a run on mine, leave-one-out-99@1, scaled",
  ]);
});

Deno.test("estimateCost() falls back to measured figures, and knows nothing of other methods or devices", () => {
  const measured = [cost];
  assertEquals(
    estimateCost({ ...asked, fingerprint: "there" }, { known: [], measured })?.from,
    "figures for mine, leave-one-out-99@1, scaled",
  );
  for (const other of [{ method: "gru" }, { device: "webgpu" }]) {
    assertEquals(estimateCost({ ...asked, ...other }, { known: [cost], measured }), undefined);
  }
});
