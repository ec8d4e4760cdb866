import { assert, assertEquals } from "@std/assert";
import { RandomStream } from "../../core/random_stream.ts";
import { sha256 } from "../../core/sha256.ts";
import exposure from "../tundra-exposure/dataset.json" with { type: "json" };
import large from "../tundra-large/dataset.json" with { type: "json" };
import small from "../tundra-small/dataset.json" with { type: "json" };
import study from "../tundra-study/dataset.json" with { type: "json" };
import tiny from "../tundra-tiny/dataset.json" with { type: "json" };
import { checkTundraConfig } from "./check_tundra_config.ts";
import { generateTundra } from "./generate_tundra.ts";
import type { Tundra } from "./tundra.ts";
import type { TundraConfig } from "./tundra_config.ts";
import type { TundraTruth } from "./tundra_truth.ts";

/** SHA-256 over every column of a truth, each with its name, names in order. */
function truthSha256(truth: TundraTruth): string {
  const parts: (string | ArrayBufferView)[] = [];
  const visit = (value: unknown, path: string): void => {
    if (ArrayBuffer.isView(value)) parts.push(`${path} ${value.byteLength}:`, value);
    else if (typeof value === "object" && value !== null) {
      for (const [name, each] of Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1)) {
        visit(each, `${path}/${name}`);
      }
    } else parts.push(`${path} ${JSON.stringify(value)};`);
  };
  visit(truth, "");
  return sha256(...parts);
}

/**
 * Frozen on 2026-11-21 by `generateTundra` of version 0.1.0. The corpus's digest stands in each
 * preset's own file. A changed digest means a changed exam: see docs/decisions/0004-tundra.md.
 */
const FROZEN = [
  {
    name: "tundra-tiny",
    preset: tiny,
    truth: "698c9c1bc5feab7f09f08467ccab6ff96ec85cd7ff961ce075dcf9415c33f3a4",
  },
  {
    name: "tundra-small",
    preset: small,
    truth: "800a03d73c7c4a7b4a6a224d40ecdad285eeb7aed9dd17e2e2a6c4c5fcb330c1",
  },
  {
    name: "tundra-study",
    preset: study,
    truth: "1f0518fedb89537b18a54664d7f146f9368b3dd383dd8de3f53460b1cf777718",
  },
  {
    name: "tundra-exposure",
    preset: exposure,
    truth: "fffb9baa19b76a5436d4ec353838c7088f5c4eed7583110086f48d7e38e5fc76",
  },
  {
    name: "tundra-large",
    preset: large,
    truth: "52b8f5244193f1e24af65b36a44d39f9f154b73034a2db49f0b4af4afd6a5108",
  },
];

for (const { name, preset, truth } of FROZEN) {
  Deno.test(`generateTundra() still makes ${name} as it was frozen, corpus and truth`, () => {
    const made = generateTundra(checkTundraConfig(preset.config));
    assertEquals([made.corpus.sha256, truthSha256(made.truth)], [preset.sha256, truth]);
  });
}

Deno.test("tundra presets have their documented sizes", () => {
  const sizes = [tiny, small, study, exposure].map(({ config }) => {
    const { users, catalogue, interactions } = generateTundra(checkTundraConfig(config)).corpus;
    return [catalogue.domains.length, users.length, catalogue.length, interactions.length];
  });
  assertEquals(sizes, [
    [3, 200, 450, 3599],
    [3, 2000, 1500, 31772],
    [5, 3000, 1800, 55837],
    [2, 4000, 800, 54870],
  ]);
});

/** Hit rate @10 of a score among 99 random trained items of the domain, per case, ties in expectation. */
interface Exam {
  readonly cases: number;
  readonly hitRate: (score: (candidate: number, asked: Query) => number) => number;
}

interface Query {
  readonly user: number;
  /** Items in time order, the answer left out. */
  readonly history: Uint32Array;
  readonly domain: number;
}

/** Leave-last-one on the merged sequences: training is all but the last two events of each user. */
function examine({ corpus }: Tundra): Exam & { readonly training: readonly Uint32Array[] } {
  const { offsets, item } = corpus.interactions, { catalogue, users } = corpus;
  const training = users.map((_, user) => item.subarray(offsets[user], offsets[user + 1] - 2));
  const trained = new Uint8Array(catalogue.length);
  for (const events of training) for (const each of events) trained[each] = 1;
  const asked: { query: Query; candidates: number[] }[] = [];
  users.forEach((_, user) => {
    const events = item.subarray(offsets[user], offsets[user + 1]), target = events.at(-1);
    if (target === undefined || !trained[target]) return;
    const domain = catalogue.domain[target], stream = RandomStream.from(99, "exam", user);
    const from = catalogue.offsets[domain], size = catalogue.offsets[domain + 1] - from;
    const candidates = new Set([target]), had = new Set(events);
    while (candidates.size < 100) {
      const drawn = from + stream.below(size);
      if (trained[drawn] && !had.has(drawn)) candidates.add(drawn);
    }
    const query = { user, history: events.subarray(0, -1), domain };
    asked.push({ query, candidates: [...candidates] });
  });
  return {
    cases: asked.length,
    training,
    hitRate: (score) => {
      let hits = 0;
      for (const { query, candidates } of asked) {
        const [answer, ...others] = candidates.map((candidate) => score(candidate, query));
        const above = others.filter((each) => each > answer).length;
        const tied = others.filter((each) => each === answer).length;
        hits += Math.min(1, Math.max(0, (10 - above) / (tied + 1)));
      }
      return hits / asked.length;
    },
  };
}

