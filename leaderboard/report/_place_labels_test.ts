import { assertEquals } from "@std/assert";
import { placeLabels, PLACES } from "./_place_labels.ts";

const [above, right, left, below] = PLACES;
const frame = { left: 0, right: 400, top: 0, bottom: 300 };

Deno.test("placeLabels() prefers above, and goes elsewhere where another dot or label is", () => {
  const one = { x: 200, y: 150, text: "one" };
  assertEquals(placeLabels([one], { frame }), [above]);
  const over = { x: 200, y: 137, text: "over" };
  assertEquals(placeLabels([one, over], { frame }), [right, above]);
});

Deno.test("placeLabels() covers no line", () => {
  const lines = [{ left: 180, right: 400, top: 140, bottom: 140 }];
  assertEquals(placeLabels([{ x: 200, y: 150, text: "one" }], { frame, lines }), [right]);
});

Deno.test("placeLabels() stays within the frame", () => {
  assertEquals(placeLabels([{ x: 3, y: 150, text: "at the left" }], { frame }), [right]);
  assertEquals(placeLabels([{ x: 397, y: 150, text: "at the right" }], { frame }), [left]);
  assertEquals(
    placeLabels([{ x: 200, y: 10, text: "at the top" }], { frame: { ...frame, right: 210 } }),
    [
      left,
    ],
  );
});

Deno.test("placeLabels() leaves out who finds no place, and who comes first chooses first", () => {
  const heap = Array.from({ length: 9 }, () => ({ x: 200, y: 150, text: "crowded" }));
  const places = placeLabels(heap, { frame });
  assertEquals(places.slice(0, 2), [above, below]);
  assertEquals(places.slice(2), Array(7).fill(undefined));
});
