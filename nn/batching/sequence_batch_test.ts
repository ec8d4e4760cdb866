import { assertEquals } from "@std/assert";
import { sequenceBatch } from "./sequence_batch.ts";
import { sequenceWindows } from "./sequence_windows.ts";

const START = 99;
// User 0: 10 11 12 13 14; user 1: 20 21. Item 13 is no target.
const view = {
  users: 2,
  events: {
    offsets: new Uint32Array([0, 5, 7]),
    item: new Uint32Array([10, 11, 12, 13, 14, 20, 21]),
    time: new Float64Array(7),
  },
  trainable: new Uint8Array([0b1110111]),
};
const windows = sequenceWindows(view, { length: 3, keep: "all" });

Deno.test("sequenceBatch() gives every position the event before its target", () => {
  const batch = sequenceBatch(view, { windows, chosen: new Uint32Array([0, 1, 2]), start: START });
  assertEquals(batch, {
    size: 3,
    length: 3,
    // The windows: (12) 13 14 behind 11; 10 11 from the start; 20 21 from the start.
    input: new Uint32Array([11, 12, 13, START, 10, START, START, 20, START]),
    position: new Uint32Array([0, 2, 3, 4, 6, 7]),
    target: new Uint32Array([12, 14, 10, 11, 20, 21]),
    user: new Uint32Array([0, 0, 0, 0, 1, 1]),
  });
});

Deno.test("sequenceBatch() pads to the longest window that was chosen", () => {
  const batch = sequenceBatch(view, { windows, chosen: new Uint32Array([2]), start: START });
  assertEquals([batch.size, batch.length, [...batch.input]], [1, 2, [START, 20]]);
});

Deno.test("sequenceBatch() never gives a position its own target", () => {
  const batch = sequenceBatch(view, { windows, chosen: new Uint32Array([0, 1, 2]), start: START });
  batch.position.forEach((at, i) =>
    assertEquals(batch.input[at] < batch.target[i] || batch.input[at] === START, true)
  );
});
