import { assert, assertEquals } from "@std/assert";
import { RandomStream } from "../../core/random_stream.ts";
import { corrupt } from "./_corrupt.ts";
import { ownSequences } from "./_own_sequences.ts";

// Items 0 to 3 of domain 0, 4 to 6 of domain 1, 7 of domain 2; 8 is where no item is.
const itemDomain = Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 2);
const merged = {
  length: 5,
  input: Uint32Array.of(...[8, 0, 4, 1, 5], ...[6, 4, 2, 8, 8], ...[8, 8, 8, 8, 8]),
};

Deno.test("ownSequences() are a domain's events behind a start token", () => {
  const own = ownSequences(merged, { rows: [0, 1, 2], domain: 1, itemDomain, start: 9 });
  assertEquals([own.size, own.length], [3, 3]);
  assertEquals([...own.input], [...[9, 4, 5], ...[9, 6, 4], ...[9, 9, 9]]);
  assertEquals([...own.events], [2, 2, 0]);
});

Deno.test("ownSequences() point from every position to the last event up to there", () => {
  const own = ownSequences(merged, { rows: [0, 1, 2], domain: 1, itemDomain, start: 9 });
  assertEquals([...own.last], [...[0, 0, 1, 1, 2], ...[4, 5, 5, 5, 5], ...[6, 6, 6, 6, 6]]);
  const other = ownSequences(merged, { rows: [1, 0], domain: 0, itemDomain, start: 9 });
  assertEquals([...other.input], [...[9, 2, 9], ...[9, 0, 1]]);
  assertEquals([...other.last], [...[0, 0, 1, 1, 1], ...[3, 4, 4, 5, 5]]);
});

Deno.test("ownSequences() have as many positions as are asked for, whoever is beside them", () => {
  const options = { domain: 1, itemDomain, start: 9, length: 6 };
  const [alone, both] = [[1], [1, 0]].map((rows) => ownSequences(merged, { ...options, rows }));
  assertEquals([...alone.input], [9, 6, 4, 9, 9, 9]);
  assertEquals([...both.input.subarray(0, 6)], [...alone.input]);
});

Deno.test("corrupt() touches the items of one domain alone, and draws from that domain", () => {
  const pool = Uint32Array.of(0, 2, 3), drawn = new Set<number>();
  for (let seed = 0; seed < 40; seed++) {
    const random = RandomStream.from(seed, "corruption");
    const other = corrupt(merged.input, { domain: 0, itemDomain, pool, random });
    merged.input.forEach((item, at) => {
      if (itemDomain[item] !== 0) return assertEquals(other[at], item);
      assert(pool.includes(other[at]), `${other[at]}`);
      drawn.add(other[at]);
    });
  }
  assertEquals([...drawn].sort(), [0, 2, 3]);
  assertEquals([...merged.input.subarray(0, 5)], [8, 0, 4, 1, 5]);
});

Deno.test("corrupt() is a function of its stream", () => {
  const of = (seed: number) =>
    corrupt(new Uint32Array(30).fill(1), {
      ...{ domain: 0, itemDomain, pool: Uint32Array.of(0, 1, 2, 3) },
      random: RandomStream.from(seed, "corruption"),
    }).join();
  assertEquals(of(1), of(1));
  assert(of(1) !== of(2));
});
