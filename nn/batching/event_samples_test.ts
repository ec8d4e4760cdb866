import { assertEquals } from "@std/assert";
import { EventSamples } from "./event_samples.ts";

// User 0: items 0 1 2 3, user 1: none, user 2: items 3 0. Event 1 is not trainable.
const view = {
  events: {
    offsets: new Uint32Array([0, 4, 4, 6]),
    item: new Uint32Array([0, 1, 2, 3, 3, 0]),
    time: new Float64Array([10, 11, 12, 13, 20, 21]),
  },
  trainable: new Uint8Array([0b111101]),
  label: new Float32Array([1, 0, 0, 1, 1, 0]),
  catalogue: { itemDomain: new Uint8Array([0, 1, 0, 2]) },
};

Deno.test("EventSamples are the trainable events of some domains, in order", () => {
  const all = new EventSamples(view);
  assertEquals([all.size, [...all.lengths]], [5, [0, 2, 3, 0, 1]]);
  const some = new EventSamples(view, { domains: [1, 2] });
  assertEquals([...some.at([0, 1]).target], [3, 3]);
  assertEquals(new EventSamples(view, { domains: [] }).size, 0);
});

Deno.test("EventSamples gives a sample as often as it is asked for, with what was before it", () => {
  const { history, target, user, domain, time, label } = new EventSamples(view).at([2, 4, 2]);
  assertEquals([...target], [3, 0, 3]);
  assertEquals([...user], [0, 2, 0]);
  assertEquals([...domain], [2, 0, 2]);
  assertEquals([...time], [13, 21, 13]);
  assertEquals([...label], [1, 0, 1]);
  assertEquals([...history.offsets], [0, 3, 4, 7]);
  assertEquals([...history.item], [0, 1, 2, 3, 0, 1, 2]);
  assertEquals(history.rating, undefined);
});
