import { assertEquals } from "@std/assert";
import { sampleBoard } from "./report/testing/sample_board.ts";
import { rowNames } from "./row_names.ts";

const { board: { tasks: [{ rows: [row] }] } } = await sampleBoard([{ method: "sasrec" }]);
const other = { ...row, id: "b".repeat(64) };

Deno.test("rowNames() are methods' ids, and what tells apart rows of one method", () => {
  const markov = { ...row, method: { ...row.method, id: "markov" } };
  assertEquals(rowNames([row, markov]), ["sasrec", "markov"]);
  const onCpu = { ...other, device: "webgpu", kernels: "llvmpipe" };
  assertEquals(rowNames([row, onCpu]), ["sasrec · cpu · stock", "sasrec · webgpu · llvmpipe"]);
  const config = { ...other, configSha256: "c".repeat(64) };
  assertEquals(rowNames([row, config])[1], "sasrec · config cccccc");
});

Deno.test("rowNames() are never the same twice", () => {
  assertEquals(rowNames([row, other]), [`sasrec · ${row.id.slice(0, 8)}`, "sasrec · bbbbbbbb"]);
});
