import { assertEquals, assertThrows } from "@std/assert";
import { RandomStream } from "../../core/random_stream.ts";
import { adjustedRandIndex } from "./_adjusted_rand_index.ts";
import { clusters } from "./_clusters.ts";

Deno.test("clusters: planted groups are found, the same for a seed", () => {
  const random = RandomStream.from(2, "points");
  const group = Array.from({ length: 300 }, (_, at) => at % 3);
  const points = group.map((g) => [8 * g + random.normal(), random.normal()]);
  const found = clusters(points, { number: 3, seed: 1 });
  assertEquals(adjustedRandIndex(found, group), 1);
  assertEquals(clusters(points, { number: 3, seed: 1 }), found);
});

Deno.test("clusters: fewer points than clusters are refused", () => {
  assertThrows(() => clusters([[0], [0]], { number: 2, seed: 1 }), RangeError, "lost one of 2");
});
