import { assertEquals } from "@std/assert";
import { tf } from "../_tf.ts";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import { unitVectors } from "../layers/unit_vectors.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { surgeGraph } from "./_surge_graph.ts";

/** Points on the circle at these angles in degrees, whose metric is as it is. */
function circle(angles: readonly number[]): Float32Array {
  return Float32Array.from(angles.flatMap((angle) => {
    const radians = angle * Math.PI / 180;
    return [3 * Math.cos(radians), 3 * Math.sin(radians)];
  }));
}

/** Rows of ones and zeros of the graph of one sequence, or the centres. */
async function graph(
  values: Float32Array,
  { present, sparseness, part = "adjacency", metric = [1, 1] }: {
    present?: Uint8Array;
    sparseness: number;
    part?: "adjacency" | "centres";
    metric?: readonly number[];
  },
): Promise<number[][]> {
  const length = values.length / 2, there = present ?? new Uint8Array(length).fill(1);
  const weight = { shape: [metric.length / 2, 2], values: Float32Array.from(metric) };
  const numbers = await evaluate(
    { x: { shape: [1, length, 2], values }, weight },
    (weights) =>
      surgeGraph(weights.get("x", [1, length, 2]), weights.get("weight", weight.shape), {
        present: there,
        sparseness,
      })[part],
  );
  const width = numbers.length / length;
  return Array.from({ length }, (_, row) => [...numbers.slice(row * width, (row + 1) * width)]);
}

forEachDevice("surgeGraph() links the most similar pairs of the whole sequence", async () => {
  // Differences of 10, 30 and 40 degrees, and of 120 to 160.
  const x = circle([0, 10, 40, 160]);
  const edges = (sparseness: number) => graph(x, { sparseness });
  assertEquals(await edges(4 / 16), [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]);
  const one = [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]];
  // A pair is of either end: five of 16 are six.
  assertEquals([await edges(5 / 16), await edges(6 / 16)], [one, one]);
  assertEquals(await edges(7 / 16), [[1, 1, 0, 0], [1, 1, 1, 0], [0, 1, 1, 0], [0, 0, 0, 1]]);
  assertEquals(await edges(1), Array.from({ length: 4 }, () => [1, 1, 1, 1]));
});

forEachDevice("surgeGraph() links all that is as similar as the last that is linked", async () => {
  const twice = circle([0, 50, 0]);
  assertEquals(await graph(twice, { sparseness: 0.01 }), [[1, 0, 1], [0, 1, 0], [1, 0, 1]]);
});

forEachDevice("surgeGraph() compares by the metric, and a metric per head", async () => {
  const x = Float32Array.of(1, 5, 1, -5, -1, 5.5), sparseness = 5 / 9;
  assertEquals(await graph(x, { sparseness }), [[1, 0, 1], [0, 1, 0], [1, 0, 1]]);
  const first = [[1, 1, 0], [1, 1, 0], [0, 0, 1]];
  assertEquals(await graph(x, { sparseness, metric: [1, 0] }), first);
  assertEquals(await graph(x, { sparseness, metric: [1, 0, 1, 0.1] }), first);
});

forEachDevice("surgeGraph() has nothing at padding, and counts without it", async () => {
  const x = circle([70, 0, 10, 70, 40, 160]), present = Uint8Array.of(0, 1, 1, 0, 1, 1);
  const none = [0, 0, 0, 0, 0, 0];
  assertEquals(await graph(x, { present, sparseness: 6 / 16 }), [
    none,
    [0, 1, 1, 0, 0, 0],
    [0, 1, 1, 0, 0, 0],
    none,
    [0, 0, 0, 0, 1, 0],
    [0, 0, 0, 0, 0, 1],
  ]);
  assertEquals(await graph(x, { present: new Uint8Array(6), sparseness: 1 }), none.map(() => none));
});

forEachDevice("surgeGraph()'s centres are means of what two edges reach", async () => {
  const x = circle([0, 10, 40, 160]), sparseness = 7 / 16;
  const mean = (...places: number[]) =>
    [0, 1].map((axis) => places.reduce((sum, at) => sum + x[2 * at + axis], 0) / places.length);
  const centres = await graph(x, { sparseness, part: "centres" });
  const all = mean(0, 1, 2);
  assertNear(centres.flat(), [...all, ...all, ...all, ...mean(3)], 1e-6);
  const present = new Uint8Array(4);
  assertEquals(
    (await graph(x, { present, sparseness, part: "centres" })).flat(),
    new Array(8).fill(0),
  );
});

forEachDevice("surgeGraph() gives an edge the slope of the similarity", async () => {
  const x = randomParameter("x", [2, 4, 3]), metric = randomParameter("metric", [1, 3]);
  const slopes = randomParameter("slopes", [2, 4, 4]), present = new Uint8Array(8).fill(1);
  present[7] = 0;
  const inputs = { x, metric, slopes }, options = { present, sparseness: 0.5 };
  const ones = await evaluate(
    inputs,
    (weights) =>
      surgeGraph(weights.get("x", [2, 4, 3]), weights.get("metric", [1, 3]), options).adjacency,
  );
  const { gradients } = await differentiate(inputs, (weights) => {
    const { adjacency } = surgeGraph(
      weights.get("x", x.shape),
      weights.get("metric", [1, 3]),
      options,
    );
    return adjacency.mul(weights.get("slopes", [2, 4, 4])).sum();
  });
  const expected = await differentiate(inputs, (weights) => {
    const unit = unitVectors(weights.get("x", x.shape).mul(weights.get("metric", [1, 3])));
    const masked = unit.matMul(unit, false, true).mul(tf.tensor3d(ones, [2, 4, 4]));
    return masked.mul(weights.get("slopes", [2, 4, 4])).sum();
  });
  assertEquals(gradients.metric.some((each) => each !== 0), true);
  for (const name of ["x", "metric"]) assertNear(gradients[name], expected.gradients[name], 1e-5);
});
