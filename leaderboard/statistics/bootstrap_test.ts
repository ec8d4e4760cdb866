import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { metricByName } from "../../metrics/metric_by_name.ts";
import { markRank } from "../../metrics/mark_rank.ts";
import { acceleratedInterval } from "./accelerated_interval.ts";
import { bootstrap, type Intervals } from "./bootstrap.ts";
import { caseGroups } from "./case_groups.ts";
import { Resamples } from "./resamples.ts";
import { sampleOutcomes } from "../_sample.ts";

// Of unequal domains, with users in both.
const sample = sampleOutcomes({ cases: 61, skill: 0.2 });
const outcomes = { ...sample, domain: sample.domain.map((_, at) => Number(at % 5 === 0)) };
const groups = caseGroups(outcomes);
const metrics = outcomes.metrics.map(metricByName);
const values = metrics.map((metric) =>
  Float64Array.from(
    { length: outcomes.length },
    (_, at) =>
      markRank(metric, { greater: outcomes.greater[at], tied: outcomes.tied[at] }).value /
      (1 + 2 * outcomes.domain[at]),
  )
);
const sums = groups.groups.map(({ user, row }) =>
  values.map((value) => {
    const sum = new Float64Array(user.length);
    row.forEach((row, at) => row >= 0 && (sum[row] += value[at]));
    return sum;
  })
);

Deno.test("bootstrap() is what copying every drawn user's cases gives", () => {
  const resamples = new Resamples(groups.users, "f");
  const { headline, macro, groups: byGroup } = bootstrap(groups, sums, resamples);
  // Users may weigh any number of cases: by a little more of each, its influence is told.
  const statistics = (times: ArrayLike<number>) => {
    const mean = (isIn: (at: number) => boolean) => {
      let sum = 0, cases = 0;
      for (let at = 0; at < outcomes.length; at++) {
        if (!isIn(at)) continue;
        sum += times[outcomes.user[at]] * values[0][at];
        cases += times[outcomes.user[at]];
      }
      return sum / cases;
    };
    const of = (domain: number) =>
      mean((at) => outcomes.headline[at] === 1 && outcomes.domain[at] === domain);
    const isTied = (at: number) => outcomes.slices["time-tied"][at] === 1;
    return [mean((at) => outcomes.headline[at] === 1), (of(0) + of(1)) / 2, of(1), mean(isTied)];
  };
  const drawn = Array.from({ length: 1000 }, (_, b) => statistics(resamples.times(b)));
  const once = Array.from({ length: groups.users }, () => 1), estimates = statistics(once);
  const more = once.map((_, user) =>
    statistics(once.map((one, each) => one + (user === each ? 1e-5 : 0)))
  );
  const inHeadline = new Set(groups.groups.slice(0, 2).flatMap(({ user }) => [...user])).size;
  const users = [
    inHeadline,
    inHeadline,
    groups.groups[1].user.length,
    groups.groups[3].user.length,
  ];
  assert(new Set(users).size > 1);
  [headline[0], macro[0], byGroup[1][0], byGroup[3][0]].forEach((interval, i) => {
    const estimate = estimates[i], influence = more.map((each) => each[i] - estimate);
    const power = (of: number) => influence.reduce((sum, each) => sum + each ** of, 0);
    const acceleration = power(3) / (6 * power(2) ** 1.5);
    assert(Math.abs(acceleration) > 1e-4);
    const [low, high] = acceleratedInterval(Float64Array.from(drawn, (each) => each[i]), {
      ...{ estimate, users: users[i], acceleration },
    }) ?? [NaN, NaN];
    assertAlmostEquals(interval?.[0] ?? NaN, low, 1e-12);
    assertAlmostEquals(interval?.[1] ?? NaN, high, 1e-12);
  });
});

/** Users with a case each, in one group; hits of the first so many. */
function alone(users: number, hits: number) {
  const user = Uint32Array.from({ length: users }, (_, at) => at);
  const cases = new Float64Array(users).fill(1), row = Int32Array.from(user);
  const groups = { users, user, domains: 1, groups: [{ name: "a", row, user, cases }] };
  return { groups, sums: [[cases.map((_, at) => Number(at < hits))]] };
}

Deno.test("bootstrap() of a single hit among 60 users ends between 0 and a few hits", () => {
  const { groups, sums } = alone(60, 1);
  const { headline: [interval] } = bootstrap(groups, sums, new Resamples(60, "f"));
  const [low, high] = interval ?? [NaN, NaN];
  // The exact binomial interval (Clopper and Pearson) goes from 0.0004 to 0.089.
  assertEquals(low, 0);
  assert(high >= 5 / 60 && high <= 8 / 60);
});

