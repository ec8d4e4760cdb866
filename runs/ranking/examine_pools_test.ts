import { assert, assertEquals, assertRejects } from "@std/assert";
import { RandomStream } from "../../core/random_stream.ts";
import type { QueryBatch, TwoTower } from "../../plugins/contract/mod.ts";
import { PluginFailure } from "../../plugins/plugin_failure.ts";
import type { CaseSet } from "../../protocols/case_set.ts";
import { freeze } from "../../protocols/freeze.ts";
import { history } from "../../protocols/history.ts";
import { loadProtocol } from "../../protocols/load_protocol.ts";
import type { Task } from "../../protocols/task.ts";
import { corpusOfRows, type Row } from "../../tests/fixtures/corpus_of_rows.ts";
import { bruteRank } from "./_pool_fixture.ts";
import { isStateful } from "../answer_again.ts";
import { examine, type Examined } from "../examine.ts";
import { examineWholePools } from "./examine_whole_pools.ts";
import { itemPools } from "./item_pools.ts";
import { PopularityIndex } from "../popularity_index.ts";
import { type Shuffle, shuffle } from "../shuffle.ts";
import { TowerRankers } from "./tower_rankers.ts";

/** Users over two domains, one of them smaller than the top list; some histories hold nearly all of it. */
async function taskOf(protocol: string, users = 150): Promise<Task> {
  const rows: Row[] = [];
  for (let user = 0; user < users; user++) {
    const stream = RandomStream.from(3, "pools", user);
    for (let event = 0; event < 4 + 5 * (user % 6); event++) {
      const small = stream.below(2) === 1;
      rows.push({
        user: `u${user}`,
        item: `i${stream.below(small ? 14 : 120)}`,
        domain: small ? "small" : "large",
        time: 86400 * (10 * event + stream.below(10)),
      });
    }
  }
  return freeze(corpusOfRows(rows), await loadProtocol(protocol));
}

/** Small whole numbers, the same for the same key: many ties, and sums that are exact. */
function numbers(...key: number[]): Float32Array {
  const stream = RandomStream.from(5, "pools", ...key);
  return Float32Array.from({ length: 3 }, () => stream.below(5) - 2);
}

/** What the scorer of these tests knows of a query: its last item and its time. NaN for some. */
function queryVector(last: number, time: number): Float32Array {
  return last % 11 === 3 ? new Float32Array(3).fill(NaN) : numbers(last, time / 86400);
}

/** Its score of an item: it changes with the popularity interval. */
function scoreOf(query: Float32Array, item: number, interval: number): number {
  const vector = numbers(1, item, interval);
  return query.reduce((sum, each, k) => sum + each * vector[k], item % 3);
}

function lastItems({ history: { offsets, item }, length }: QueryBatch): number[] {
  return Array.from(
    { length },
    (_, q) => offsets[q + 1] > offsets[q] ? item[offsets[q + 1] - 1] : 0,
  );
}

/** The scorer by scores, and by vectors. */
function scorerOf(task: Task, map: Shuffle): {
  answer: (batch: QueryBatch) => Promise<Float32Array>;
  vectors: TwoTower;
} {
  const pools = itemPools(task, map).whole;
  return {
    answer(batch) {
      const { candidates, popularity: { interval } } = batch, scores: number[] = [];
      lastItems(batch).forEach((last, q) => {
        const query = queryVector(last, batch.time[q]);
        const items = candidates.kind === "domain"
          ? pools[batch.domain[q]].items
          : candidates.items.subarray(candidates.offsets[q], candidates.offsets[q + 1]);
        for (const item of items) scores.push(scoreOf(query, item, interval));
      });
      return Promise.resolve(Float32Array.from(scores));
    },
    vectors: {
      queries(batch) {
        const rows = lastItems(batch).map((last, q) => [...queryVector(last, batch.time[q])]);
        return Promise.resolve(Float32Array.from(rows.flat()));
      },
      items(domain, interval) {
        const { items } = pools[domain];
        return Promise.resolve({
          vectors: Float32Array.from([...items].flatMap((item) => [...numbers(1, item, interval)])),
          bias: Float32Array.from(items, (item) => item % 3),
        });
      },
    },
  };
}

