import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { SearchDimension } from "./search_dimension.ts";
import { trialConfigs } from "./trial_configs.ts";

const search = { method: "knn", seed: 1, trials: 200 };
const range = (of: Partial<Extract<SearchDimension, { kind: "range" }>>): SearchDimension => (
  { kind: "range", key: "x", min: 0, max: 1, log: false, integer: false, ...of }
);

/** What is drawn for `x`, without trial 0. */
function drawn(dimension: SearchDimension, trials = 200): number[] {
  return trialConfigs({ x: -1 }, [dimension], { ...search, trials }).slice(1)
    .map(({ x }) => Number(x));
}

Deno.test("trialConfigs() begins with the config that it starts from, and leaves other keys", () => {
  const configs = trialConfigs({ x: 5, y: "as it is" }, [range({})], { ...search, trials: 3 });
  assertEquals(configs[0], { x: 5, y: "as it is" });
  assertEquals(configs.map(({ y }) => y), Array(3).fill("as it is"));
  assertEquals(trialConfigs({ x: 5 }, [], search), [{ x: 5 }]);
});

Deno.test("trialConfigs() of a longer search begins with those of a shorter one", () => {
  const dimensions = [range({}), { kind: "list", key: "k", values: [1, 2, 3] } as const];
  const configs = (trials: number) =>
    trialConfigs({ x: 0, k: 1 }, dimensions, { ...search, trials });
  assertEquals(configs(20).slice(0, 5), configs(5));
});

Deno.test("trialConfigs() hangs on the seed and on the method", () => {
  const of = (change: object) =>
    JSON.stringify(trialConfigs({ x: 0 }, [range({})], { ...search, ...change, trials: 5 }));
  assertEquals(of({}), of({}));
  assertNotEquals(of({}), of({ seed: 2 }));
  assertNotEquals(of({}), of({ method: "other" }));
});

Deno.test("trialConfigs() draws evenly over a range, and by ratio where it is log", () => {
  const even = drawn(range({ min: -2, max: 2 }), 401);
  assert(even.every((x) => x >= -2 && x <= 2));
  for (let quarter = -2; quarter < 2; quarter++) {
    const number = even.filter((x) => x >= quarter && x < quarter + 1).length;
    assert(Math.abs(number - 100) < 40, `${number} in a quarter`); // 4.6 deviations
  }
  const log = drawn(range({ min: 1e-4, max: 1, log: true }), 401);
  for (let power = -4; power < 0; power++) {
    const number = log.filter((x) => x >= 10 ** power && x < 10 ** (power + 1)).length;
    assert(Math.abs(number - 100) < 40, `${number} in a decade`);
  }
});

Deno.test("trialConfigs() gives every whole number of a range, its ends too", () => {
  assertEquals(drawn(range({ min: 0.5, max: 4.5, integer: true })).sort(), [1, 2, 3, 4]);
  const byRatio = drawn(range({ min: 1, max: 9, integer: true, log: true }));
  assertEquals(byRatio.toSorted((a, b) => a - b), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

Deno.test("trialConfigs() tries nothing twice, and all of a space that is too small", () => {
  const space: SearchDimension[] = [
    { kind: "list", key: "k", values: [1, 2, 2, 1] },
    { kind: "list", key: "mode", values: ["a", "b"] },
  ];
  const configs = trialConfigs({ k: 2, mode: "b" }, space, search);
  assertEquals(configs.map(({ k, mode }) => `${k}${mode}`).sort(), ["1a", "1b", "2a", "2b"]);
  assertEquals(configs[0], { k: 2, mode: "b" });
  assertEquals(drawn(range({ min: 3, max: 3 })), [3]);
});
