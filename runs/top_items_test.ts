import { assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { NO_ITEM, topItems } from "./top_items.ts";

Deno.test("topItems() agrees with sorting everything", () => {
  const score = fc.constantFrom(NaN, 0, 1, 2, -1, 0.5);
  fc.assert(
    fc.property(fc.array(score, { maxLength: 60 }), fc.func(fc.boolean()), (list, skips) => {
      const scores = Float32Array.from(list);
      const skip = list.flatMap((_, at) => skips(at) ? [at] : []);
      const expected = list.map((value, at) => ({ value, item: 1000 - at }))
        .filter(({ value }, at) => !skip.includes(at) && !Number.isNaN(value))
        .sort((a, b) => b.value - a.value || a.item - b.item).map(({ item }) => item).slice(0, 20);
      while (expected.length < 20) expected.push(NO_ITEM);
      assertEquals([...topItems(scores, { skip, name: (at) => 1000 - at })], expected);
    }),
  );
});
