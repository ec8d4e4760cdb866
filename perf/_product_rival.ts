/**
 * A rival of `kernels.ts`: `stock`, `strict` or `relaxed`. It answers to the name of a product with
 * the GFLOP/s of `tf.matMul`, allocation of the result included.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import { openDevice } from "../nn/mod.ts";
import { nodeModulesWasmPath } from "../nn/testing/node_modules_wasm_path.ts";
import { answerRivals } from "./_answer_rivals.ts";
import { openStock } from "./_open_stock.ts";
import { productShapes } from "./_product_shapes.ts";

/** Seconds per answer: enough for several products where they take 100 ms. */
const SECONDS = 0.25;

const [engine] = Deno.args;
if (engine === "stock") await openStock();
else if (engine === "strict" || engine === "relaxed") {
  await openDevice("wasm", { wasmPath: nodeModulesWasmPath(), kernels: engine });
} else throw new TypeError(`Cannot multiply by "${engine}": expected stock, strict or relaxed`);

const shapes = productShapes();

await answerRivals((name) => {
  const { products, rows, inner, columns, transposeA, transposeB } = shapes[name];
  const random = (height: number, width: number) =>
    products === 1
      ? tf.randomUniform([height, width], -1, 1, "float32", 7)
      : tf.randomUniform([products, height, width], -1, 1, "float32", 7);
  const a = transposeA ? random(inner, rows) : random(rows, inner);
  const b = transposeB ? random(columns, inner) : random(inner, columns);
  const once = () => tf.matMul(a, b, transposeA, transposeB).dispose();
  once();
  let count = 0, seconds = 0;
  for (const start = performance.now(); seconds < SECONDS; count++) {
    once();
    seconds = (performance.now() - start) / 1000;
  }
  tf.dispose([a, b]);
  return Promise.resolve(2 * products * rows * inner * columns * count / seconds / 1e9);
});