/** What the rules say of every case, from the task alone. */
function expected(task: Task, cases: CaseSet, map: Shuffle) {
  return Array.from({ length: cases.length }, (_, index) => {
    const domain = cases.domain[index], all = task.corpus.catalogue.domain;
    const whole = [...task.pools[domain]];
    const pool = whole.includes(cases.target[index])
      ? whole
      : [...all.keys()].filter((item) => all[item] === domain && !whole.includes(item));
    const rows = history(task, cases, index), past = rows.map((row) => task.timeline.item[row]);
    const last = past.length === 0 ? 0 : map.item[past[past.length - 1]];
    const query = queryVector(last, cases.time[index]);
    const scores = pool.map((item) => scoreOf(query, map.item[item], cases.interval[index]));
    const target = pool.indexOf(cases.target[index]);
    const { candidates } = task.protocol.protocol, keeps = "keepHistory" in candidates;
    const skip = [...pool.keys()]
      .filter((at) => at !== target && past.includes(pool[at]) && !keeps);
    const question = { target, skip }, names = Uint32Array.from(pool);
    return bruteRank(Float32Array.from(scores), { names, question });
  });
}

/** The examined columns, a row a case. */
function rowsOf({ greater, tied, ranked, top }: Examined) {
  return [...greater.keys()].map((i) => ({
    greater: greater[i],
    tied: tied[i],
    ranked: ranked[i],
    top: [...top?.subarray(20 * i, 20 * i + 20) ?? []],
  }));
}

function same(examined: Examined, ranks: ReturnType<typeof expected>): void {
  assertEquals(
    rowsOf(examined),
    ranks.map(({ greater, tied, ranked, top }) => ({ greater, tied, ranked, top: [...top] })),
  );
  assertEquals(examined.nanScores, ranks.reduce((sum, { unscored }) => sum + unscored, 0));
}

function sit(task: Task) {
  const map = shuffle(task, 4), popularity = new PopularityIndex(task, task.test, map);
  const { answer, vectors } = scorerOf(task, map);
  const towers = () =>
    new TowerRankers(vectors, { pools: itemPools(task, map).whole, kernels: "strict" });
  const exam = { shuffle: map, popularity, answer };
  return { map, exam, towers, vectors };
}

const refused = () => Promise.reject(new Error("asked for scores"));

Deno.test("examine() ranks whole pools as plain loops do, by scores and by vectors", async () => {
  const task = await taskOf("leave-one-out-full@1"), { map, exam, towers } = sit(task);
  const ranks = expected(task, task.test, map);
  assert(new Set(task.test.interval).size > 3 && ranks.some(({ unscored }) => unscored > 0));
  assert(ranks.some(({ top }) => top[19] === 0xffffffff) && ranks.some(({ tied }) => tied > 1));
  const byScores = await examine(task, task.test, exam);
  same(byScores, ranks);
  assertEquals(byScores.ranking, { by: "scores" });
  const byVectors = await examine(task, task.test, { ...exam, answer: refused, towers: towers() });
  same(byVectors, ranks);
  assertEquals(byVectors.ranking, { by: "vectors", kernels: "strict" });
});

Deno.test("examine() leaves the history among the candidates where the protocol says so", async () => {
  const full = await taskOf("leave-one-out-full@1"), { protocol } = full.protocol;
  const candidates = { kind: "full", pool: "catalogue", keepHistory: true } as const;
  const task = { ...full, protocol: { ...full.protocol, protocol: { ...protocol, candidates } } };
  const { map, exam, towers } = sit(task), ranks = expected(task, task.test, map);
  assert(ranks.every(({ ranked }, i) => ranked === task.pools[task.test.domain[i]].length));
  same(await examine(task, task.test, exam), ranks);
  same(await examine(task, task.test, { ...exam, answer: refused, towers: towers() }), ranks);
});

