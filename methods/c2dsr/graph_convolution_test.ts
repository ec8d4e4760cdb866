import { assertEquals } from "@std/assert";
import { differentiate } from "../../nn/differentiate.ts";
import { evaluate } from "../../nn/evaluate.ts";
import { EmbeddingTable } from "../../nn/tables/embedding_table.ts";
import { assertGradient } from "../../nn/testing/assert_gradient.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";
import { graphConvolution } from "./_graph_convolution.ts";
import { itemGraph } from "./_item_graph.ts";
import { neighbourhood } from "./_neighbourhood.ts";

// 0 → 1 twice, 0 → 2 once, 1 → 2, 2 → 1; 3 has none, and 4 is a start token.
const graph = itemGraph({
  offsets: Uint32Array.of(0, 4, 6, 8, 9),
  item: Uint32Array.of(0, 1, 2, 1, 0, 1, 0, 2, 3),
}, { items: 4, most: 9 });
const table = new EmbeddingTable({ shape: [5, 1], values: Float32Array.of(9, 12, 24, 50, 70) });

forEachDevice(
  "graphConvolution() is the mean of the layers, and the item's own vector",
  async () => {
    for (
      const [layers, expected] of [
        // G¹ = 2/3 · 12 + 1/3 · 24 = 16; 24; 12; nothing; nothing.
        [1, [9 + (9 + 16) / 2, 12 + (12 + 24) / 2, 24 + (24 + 12) / 2, 50 + 50 / 2, 70 + 70 / 2]],
        // G² = 2/3 · 24 + 1/3 · 12 = 20; 12; 24.
        [2, [
          9 + (9 + 16 + 20) / 3,
          12 + (12 + 24 + 12) / 3,
          24 + (24 + 12 + 24) / 3,
          200 / 3,
          280 / 3,
        ]],
      ] as const
    ) {
      const of = neighbourhood({ graph, table, layers }, [0, 1, 2, 3, 4]);
      const all = await evaluate(
        { x: of.vectors },
        (weights) => graphConvolution(weights.get("x", [-1, 1]), of),
      );
      assertNear(all, expected, 1e-5);
      // Of one row alone, and in another order, the same.
      for (const asked of [[0], [3, 0], [4, 2, 1]]) {
        const some = neighbourhood({ graph, table, layers }, asked);
        const vectors = await evaluate(
          { x: some.vectors },
          (weights) => graphConvolution(weights.get("x", [-1, 1]), some),
        );
        assertNear(vectors, asked.map((row) => expected[row]), 1e-5);
      }
    }
  },
);

Deno.test("a neighbourhood holds what is reached, ring by ring, and nothing else", () => {
  const of = (layers: number, ...lists: number[][]) =>
    neighbourhood({ graph, table, layers }, ...lists);
  assertEquals([...of(1, [1]).rows], [1, 2]);
  assertEquals(of(1, [1]).within, [1, 2]);
  assertEquals([...of(2, [0], [3, 0]).rows], [0, 3, 1, 2]);
  assertEquals(of(2, [0], [3, 0]).within, [2, 4, 4]);
  assertEquals(of(2, [0], [3, 0]).places.map((list) => [...list]), [[0], [1, 0]]);
  // A table of a million rows makes it no larger.
  const wide = new EmbeddingTable({ shape: [1e6, 1], values: new Float32Array(1e6) });
  assertEquals(neighbourhood({ graph, table: wide, layers: 3 }, [3, 999_999]).rows.length, 2);
});

forEachDevice("graphConvolution() hands slopes to the neighbours by their shares", async () => {
  const of = neighbourhood({ graph, table, layers: 1 }, [0]);
  const { gradients } = await differentiate(
    { x: of.vectors },
    (weights) => graphConvolution(weights.get("x", [-1, 1]), of).sum(),
  );
  assertEquals([...of.rows], [0, 1, 2]);
  assertNear(gradients.x, [1 + 1 / 2, 2 / 3 / 2, 1 / 3 / 2], 1e-6);
  const both = neighbourhood({
    ...{ graph, table: new EmbeddingTable(randomParameter("x", [5, 3])), layers: 2 },
  }, [2, 0, 4]);
  await assertGradient(
    { x: both.vectors },
    (weights) => graphConvolution(weights.get("x", [-1, 3]), both).square().sum(),
  );
}, { devices: ["cpu", "wasm"] });
