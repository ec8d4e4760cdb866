import { assert, assertEquals } from "@std/assert";
import { pointwiseInformation } from "./_pointwise_information.ts";

Deno.test("pointwiseInformation() equals a hand-worked case", () => {
  // Pairs: ab ba (twice), ac ca, aa not (one place only). n_a = 3, n_b = 2, n_c = 1, N = 6.
  const { words, matrix } = pointwiseInformation([["a", "b"], ["b", "a"], ["c", "a"]]);
  assertEquals(words, ["a", "b", "c"]);
  assertEquals([...matrix.offsets], [0, 2, 3, 4]);
  assertEquals([...matrix.column], [1, 2, 0, 0]);
  const [ab, ac] = [Math.log(6 * 2 / (3 * 2)), Math.log(6 * 1 / (3 * 1))];
  assertEquals([...matrix.value], [ab, ac, ab, ac]);
});

Deno.test("pointwiseInformation() leaves out pairs that are rarer than by chance", () => {
  const { words, matrix } = pointwiseInformation([
    ...Array.from({ length: 9 }, () => ["x", "the"]),
    ...Array.from({ length: 9 }, () => ["y", "the"]),
    ["x", "y"],
  ]);
  const x = words.indexOf("x"), y = words.indexOf("y");
  const columns = matrix.column.subarray(matrix.offsets[x], matrix.offsets[x + 1]);
  assert(!columns.includes(y) && columns.length === 1);
});