Deno.test("examine() ranks answers outside the pool among the domain's other items", async () => {
  const full = await taskOf("leave-one-out-full@1");
  const pools = full.pools.map((pool) => pool.filter((item) => item % 5 > 0));
  const task = { ...full, pools }, { map, exam, towers } = sit(task);
  const ranks = expected(task, task.test, map);
  const cold = [...task.test.target].filter((item) => item % 5 === 0).length;
  assert(cold > 10 && cold < task.test.length);
  same(await examine(task, task.test, exam), ranks);
  same(await examine(task, task.test, { ...exam, towers: towers() }), ranks);
});

Deno.test("examine() keeps the scores of whole pools that are asked for, the same by either way", async () => {
  const task = await taskOf("leave-one-out-full@1"), { exam, towers } = sit(task);
  const keep = new Set([0, 3, 64, 70, task.test.length - 1]);
  const { kept } = await examine(task, task.test, { ...exam, keep });
  assertEquals([...kept.keys()].sort((a, b) => a - b), [...keep]);
  for (const [index, scores] of kept) {
    assertEquals(scores.length, task.pools[task.test.domain[index]].length);
  }
  const again = await examine(task, task.test, {
    ...exam,
    answer: refused,
    towers: towers(),
    keep,
  });
  assertEquals(again.kept.size, kept.size);
  for (const [index, scores] of kept) assertEquals(again.kept.get(index), scores);
});

Deno.test("isStateful() finds vectors that learn from queries, the items' as well as the queries'", async () => {
  const full = await taskOf("leave-one-out-full@1");
  const pools = full.pools.map((pool) => pool.filter((item) => item % 5 > 0));
  const task = { ...full, pools }, { map, exam, vectors } = sit(task);
  const keep = new Set(Array.from({ length: task.test.length }, (_, i) => i));
  const whole = itemPools(task, map).whole;
  const stateful = async (vectors: TwoTower) => {
    const own = { ...exam, towers: new TowerRankers(vectors, { pools: whole, kernels: "strict" }) };
    return await isStateful(task, await examine(task, task.test, { ...own, keep }), own);
  };
  assertEquals(await stateful(vectors), false);
  let asked = 0;
  const learns = (by: number) => by + asked++ / 64;
  assertEquals(
    await stateful({
      ...vectors,
      queries: async (batch) => (await vectors.queries(batch)).map(learns),
    }),
    true,
  );
  assertEquals(
    await stateful({
      ...vectors,
      items: async (domain, interval) => {
        const { vectors: rows, bias } = await vectors.items(domain, interval);
        return { vectors: rows, bias: bias.map(learns) };
      },
    }),
    true,
  );
});

Deno.test("examine() fails a run whose vectors have products that overflow", async () => {
  const task = await taskOf("leave-one-out-full@1", 12), { map, exam, vectors } = sit(task);
  const large: TwoTower = {
    queries: async (batch) => (await vectors.queries(batch)).fill(2),
    items: async (domain, interval) => {
      const { vectors: rows, bias } = await vectors.items(domain, interval);
      return { vectors: rows.fill(3e38), bias };
    },
  };
  const towers = new TowerRankers(large, { pools: itemPools(task, map).whole, kernels: "strict" });
  const failure = await assertRejects(
    () => examine(task, task.test, { ...exam, towers }),
    PluginFailure,
    "±Infinity, expected finite numbers or NaN",
  );
  assertEquals(failure.code, "scores");
});

Deno.test("examineWholePools() ranks the headline cases as plain loops do, by scores and by vectors", async () => {
  const task = await taskOf("leave-one-out-99@1"), { map, exam, towers } = sit(task);
  const ranks = expected(task, task.test, map);
  const headline = [...task.test.headline.keys()].filter((i) => task.test.headline[i] === 1);
  const own = {
    ...task,
    test: { ...task.test, headline: task.test.headline.map((each, i) => i % 7 ? each : 0) },
  };
  for (const [asked, want] of [[task, headline], [own, headline.filter((i) => i % 7)]] as const) {
    const keep = new Set([want[2], want[5]]);
    for (const way of [exam, { ...exam, answer: refused, towers: towers() }]) {
      const { cases, examined } = await examineWholePools(asked, asked.test, { ...way, keep });
      assertEquals([...cases], want);
      same(examined, want.map((index) => ranks[index]));
      assertEquals([...examined.kept.keys()].sort((a, b) => a - b), [2, 5]);
    }
  }
});
