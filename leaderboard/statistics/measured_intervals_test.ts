import { assertAlmostEquals, assertEquals } from "@std/assert";
import { acceleratedInterval } from "./accelerated_interval.ts";
import { MeasuredIntervals } from "./measured_intervals.ts";
import { Resamples } from "./resamples.ts";

const users = 40, user = Uint32Array.from({ length: users }, (_, at) => at);
const group = (name: string, of: Uint32Array) => ({
  ...{ name, user: of, row: new Int32Array(0), cases: new Float64Array(of.length).fill(1) },
});
/** A mean over users, by a measure: what can be asked of resamples without a metric. */
const measure = (value: (user: number) => number, of: Uint32Array) => ({
  mark: null,
  resampled: (times: ArrayLike<number>) => {
    let sum = 0, number = 0;
    for (const each of of) {
      sum += times[each] * value(each);
      number += times[each];
    }
    return number > 0 ? sum / number : NaN;
  },
});
const seeds = [(user: number) => user % 7, (user: number) => user % 3];

Deno.test("MeasuredIntervals gives the interval of the mean over seeds", () => {
  const both = [user, user.subarray(0, 5), user.subarray(0, 1)];
  const resamples = new Resamples(users, "f");
  const groups = [group("a", both[0]), group("b", both[1]), group("slice", both[2])];
  const cases = { users, user, domains: 2, groups };
  const intervals = new MeasuredIntervals(cases, resamples);
  for (const seed of seeds) {
    const measures = both.map((each) => measure(seed, each));
    intervals.add({ headline: measures[0], groups: measures });
  }
  const found = intervals.of();
  const of = (g: number, times: ArrayLike<number>) =>
    seeds.reduce((sum, seed) => sum + measure(seed, both[g]).resampled(times) / 2, 0);
  const expected = (statistic: (times: ArrayLike<number>) => number, number: number) =>
    acceleratedInterval(
      Float64Array.from({ length: 1000 }, (_, b) => statistic(resamples.times(b))),
      { estimate: statistic(new Uint8Array(users).fill(1)), users: number, acceleration: 0 },
    );
  const checks = [
    [found.headline, expected((times) => of(0, times), users)],
    [found.macro, expected((times) => (of(0, times) + of(1, times)) / 2, users)],
    [found.groups[1], expected((times) => of(1, times), 5)],
  ];
  for (const [interval, expected] of checks) {
    for (const end of [0, 1]) {
      assertAlmostEquals(interval?.[end] ?? NaN, expected?.[end] ?? 0, 1e-12);
    }
  }
  assertEquals(found.groups[2], null);
});

Deno.test("MeasuredIntervals gives no macro mean an interval if one user is all of a domain", () => {
  const cases = {
    users,
    user,
    domains: 2,
    groups: [group("a", user), group("b", user.slice(0, 1))],
  };
  const intervals = new MeasuredIntervals(cases, new Resamples(users, "f"));
  const measures = cases.groups.map(({ user }) => measure(seeds[0], user));
  intervals.add({ headline: measures[0], groups: measures });
  assertEquals(intervals.of().macro, null);
});