Deno.test("bootstrap() of few hits is not symmetric: more of the truth may be above", () => {
  const { groups, sums } = alone(60, 6);
  const { headline: [interval] } = bootstrap(groups, sums, new Resamples(60, "f"));
  const [low, high] = interval ?? [NaN, NaN];
  assert(high - 0.1 > 1.15 * (0.1 - low));
  // The exact binomial interval goes from 0.038 to 0.205.
  assertAlmostEquals(low, 0.038, 1 / 60);
  assertAlmostEquals(high, 0.205, 1 / 60);
});

Deno.test("bootstrap() of users that are all alike is their mean, also at the metric's bounds", () => {
  for (const hits of [0, 60]) {
    const { groups, sums } = alone(60, hits);
    const { headline, macro } = bootstrap(groups, sums, new Resamples(60, "f"));
    assertEquals([headline[0], macro[0]], [[hits / 60, hits / 60], [hits / 60, hits / 60]]);
  }
});

Deno.test("bootstrap() moves and grows with the metric, and stays within its bounds", () => {
  const resamples = new Resamples(groups.users, "f");
  const plain = bootstrap(groups, sums, resamples);
  const moved = bootstrap(
    groups,
    sums.map((each, g) =>
      each.map((sum) => sum.map((one, row) => 3 * one - 5 * groups.groups[g].cases[row]))
    ),
    resamples,
  );
  const all = ({ headline, macro, groups }: Intervals) => [headline, macro, ...groups].flat();
  all(plain).forEach((interval, i) => {
    assert(interval !== null && 0 <= interval[0] && interval[0] < interval[1] && interval[1] <= 1);
    for (const end of [0, 1]) {
      assertAlmostEquals(all(moved)[i]?.[end] ?? NaN, 3 * interval[end] - 5, 1e-12);
    }
  });
});

Deno.test("bootstrap() leaves a resample without a domain out of the macro mean", () => {
  const user = Uint32Array.of(0, 1, 2, 3, 4, 5), cases = new Float64Array(6).fill(1);
  const row = Int32Array.from(user),
    few = { row, user: Uint32Array.of(0, 1), cases: cases.subarray(4) };
  const empty = { name: "c", row, user: new Uint32Array(), cases: new Float64Array() };
  const groups = [{ name: "a", row, user, cases }, { name: "b", ...few }, empty];
  const about = { users: 6, user, domains: 3, groups }, resamples = new Resamples(6, "f");
  const { macro } = bootstrap(about, [[cases], [new Float64Array(2)], [empty.cases]], resamples);
  // Its domains are at 1 and 0: the mean of one alone would be 1.
  assertEquals(macro, [[0.5, 0.5]]);
  const one = { name: "b", row, user: Uint32Array.of(3), cases: cases.subarray(5) };
  const { headline, macro: none } = bootstrap({ ...about, groups: [groups[0], one, empty] }, [
    [Float64Array.of(0, 1, 0, 1, 0, 1)],
    [Float64Array.of(1)],
    [empty.cases],
  ], resamples);
  assert(headline[0] !== null);
  assertEquals(none, [null]);
});

Deno.test("bootstrap() is as wide as theory says for independent cases", () => {
  const users = 4000, { groups, sums } = alone(users, users / 4);
  const { headline: [interval] } = bootstrap(groups, sums, new Resamples(users, "f"));
  const [low, high] = interval ?? [NaN, NaN];
  const error = Math.sqrt(0.25 * 0.75 / users);
  assertAlmostEquals((low + high) / 2, 0.25, error / 5);
  assertAlmostEquals(high - low, 2 * 1.96 * error, 0.4 * error);
});

Deno.test("bootstrap() gives no interval for a group of one user", () => {
  const one = sampleOutcomes({ cases: 2 }), groups = caseGroups(one);
  const sums = groups.groups.map(({ user }) => [new Float64Array(user.length)]);
  const intervals = bootstrap(groups, sums, new Resamples(groups.users, "f"));
  assertEquals(intervals.headline, [null]);
  assertEquals(intervals.groups.map(([each]) => each), [null, null, null, null, null]);
});

Deno.test("Resamples draws as many users as there are, the same whenever asked and for a fingerprint", () => {
  const resamples = new Resamples(50, "f"), first = [0, 1, 2].map((b) => [...resamples.times(b)]);
  assertEquals([0, 1, 2].map((b) => [...resamples.times(b)]), first);
  assertEquals([...new Resamples(50, "f").times(0)], first[0]);
  assert([...new Resamples(50, "g").times(0)].join() !== first[0].join());
  for (const times of first) assertEquals(times.reduce((sum, each) => sum + each), 50);
});

Deno.test("Resamples draws every user equally often", () => {
  const users = 7, resamples = new Resamples(users, "f"), total = new Float64Array(users);
  for (let b = 0; b < 1000; b++) resamples.times(b).forEach((times, user) => total[user] += times);
  for (const each of total) assertAlmostEquals(each, 1000, 4 * Math.sqrt(1000 * 6 / 7));
});
