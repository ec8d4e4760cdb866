import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { acceleratedInterval } from "./accelerated_interval.ts";

// 1 … 1,000 in an order that is not theirs.
const values = Float64Array.from({ length: 1000 }, (_, b) => (b * 367) % 1000 + 1);
const plain = { estimate: 500.5, users: 11, acceleration: 0 };

// With 11 users z = t(0.975; 10) · √1.1 = 2.22814 · 1.04881 = 2.33690.
Deno.test("acceleratedInterval() takes the resamples that the formula says, worked out by hand", () => {
  // Φ(∓2.33690) = 0.00972, 0.99028.
  assertEquals(acceleratedInterval(values, plain), [10, 991]);
  // z₀ = Φ⁻¹(600.5 / 1,001) = 0.25309; Φ(2 · 0.25309 ∓ 2.33690) = 0.03358, 0.99777.
  assertEquals(acceleratedInterval(values, { ...plain, estimate: 600.5 }), [34, 998]);
  // Φ(0.25309 − 2.08381 / 1.10419) = 0.05112, Φ(0.25309 + 2.58999 / 0.87050) = 0.99938.
  const skewed = { ...plain, estimate: 600.5, acceleration: 0.05 };
  assertEquals(acceleratedInterval(values, skewed), [52, 1000]);
});

Deno.test("acceleratedInterval() of two users goes from the least resample to the greatest", () => {
  assertEquals(acceleratedInterval(values, { ...plain, users: 2 }), [1, 1000]);
});

Deno.test("acceleratedInterval() moves and grows with the values, and turns with their sign", () => {
  const skewed = { ...plain, estimate: 431, acceleration: 0.07 };
  const [low, high] = acceleratedInterval(values, skewed) ?? [NaN, NaN];
  for (const [scale, shift] of [[3, -7], [1e-9, 0], [1, 1e6]]) {
    const moved = acceleratedInterval(values.map((each) => scale * each + shift), {
      ...{ ...skewed, estimate: scale * 431 + shift },
    });
    assertEquals(moved, [scale * low + shift, scale * high + shift]);
  }
  const turned = { ...skewed, estimate: -431, acceleration: -0.07 };
  assertEquals(acceleratedInterval(values.map((each) => -each), turned), [-high, -low]);
});

Deno.test("acceleratedInterval() counts resamples equal to the estimate half, rounding or not", () => {
  const hits = Float64Array.from(
    { length: 1000 },
    (_, b) => b < 300 ? b / 1000 : b < 800 ? 0.3 : b / 1000,
  );
  const interval = acceleratedInterval(hits, { ...plain, estimate: 0.3 });
  // 550.5 of 1,001 below: z₀ = 0.12566, Φ(0.25132 ∓ 2.33690) = 0.01851, 0.99518.
  assertEquals(interval, [0.018, 0.995]);
  assertEquals(acceleratedInterval(hits, { ...plain, estimate: 0.1 + 0.2 }), interval);
  assertEquals(acceleratedInterval(hits, { ...plain, estimate: 0.3 - 1e-16 }), interval);
});

Deno.test("acceleratedInterval() passes over resamples without a value", () => {
  const half = values.map((each) => each > 500 ? NaN : each);
  const interval = acceleratedInterval(half, { ...plain, estimate: 250.5 });
  assertEquals(interval, [5, 496]);
  assertEquals(acceleratedInterval(half.fill(NaN), plain), null);
});

Deno.test("acceleratedInterval() of equal values is that value, and of one user nothing", () => {
  const equal = new Float64Array(1000).fill(0.1);
  assertEquals(acceleratedInterval(equal, { ...plain, estimate: 0.1 }), [0.1, 0.1]);
  assertEquals(acceleratedInterval(equal, { ...plain, users: 1 }), null);
  assertEquals(acceleratedInterval(equal, { ...plain, users: 0 }), null);
});

Deno.test("acceleratedInterval() is symmetric if as many resamples are above the estimate as below", () => {
  const few = Float64Array.from({ length: 39 }, (_, b) => b + 1);
  assertEquals(acceleratedInterval(few, { ...plain, estimate: 20, users: 1e6 }), [1, 39]);
});

Deno.test("acceleratedInterval() nears the 25th and 975th resample with the number of users", () => {
  const [low, high] = acceleratedInterval(values, { ...plain, users: 1e6 }) ?? [NaN, NaN];
  assert(low >= 25 && low <= 26 && high >= 975 && high <= 976);
});

Deno.test("acceleratedInterval() stays among the resamples at the ends of bias and acceleration", () => {
  for (const users of [2, 3, 4, 5, 10, 100, 1e6]) {
    const most = (users - 2) / (6 * Math.sqrt(users * (users - 1)));
    for (const estimate of [0, 500.5, 1001]) {
      for (const acceleration of [-most, most]) {
        const [low, high] = acceleratedInterval(values, { estimate, users, acceleration }) ?? [];
        assert(low !== undefined && high !== undefined && 1 <= low && low <= high && high <= 1000);
      }
    }
  }
  assertAlmostEquals(acceleratedInterval(values, { ...plain, estimate: 0 })?.[0] ?? NaN, 1);
});
