import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { sequenceWindows } from "./sequence_windows.ts";

/** A view of users with so many events each; all of them trainable, or those of `bits`. */
function viewOf(counts: readonly number[], bits?: Uint8Array) {
  const offsets = new Uint32Array(counts.length + 1);
  counts.forEach((count, user) => offsets[user + 1] = offsets[user] + count);
  const events = offsets[counts.length];
  return {
    users: counts.length,
    events: { offsets, item: new Uint32Array(events), time: new Float64Array(events) },
    trainable: bits ?? new Uint8Array(Math.ceil(events / 8)).fill(255),
  };
}

Deno.test("sequenceWindows() cuts from the end, so that the rest is in front", () => {
  const view = viewOf([7, 0, 2]);
  assertEquals(sequenceWindows(view, { length: 3, keep: "all" }), {
    user: new Uint32Array([0, 0, 0, 2]),
    first: new Uint32Array([4, 1, 0, 7]),
    end: new Uint32Array([7, 4, 1, 9]),
  });
  assertEquals(sequenceWindows(view, { length: 3, keep: "last" }), {
    user: new Uint32Array([0, 2]),
    first: new Uint32Array([4, 7]),
    end: new Uint32Array([7, 9]),
  });
});

Deno.test("sequenceWindows() of all windows hold every event once", () => {
  fc.assert(fc.property(
    fc.array(fc.nat(30), { maxLength: 8 }),
    fc.integer({ min: 1, max: 12 }),
    (counts, length) => {
      const view = viewOf(counts), windows = sequenceWindows(view, { length, keep: "all" });
      const seen = new Uint32Array(view.events.item.length);
      windows.user.forEach((user, w) => {
        const { offsets } = view.events;
        assert(windows.first[w] >= offsets[user] && windows.end[w] <= offsets[user + 1]);
        assert(windows.end[w] - windows.first[w] <= length);
        for (let row = windows.first[w]; row < windows.end[w]; row++) seen[row]++;
      });
      assert(seen.every((times) => times === 1));
    },
  ));
});

Deno.test("sequenceWindows() leaves out windows without a trainable event", () => {
  const view = viewOf([6], new Uint8Array([0b000100]));
  const { first, end } = sequenceWindows(view, { length: 2, keep: "all" });
  assertEquals([[...first], [...end]], [[2], [4]]);
  assertEquals(sequenceWindows(view, { length: 2, keep: "last" }).user.length, 0);
});

Deno.test("sequenceWindows() refuse a length that is no positive whole number", () => {
  for (const length of [0, -1, 1.5, NaN]) {
    assertThrows(
      () => sequenceWindows(viewOf([3]), { length, keep: "all" }),
      RangeError,
      `Cannot cut windows of ${length} events: expected a whole number above 0`,
    );
  }
});
