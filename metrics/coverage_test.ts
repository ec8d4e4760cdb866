import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import golden from "../tests/goldens/list_metrics.json" with { type: "json" };
import { coverage } from "./coverage.ts";

const NO_ITEM = 0xffffffff;
const lists = (items: number[], width: number, pool = 10) => ({
  items: new Uint32Array(items),
  width,
  user: Uint32Array.from({ length: items.length / width }, (_, list) => list),
  pool,
});

Deno.test("coverage() of hand-worked lists", () => {
  const { name, over } = coverage(2);
  assertEquals(name, "coverage@2");
  const value = over(lists([1, 2, 9, 2, 3, 8, 1, NO_ITEM, NO_ITEM], 3)).mark;
  assertEquals(value, { value: 0.3, optimistic: 0.3, pessimistic: 0.3 });
});

Deno.test("coverage() has no value without lists or without a pool", () => {
  assertEquals(coverage(2).over(lists([], 3)).mark, null);
  assertEquals(coverage(1).over(lists([NO_ITEM], 1, 0)).mark, null);
  assertEquals(coverage(1).over(lists([NO_ITEM], 1)).mark?.value, 0);
});

Deno.test("coverage() gives what numpy gives", () => {
  for (const { top, count, ...expected } of golden.lists) {
    const items = top.flatMap((row) => row.split(" ").map(Number));
    const { mark } = coverage(10).over(lists(items, 20, count.split(" ").length));
    assertAlmostEquals(mark?.value ?? NaN, expected["coverage@10"], 1e-15);
  }
});

Deno.test("coverage() lies in 0 … 1, grows with k and with lists, and is resampled by users", () => {
  const row = fc.uniqueArray(fc.nat(9), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), fc.nat(5), (rows, without) => {
      const all = lists(rows.flat(), 4);
      const value = (k: number) => coverage(k).over(all).mark?.value ?? NaN;
      assert(0 < value(1) && value(1) <= value(3) && value(3) <= value(4) && value(4) <= 1);
      const times = rows.map((_, user) => user === without ? 0 : 2);
      const few = lists(rows.filter((_, user) => user !== without).flat(), 4);
      const expected = coverage(3).over(few).mark?.value ?? NaN;
      assertEquals(coverage(3).over(all).resampled(times), expected);
      assert(!(expected > value(3)));
    }),
  );
});

Deno.test("coverage() refuses cut-offs, lists and pools that cannot be", () => {
  for (const k of [0, -1, 1.5, NaN]) {
    assertThrows(() => coverage(k), RangeError, `Cannot make "coverage@${k}"`);
  }
  assertThrows(
    () => coverage(4).over(lists([1, 2, 3], 3)),
    RangeError,
    "expected at least 4 a list",
  );
  const short = { ...lists([1, 2, 3, 4], 2), user: new Uint32Array(1) };
  assertThrows(() => coverage(2).over(short), RangeError, "of 1 lists: 4 places");
  assertThrows(() => coverage(2).over(lists([1, 2], 2, 1)), RangeError, "2 items of a pool of 1");
});
