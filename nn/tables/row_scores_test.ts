import { assertEquals, assertRejects } from "@std/assert";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { EmbeddingTable } from "./embedding_table.ts";
import { rowScores } from "./row_scores.ts";

const table = new EmbeddingTable(randomParameter("table", [20_000, 3]));
const { values: vectors } = randomParameter("vectors", [5, 3]);

function byHand(rows: Uint32Array): number[] {
  const { values } = table.parameter;
  return Array.from({ length: 5 }, (_, i) =>
    Array.from(rows, (row) => {
      let sum = 0;
      for (let j = 0; j < 3; j++) sum += vectors[i * 3 + j] * values[row * 3 + j];
      return sum;
    })).flat();
}

forEachDevice("rowScores() are products, of rows in any order and more than once", async () => {
  const rows = new Uint32Array([7, 19_999, 7, 0]);
  assertNear(await rowScores(vectors, { table, rows }), byHand(rows), 1e-5);
  assertEquals((await rowScores(vectors, { table, rows: new Uint32Array() })).length, 0);
  assertEquals((await rowScores(new Float32Array(), { table, rows })).length, 0);
});

forEachDevice("rowScores() come in pieces that do not show", async (device) => {
  const rows = Uint32Array.from({ length: 20_000 }, (_, i) => 19_999 - i);
  const all = await rowScores(vectors, { table, rows });
  assertNear(all, byHand(rows), 1e-5);
  if (device === "webgpu") return;
  const one = await rowScores(vectors.subarray(3, 6), { table, rows: rows.subarray(8190, 8195) });
  assertEquals(one, all.subarray(20_000 + 8190, 20_000 + 8195));
});

forEachDevice("rowScores() refuse what does not fit", async () => {
  await assertRejects(
    () => rowScores(new Float32Array(4), { table, rows: new Uint32Array(1) }),
    TypeError,
    "Cannot score 4 numbers by rows of 3: expected a multiple of 3",
  );
  await assertRejects(
    () => rowScores(vectors, { table, rows: new Uint32Array([20_000]) }),
    RangeError,
    "Cannot look up row 20000: none of 20000, expected 0 … 19999",
  );
});
