import { assertEquals } from "@std/assert";
import fc from "fast-check";
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
    present: new Uint8Array([1, 1, 1, 1, 1, 0, 1, 1, 0]),
    position: new Uint32Array([0, 2, 3, 4, 6, 7]),
    target: new Uint32Array([12, 14, 10, 11, 20, 21]),
    user: new Uint32Array([0, 0, 0, 0, 1, 1]),
    event: new Uint32Array([2, 4, 0, 1, 5, 6]),
  });
});

Deno.test("sequenceBatch() pads to the longest window that was chosen", () => {
  const batch = sequenceBatch(view, { windows, chosen: new Uint32Array([2]), start: START });
  assertEquals([batch.size, batch.length, [...batch.input]], [1, 2, [START, 20]]);
});

Deno.test("sequenceBatch() with padding on the left is the same, moved to the right", () => {
  const chosen = new Uint32Array([0, 1, 2]);
  const batch = sequenceBatch(view, { windows, chosen, start: START, padding: "left" });
  assertEquals(batch, {
    size: 3,
    length: 3,
    // The start token stands before a user's first event too, where it is no padding.
    input: new Uint32Array([11, 12, 13, START, START, 10, START, START, 20]),
    present: new Uint8Array([1, 1, 1, 0, 1, 1, 0, 1, 1]),
    position: new Uint32Array([0, 2, 4, 5, 7, 8]),
    target: new Uint32Array([12, 14, 10, 11, 20, 21]),
    user: new Uint32Array([0, 0, 0, 0, 1, 1]),
    event: new Uint32Array([2, 4, 0, 1, 5, 6]),
  });
});

Deno.test("sequenceBatch() of any windows asks the same on both sides, of what is there", () => {
  const counts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });
  fc.assert(fc.property(counts, fc.integer({ min: 1, max: 5 }), (each, length) => {
    const offsets = new Uint32Array(each.length + 1);
    each.forEach((count, user) => offsets[user + 1] = offsets[user] + count);
    const events = offsets[each.length], item = Uint32Array.from({ length: events }, (_, i) => i);
    const many = {
      users: each.length,
      events: { offsets, item, time: new Float64Array(events) },
      trainable: new Uint8Array(Math.ceil(events / 8)).fill(255),
    };
    const windows = sequenceWindows(many, { length, keep: "all" });
    const chosen = windows.user.map((_, i) => i);
    const [left, right] = (["left", "right"] as const).map((padding) =>
      sequenceBatch(many, { windows, chosen, start: START, padding })
    );
    assertEquals(left.target, right.target);
    assertEquals(left.user, right.user);
    for (const { present, position, input, target } of [left, right]) {
      // Every event is trainable: a position is there if and only if something is asked of it.
      assertEquals([...present.entries()].filter(([, is]) => is).map(([at]) => at), [...position]);
      position.forEach((at, i) => {
        const first = offsets.includes(target[i]);
        assertEquals(input[at], first ? START : target[i] - 1);
      });
    }
    const rows = (padding: typeof left): number[][] =>
      Array.from(
        { length: padding.size },
        (_, row) =>
          [...padding.input.subarray(row * padding.length, (row + 1) * padding.length)].filter((
            _,
            t,
          ) => padding.present[row * padding.length + t]),
      );
    assertEquals(rows(left), rows(right));
  }));
});

Deno.test("sequenceBatch() never gives a position its own target", () => {
  const batch = sequenceBatch(view, { windows, chosen: new Uint32Array([0, 1, 2]), start: START });
  batch.position.forEach((at, i) =>
    assertEquals(batch.input[at] < batch.target[i] || batch.input[at] === START, true)
  );
});
