import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import golden from "../../tests/goldens/layers.json" with { type: "json" };
import { assertNear } from "../testing/assert_near.ts";
import { Adam } from "./adam.ts";
import { cosineSchedule } from "./cosine_schedule.ts";
import { exponentialSchedule } from "./exponential_schedule.ts";
import { Sgd } from "./sgd.ts";
import { warmUpSchedule } from "./warm_up_schedule.ts";

const ten = Array.from({ length: 10 }, (_, step) => step);

Deno.test("cosineSchedule() gives PyTorch's rates, and its end from then on", () => {
  const rate = cosineSchedule(0.5, { steps: 9, end: 0.1 });
  assertNear(ten.map(rate), golden.schedules.cosine, 1e-12);
  assertEquals([rate(9), rate(1000)], [0.1, 0.1]);
});

Deno.test("exponentialSchedule() gives PyTorch's rates", () => {
  const rate = exponentialSchedule(0.5, { factor: 0.9, period: 1 });
  assertNear(ten.map(rate), golden.schedules.exponential, 1e-12);
});

Deno.test("warmUpSchedule() rises to what follows, and then is it", () => {
  const cosine = cosineSchedule(0.8, { steps: 4 }), rate = warmUpSchedule(cosine, { steps: 3 });
  [0.2, 0.4, 0.6].forEach((wanted, step) => assertAlmostEquals(rate(step), wanted, 1e-12));
  assertEquals([3, 4, 7].map(rate), [0, 1, 4].map(cosine));
  assertEquals(warmUpSchedule(0.3, { steps: 0 })(0), 0.3);
});

Deno.test("optimisers ask their schedule for every step, from 0", () => {
  for (const kind of [Adam, Sgd]) {
    const asked: number[] = [];
    const optimiser = new kind({ learningRate: (step) => asked.push(step) });
    const x = { shape: [1], values: new Float32Array(1) };
    for (let i = 0; i < 3; i++) optimiser.update({ x }, { x: new Float32Array([1]) });
    assertEquals(asked, [0, 1, 2]);
  }
});

Deno.test("optimisers refuse a rate that is negative or not finite, and stay as they are", () => {
  for (const kind of [Adam, Sgd]) {
    const x = { shape: [1], values: new Float32Array([5]) };
    for (const rate of [-1, NaN, Infinity]) {
      assertThrows(
        () => new kind({ learningRate: rate }).update({ x }, { x: new Float32Array([1]) }),
        RangeError,
        `Cannot take step 0 with a learning rate of ${rate}: expected a finite one, at least 0`,
      );
    }
    assertEquals(x.values[0], 5);
  }
});

Deno.test("schedules refuse lengths that are none", () => {
  assertThrows(() => cosineSchedule(1, { steps: 0 }), RangeError, "Cannot end a schedule after 0");
  assertThrows(() => warmUpSchedule(1, { steps: 1.5 }), RangeError, "Cannot warm up for 1.5 steps");
  assertThrows(() => exponentialSchedule(1, { factor: 0, period: 1 }), RangeError, "by 0 every 1");
  assertThrows(() => exponentialSchedule(1, { factor: 1, period: 0 }), RangeError, "by 1 every 0");
});
