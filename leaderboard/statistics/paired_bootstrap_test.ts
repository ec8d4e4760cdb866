import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { auc } from "../../metrics/auc.ts";
import { RandomStream } from "../../core/random_stream.ts";
import { pairedBootstrap } from "./paired_bootstrap.ts";
import { Resamples } from "./resamples.ts";

const users = 120, resamples = new Resamples(users, "pairs");

/** Pooled AUC of a row whose positives get `skill` on top of noise that it shares with other rows. */
function aucOf(skill: number, own: string) {
  const shared = RandomStream.from(1, "shared"), noise = RandomStream.from(1, own);
  const rows = 3 * users,
    label = Uint8Array.from({ length: rows }, (_, row) => Number(row % 3 === 0));
  const { resampled } = auc().over({
    score: Float32Array.from(
      label,
      (each) => skill * each + shared.normal() + 0.3 * noise.normal(),
    ),
    label,
    user: Uint32Array.from({ length: rows }, (_, row) => Math.floor(row / 3)),
    domain: new Uint8Array(rows),
  });
  return resampled;
}

Deno.test("pairedBootstrap() tells two pooled AUC apart, in both directions alike", () => {
  const good = aucOf(1.2, "a"), bad = aucOf(0.6, "b");
  const one = pairedBootstrap({ a: good, b: bad }, { users, resamples });
  const other = pairedBootstrap({ a: bad, b: good }, { users, resamples });
  assert(one.difference !== null && one.interval !== null && other.interval !== null);
  assert(one.difference > 0 && one.interval[0] > 0 && one.p < 0.01);
  assert(one.interval[0] < one.difference && one.difference < one.interval[1]);
  assertEquals([other.p, other.difference], [one.p, -one.difference]);
  assertAlmostEquals(other.interval[1], -one.interval[0], 0.01);
});

Deno.test("pairedBootstrap() is narrower than the rows apart: they see the same users", () => {
  const a = aucOf(1, "a"), b = aucOf(1, "b"), nothing = () => 0;
  const width = (interval: readonly [number, number] | null) =>
    interval ? interval[1] - interval[0] : NaN;
  const paired = pairedBootstrap({ a, b }, { users, resamples });
  const alone = pairedBootstrap({ a, b: nothing }, { users, resamples });
  assert(paired.p > 0.05);
  assert(width(paired.interval) < 0.6 * width(alone.interval));
});

Deno.test("pairedBootstrap() of a row and itself is no difference", () => {
  const a = aucOf(1, "a");
  assertEquals(pairedBootstrap({ a, b: a }, { users, resamples }), {
    difference: 0,
    interval: [0, 0],
    p: 1,
  });
});

Deno.test("pairedBootstrap() leaves out resamples without a value, and knows when there is none", () => {
  const first = (times: Uint8Array) => times[0] === 0 ? null : 1;
  const { difference, interval, p } = pairedBootstrap({ a: first, b: () => 0 }, {
    users,
    resamples,
  });
  assertEquals([difference, interval], [1, [1, 1]]);
  assert(p > 2 / 1001 && p < 2 / 500, "of the 632 resamples with the first user, none is below 0");
  const none = pairedBootstrap({ a: () => null, b: first }, { users, resamples });
  assertEquals(none, { difference: null, interval: null, p: 1 });
});
