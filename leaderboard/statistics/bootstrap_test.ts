import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { metricByName } from "../../metrics/metric_by_name.ts";
import { markRank } from "../../metrics/mark_rank.ts";
import { bootstrap } from "./bootstrap.ts";
import { caseGroups } from "./case_groups.ts";
import { Resamples } from "./resamples.ts";
import { sampleOutcomes } from "../_sample.ts";

const outcomes = sampleOutcomes({ cases: 61, skill: 0.2 });
const groups = caseGroups(outcomes);
const metrics = outcomes.metrics.map(metricByName);
const values = metrics.map((metric) =>
  Float64Array.from(
    { length: outcomes.length },
    (_, at) => markRank(metric, { greater: outcomes.greater[at], tied: outcomes.tied[at] }).value,
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
  const means: number[][] = [[], [], [], []];
  for (let b = 0; b < 1000; b++) {
    const cases = [...resamples.times(b)].flatMap((times, user) =>
      Array.from(
        { length: times },
        () => [...outcomes.user.keys()].filter((at) => outcomes.user[at] === user),
      )
        .flat()
    );
    const mean = (isIn: (at: number) => boolean) => {
      const chosen = cases.filter(isIn);
      return chosen.reduce((sum, at) => sum + values[0][at], 0) / chosen.length;
    };
    const of = (domain: number) =>
      mean((at) => outcomes.headline[at] === 1 && outcomes.domain[at] === domain);
    means[0].push(mean((at) => outcomes.headline[at] === 1));
    means[1].push((of(0) + of(1)) / 2);
    means[2].push(of(1));
    means[3].push(mean((at) => outcomes.slices["time-tied"][at] === 1));
  }
  [headline[0], macro[0], byGroup[1][0], byGroup[3][0]].forEach((interval, i) => {
    const sorted = means[i].sort((a, b) => a - b);
    assertAlmostEquals(interval?.[0] ?? NaN, sorted[24], 1e-12);
    assertAlmostEquals(interval?.[1] ?? NaN, sorted[974], 1e-12);
  });
});

Deno.test("bootstrap() is as wide as theory says for independent cases", () => {
  const users = 4000;
  const row = Int32Array.from({ length: users }, (_, at) => at);
  const cases = new Float64Array(users).fill(1);
  const group = { name: "a", row, user: new Uint32Array(row), cases };
  const hits = cases.map((_, at) => Number(at % 4 === 0));
  const { headline: [interval] } = bootstrap(
    { users, user: group.user, domains: 1, groups: [group] },
    [[hits]],
    new Resamples(users, "f"),
  );
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