/** The probability of each item as the generator drew it, noise and promotion aside: nothing ranks better. */
function plantedScore(
  { corpus: { catalogue, interactions }, truth }: Tundra,
  { clusters, taste, sequence, popularity, correlation }: TundraConfig,
): (item: number, query: Query) => number {
  const items = catalogue.length, cells = catalogue.domains.length * clusters;
  const cellOf = Uint32Array.from(
    catalogue.domain,
    (d, i) => d * clusters + truth.items.cluster[i],
  );
  const sizes = new Uint32Array(cells), sums = new Float64Array(truth.periods.length * cells);
  const weight = Float64Array.from(truth.items.rank, (rank, at) => {
    const mass = rank === 0 ? 0 : Math.exp(-popularity.exponent * Math.log(rank));
    sums[Math.floor(at / items) * cells + cellOf[at % items]] += mass;
    return mass;
  });
  cellOf.forEach((cell, item) => sizes[cell] += 1 - truth.items.noise[item]);
  /** Whether an item is one of the `links` successors at a theme of its own cluster, as a probability. */
  const succeeds = (item: number, theme: number): number => {
    const size = sizes[cellOf[item]], place = Math.round(truth.items.theme[item] * size);
    const step = (place - Math.floor((theme % 1) * size) + size) % size;
    return step < sequence.links ? 1 / sequence.links : 0;
  };
  return (item, { user, history, domain }) => {
    if (truth.items.noise[item]) return 0;
    const time = interactions.time[interactions.offsets[user + 1] - 1];
    const period = Math.floor((time - truth.periods.start) / truth.periods.seconds);
    const likes = truth.taste[domain].subarray(user * clusters, (user + 1) * clusters);
    const all = likes.reduce((sum, each) => sum + Math.exp(taste.sharpness * each), 0);
    const cluster = truth.items.cluster[item];
    const popular = weight[period * items + item] / sums[period * cells + cellOf[item]];
    let chance = popular * Math.exp(taste.sharpness * likes[cluster]) / all;
    const before = history.findLast((each) => catalogue.domain[each] === domain);
    if (before !== undefined) {
      const cell = truth.items.cluster[before] * clusters + cluster;
      const link = succeeds(item, truth.items.theme[before] + truth.shift[domain][cell]);
      const follow = sequence.linkRate * link + (1 - sequence.linkRate) * popular;
      chance += sequence.transitionRate * (truth.transition[domain][cell] * follow - chance);
    }
    const last = history[history.length - 1], from = catalogue.domain[last];
    if (from === domain) return chance;
    const carried = truth.items.cluster[last] === cluster
      ? succeeds(item, truth.items.theme[last])
      : 0;
    return chance + sequence.carryRate * correlation[domain][from] * (carried - chance);
  };
}

for (const preset of [small, study, exposure]) {
  Deno.test(`${preset.title}: markov beats popularity beats chance, ids and rarity tell nothing`, () => {
    const config = checkTundraConfig(preset.config), tundra = generateTundra(config);
    const { cases, training, hitRate } = examine(tundra);
    const items = tundra.corpus.catalogue.length, error = Math.sqrt(0.1 * 0.9 / cases);
    const count = new Float64Array(items), follows = new Map<number, number>();
    for (const events of training) {
      events.forEach((item, at) => {
        count[item]++;
        if (at === 0) return;
        const pair = events[at - 1] * items + item;
        follows.set(pair, (follows.get(pair) ?? 0) + 1);
      });
    }
    const chance = hitRate((item, { user }) => RandomStream.from(1, user, item).float());
    const popularity = hitRate((item) => count[item]);
    const rareFirst = hitRate((item) => -count[item]);
    const markov = hitRate((item, { history }) => {
      const last = history[history.length - 1];
      return (follows.get(last * items + item) ?? 0) + count[item] / 1e6;
    });
    // Raw ids stand in index order: nearest above the largest id of the history, in the domain.
    const nextId = hitRate((item, { history, domain }) => {
      let largest = -1;
      for (const each of history) {
        if (tundra.corpus.catalogue.domain[each] === domain) largest = Math.max(largest, each);
      }
      return item > largest ? largest - item : -items - item;
    });
    assert(Math.abs(chance - 0.1) < 3 * error, `chance ${chance}`);
    assert(Math.abs(nextId - 0.1) < 3 * error, `next id ${nextId}`);
    assert(rareFirst < 0.1, `rare first ${rareFirst}`);
    assert(popularity > 0.2, `popularity ${popularity}`);
    const planted = hitRate(plantedScore(tundra, config));
    assert(planted > markov + 0.25, `planted ${planted}, markov ${markov}`);
    assert(markov > popularity + 0.08, `markov ${markov}, popularity ${popularity}`);
  });
}

Deno.test("tundra-small has cold answers, but few", () => {
  const tundra = generateTundra(checkTundraConfig(small.config));
  const cold = tundra.corpus.users.length - examine(tundra).cases;
  assert(cold >= 10 && cold < 0.03 * tundra.corpus.users.length, `${cold}`);
});

Deno.test("tundra-exposure misleads who counts what was seen: inverse propensities lift popularity", () => {
  const tundra = generateTundra(checkTundraConfig(exposure.config));
  const { training, hitRate } = examine(tundra), { users, items } = tundra.truth;
  const seen = new Float64Array(items.propensity.length), liked = seen.slice();
  training.forEach((events, user) => {
    for (const item of events) {
      seen[item]++;
      liked[item] += 1 / (users.propensity[user] * items.propensity[item]);
    }
  });
  const naive = hitRate((item) => seen[item]), weighted = hitRate((item) => liked[item]);
  assert(weighted > naive + 0.015, `weighted ${weighted}, naive ${naive}`);
});
