import { assert, assertEquals } from "@std/assert";
import { loadDataset } from "../../datasets/registry.ts";
import { freeze } from "../../protocols/freeze.ts";
import { loadProtocol } from "../../protocols/load_protocol.ts";
import { frameParts, type PoolPart } from "./frame_parts.ts";
import { itemPools } from "./item_pools.ts";
import { PopularityIndex } from "../popularity_index.ts";
import { queryFrame } from "../query_frame.ts";
import { shuffle } from "../shuffle.ts";

/** A frame of whole pools, of which every third item is outside. */
async function frameOf() {
  const full = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-full@1"));
  const task = { ...full, pools: full.pools.map((pool) => pool.filter((item) => item % 3 > 0)) };
  const map = shuffle(task, 1), { test } = task;
  const sizes = Array.from(test.frames.subarray(1), (end, f) => end - test.frames[f]);
  const first = test.frames[sizes.indexOf(Math.max(...sizes))];
  const indices = Uint32Array.from({ length: Math.max(...sizes) }, (_, i) => first + i);
  const popularity = new PopularityIndex(task, test, map).at(test.interval[first]);
  const ask = { indices, shuffle: map, popularity, pools: itemPools(task, map) };
  const parts = (mostScores: number): PoolPart[] =>
    frameParts(task, test, { ...ask, mostScores }).filter((part) => part.kind !== "sampled");
  return { task, test, map, indices, ask, parts };
}

Deno.test("frameParts() asks every case once: first those in the pool, then the others", async () => {
  const { test, indices, parts } = await frameOf(), [whole, cold, ...rest] = parts(Infinity);
  assertEquals([whole.kind, cold.kind, rest.length], ["whole", "cold", 0]);
  assertEquals([...whole.cases], [...indices].filter((index) => test.target[index] % 3 > 0));
  assertEquals([...cold.cases], [...indices].filter((index) => test.target[index] % 3 === 0));
});

Deno.test("frameParts() asks for a domain, or lists its other items in ascending order", async () => {
  const { task, map, test, parts } = await frameOf(), [whole, cold] = parts(Infinity);
  assertEquals(whole.batch.candidates, { kind: "domain" });
  const { candidates } = cold.batch, { domain } = task.corpus.catalogue;
  assert(candidates.kind === "list");
  cold.cases.forEach((index, q) => {
    const items = candidates.items.subarray(candidates.offsets[q], candidates.offsets[q + 1]);
    const others = [...domain.keys()]
      .filter((item) => domain[item] === test.domain[index] && item % 3 === 0)
      .map((item) => map.item[item]).sort((a, b) => a - b);
    assertEquals([...items], others);
    assertEquals(items[cold.questions[q].target], map.item[test.target[index]]);
  });
});

Deno.test("frameParts() splits what asks for too many scores, and changes no query by that", async () => {
  const { indices, parts } = await frameOf(), most = 700;
  const split = parts(most), size = (part: PoolPart, q: number) => part.pools[q].items.length;
  assert(split.length > 4 && split.length < indices.length);
  for (const part of split) {
    const scores = part.pools.reduce((sum, _, q) => sum + size(part, q), 0);
    assert(scores <= most || part.cases.length === 1);
  }
  for (const kind of ["whole", "cold"] as const) {
    const [one] = parts(Infinity).filter((part) => part.kind === kind);
    const pieces = split.filter((part) => part.kind === kind);
    assertEquals(pieces.flatMap((part) => [...part.cases]), [...one.cases]);
    assertEquals(pieces.flatMap((part) => part.questions), [...one.questions]);
    assertEquals(
      pieces.flatMap(({ batch }) => [...batch.history.item]),
      [...one.batch.history.item],
    );
    assertEquals(pieces.flatMap(({ batch }) => [...batch.time]), [...one.batch.time]);
  }
  assertEquals(parts(0).length, indices.length);
});

Deno.test("frameParts() leaves sampled candidates as they are", async () => {
  const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
  const map = shuffle(task, 1), indices = Uint32Array.of(0, 1, 2);
  const popularity = new PopularityIndex(task, task.test, map).at(task.test.interval[0]);
  const ask = { indices, shuffle: map, popularity };
  assertEquals(frameParts(task, task.test, { ...ask, mostScores: 1 }), [
    { kind: "sampled", ...queryFrame(task, task.test, ask) },
  ]);
});
