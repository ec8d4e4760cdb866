import { assert, assertEquals } from "@std/assert";
import { plainConfig } from "./_plain_config.ts";
import { generateTundra } from "./generate_tundra.ts";
import type { Tundra } from "./tundra.ts";
import { TUNDRA_CAUSES } from "./tundra_cause.ts";

const plain = plainConfig({});
const config = plainConfig({
  users: 1500,
  popularity: { exponent: 0.8, periodDays: 60, memory: 0.9 },
  domains: plain.domains.map((domain) => ({
    ...domain,
    events: { minimum: 15, mean: 15, maximum: 15 },
  })),
});
const tundra = generateTundra(config);

/**
 * The maximum-likelihood exponent of rank^−s for the events that popularity chose, within the
 * cluster that they fell on, with its standard error; ranks of period `shown(period)`.
 */
function exponent(
  { corpus, truth }: Tundra,
  shown: (period: number) => number,
): { value: number; error: number } {
  const { item, time } = corpus.interactions, { catalogue } = corpus, items = catalogue.length;
  const groups = new Map<string, { logs: number[]; sum: number; events: number }>();
  item.forEach((each, row) => {
    const cause = TUNDRA_CAUSES[truth.cause[row]];
    if (cause !== "taste" && cause !== "transition") return;
    const period = shown(Math.floor((time[row] - truth.periods.start) / truth.periods.seconds));
    const d = catalogue.domain[each], cluster = truth.items.cluster[each];
    const key = `${period} ${d} ${cluster}`, at = period * items;
    let group = groups.get(key);
    if (!group) {
      const logs: number[] = [];
      for (let i = catalogue.offsets[d]; i < catalogue.offsets[d + 1]; i++) {
        if (truth.items.cluster[i] === cluster) logs.push(Math.log(truth.items.rank[at + i]));
      }
      groups.set(key, group = { logs, sum: 0, events: 0 });
    }
    group.sum += Math.log(truth.items.rank[at + each]);
    group.events++;
  });
  /** Observed minus expected sum of log ranks, and its variance, at one exponent. */
  const score = (s: number): { excess: number; variance: number } => {
    let excess = 0, variance = 0;
    for (const { logs, sum, events } of groups.values()) {
      let weights = 0, first = 0, second = 0;
      for (const log of logs) {
        const weight = Math.exp(-s * log);
        weights += weight;
        first += weight * log;
        second += weight * log * log;
      }
      const mean = first / weights;
      excess += sum - events * mean;
      variance += events * (second / weights - mean * mean);
    }
    return { excess, variance };
  };
  let low = -1, high = 4;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (score(middle).excess > 0) high = middle;
    else low = middle;
  }
  return { value: low, error: 1 / Math.sqrt(score(low).variance) };
}

Deno.test("drawPopularity() plants Zipf's exponent in what is chosen, by the ranks of each period", () => {
  const { value, error } = exponent(tundra, (period) => period);
  assert(error < 0.02, `standard error ${error}`);
  assert(Math.abs(value - 0.8) < 4 * error, `${value} ± ${error}`);
});

Deno.test("drawPopularity() drifts: the first period's ranks explain later choices worse", () => {
  const { value, error } = exponent(tundra, () => 0);
  assert(value < 0.8 - 10 * error && value > 0.2, `${value} ± ${error}`);
});

Deno.test("drawPopularity() ranks each domain from 1, and forgets as its memory says", () => {
  const { corpus: { catalogue }, truth: { items, periods } } = tundra;
  assertEquals(periods.length, 12);
  const n = catalogue.offsets[1];
  for (let period = 0; period < periods.length; period++) {
    const at = period * catalogue.length;
    assertEquals([...items.rank.subarray(at, at + n)].sort((a, b) => a - b), [
      ...Array.from({ length: n }, (_, i) => i + 1),
    ]);
  }
  for (const lag of [1, 3]) {
    let sum = 0, pairs = 0;
    for (let period = lag; period < periods.length; period++) {
      for (let d = 0; d < 3; d++, pairs++) {
        let squares = 0;
        for (let i = catalogue.offsets[d]; i < catalogue.offsets[d + 1]; i++) {
          const [now, then] = [period, period - lag].map((p) =>
            items.rank[p * catalogue.length + i]
          );
          squares += (now - then) ** 2;
        }
        sum += 1 - 6 * squares / (n * (n * n - 1));
      }
    }
    // Spearman's correlation of normal numbers of correlation r is 6/π · asin(r/2).
    const expected = 6 / Math.PI * Math.asin(0.9 ** lag / 2);
    assert(Math.abs(sum / pairs - expected) < 0.04, `lag ${lag}: ${sum / pairs}, ${expected}`);
  }
});

Deno.test("drawPopularity() stands still with memory 1", () => {
  const still = { ...config, users: 10, popularity: { ...config.popularity, memory: 1 } };
  const { corpus, truth } = generateTundra(still), n = corpus.catalogue.length;
  for (let period = 1; period < truth.periods.length; period++) {
    assertEquals(
      truth.items.rank.slice(period * n, (period + 1) * n),
      truth.items.rank.slice(0, n),
    );
  }
});

Deno.test("drawDomain() launches cold items only at the end of time", () => {
  const cold = plainConfig({ users: 1000, cold: { share: 0.1, days: 60 } });
  const { corpus, truth } = generateTundra(cold), { item, time } = corpus.interactions;
  const end = cold.time.start + 86400 * cold.time.days;
  const late = [...truth.items.launch].filter((launch) => launch > cold.time.start);
  assertEquals(late.length, 45);
  assert(late.every((launch) => launch >= end - 60 * 86400 && launch <= end));
  let events = 0;
  item.forEach((each, row) => {
    assert(time[row] >= truth.items.launch[each]);
    if (truth.items.launch[each] > cold.time.start) events++;
  });
  assert(events > 30, `${events} events of cold items`);
});
