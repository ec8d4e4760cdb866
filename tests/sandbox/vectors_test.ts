import { CPU, type EndRow, EXIT, SLEEP, testEnds, WALL } from "./_end_rows.ts";
import { FORGE } from "./_forge.ts";
import type { PluginParts } from "./_plugin_source.ts";
import type { Expected } from "./_sit.ts";

/** Good vectors of two numbers, for the two queries and the three items of the exam. */
const QUERIES = "return new Float32Array(4);";
const ITEMS = "return { vectors: new Float32Array(6), bias: new Float32Array(3) };";

/** A plugin whose vectors have these bodies. */
function vectors({ queries = QUERIES, items = ITEMS, top = "" }): PluginParts {
  return {
    top: `let calls = 0; ${top}`,
    scorer:
      `vectors: { async queries(batch) { ${queries} }, async items(domain, interval) { ${items} } }`,
  };
}

/** The failure "scores", with a message that begins as it does for vectors. */
function bad(rest: string): Expected {
  return { code: "scores", message: new RegExp(`^Cannot take the vectors of "fixture": ${rest}$`) };
}

const ROWS: readonly EndRow[] = [
  [
    "query vectors that are no Float32Array",
    vectors({ queries: "return [[1, 2], [3, 4]];" }),
    bad("its query vectors are of type Array, expected a Float32Array"),
  ],
  [
    "item vectors of another type",
    vectors({ items: "return { vectors: new Float64Array(6), bias: new Float32Array(3) };" }),
    bad("its item vectors are of type Float64Array, expected a Float32Array"),
  ],
  [
    "biases of another type",
    vectors({ items: "return { vectors: new Float32Array(6), bias: 0 };" }),
    bad("its biases are of type number, expected a Float32Array"),
  ],
  [
    "item vectors without a bias",
    vectors({ items: "return { vectors: new Float32Array(6) };" }),
    bad("its items\\(\\) gave no vectors or no bias, expected both"),
  ],
  ["no item vectors at all", vectors({ items: "" }), bad("its items\\(\\) gave no .*")],
  [
    "query vectors of no whole size",
    vectors({ queries: "return new Float32Array(5);" }),
    bad("5 numbers for 2 queries, expected 1 to 4096 each, the same for all"),
  ],
  [
    "query vectors of no numbers",
    vectors({ queries: "return new Float32Array(0);" }),
    bad("0 numbers for 2 queries, expected 1 to 4096 each, the same for all"),
  ],
  [
    "query vectors of too many numbers",
    vectors({ queries: "return new Float32Array(2 * 4097);" }),
    bad("8194 numbers for 2 queries, expected 1 to 4096 each, the same for all"),
  ],
  [
    "item vectors of another size than a query's",
    vectors({ items: "return { vectors: new Float32Array(9), bias: new Float32Array(3) };" }),
    bad("9 numbers for 3 items, expected 2 each, as before"),
  ],
  [
    "too few biases",
    vectors({ items: "return { vectors: new Float32Array(6), bias: new Float32Array(2) };" }),
    bad("2 biases, expected 3, one per item of the pool"),
  ],
  [
    "query vectors that change their size",
    vectors({ queries: "return new Float32Array(calls++ ? 6 : 4);" }),
    bad("6 numbers for 2 queries, expected 2 each, as before"),
  ],
  [
    "item vectors that change their size",
    vectors({
      items: "return { vectors: new Float32Array(calls++ ? 3 : 6), bias: new Float32Array(3) };",
    }),
    bad("3 numbers for 3 items, expected 2 each, as before"),
  ],
  [
    "Infinity in a query vector",
    vectors({ queries: "return Float32Array.of(1, NaN, 1, Infinity);" }),
    bad("Infinity for query 1, expected a finite number or NaN"),
  ],
  [
    "-Infinity in an item vector",
    vectors({
      items:
        `return { vectors: Float32Array.of(1, 1, 1, 1, -Infinity, 1), bias: new Float32Array(3) };`,
    }),
    bad("-Infinity for item 2, expected a finite number or NaN"),
  ],
  [
    "Infinity in a bias",
    vectors({
      items: "return { vectors: new Float32Array(6), bias: Float32Array.of(0, 1 / 0, 0) };",
    }),
    bad("Infinity for the bias of item 1, expected a finite number or NaN"),
  ],
  [
    "an endless lot of query vectors",
    vectors({ queries: "return new Float32Array(3e7);" }),
    { code: "output", message: /: a message of 120000000 bytes, expected at most \d+$/ },
  ],
  [
    "an endless lot of item vectors",
    vectors({ items: "return { vectors: new Float32Array(3e7), bias: new Float32Array(3) };" }),
    { code: "output", message: /: a message of 120000012 bytes, expected at most \d+$/ },
  ],
  [
    "vectors without a function items",
    { scorer: "vectors: { queries() {} }" },
    {
      code: "contract",
      message: /: its vectors have no function queries or no function items, expected both$/,
    },
  ],
  [
    "a crash in queries",
    vectors({ queries: 'throw new RangeError("boom");' }),
    {
      code: "crash",
      message:
        /^Cannot take the vectors of "fixture": it threw "RangeError: boom" at method.js:\d+:\d+, expected vectors$/,
    },
  ],
  ["an exit in items", vectors({ items: "Deno.exit(0);" }), EXIT],
  [
    "an exit with another code in queries",
    vectors({ queries: "Deno.exit(7);" }),
    { code: "crash", message: /its process ended with exit code 7, expected an answer$/ },
  ],
  ["a sleep in queries", vectors({ queries: SLEEP }), WALL],
  ["a sleep in items", vectors({ items: SLEEP }), WALL],
  ["an endless loop in items", vectors({ items: "for (;;);" }), CPU],
  [
    "a change of the device in queries",
    vectors({
      top: 'import * as tf from "@tensorflow/tfjs"; import "@permafrost/bench/nn";',
      queries: `await tf.setBackend("cpu"); ${QUERIES}`,
    }),
    {
      code: "device",
      message: /^Cannot take the vectors of "fixture": tfjs uses "cpu", expected "wasm"$/,
    },
  ],
  [
    "vectors that nobody asked for",
    { top: FORGE, score: 'forgeHead("queries", { id: 2 }, [["vectors", "f32", 0]]);' },
    { code: "protocol", message: /: a frame "queries" that nobody asked for, expected "scores"$/ },
  ],
  [
    "item vectors in place of a query's",
    vectors({ top: FORGE, queries: 'forgeHead("items", { id: 5 });' }),
    { code: "protocol", message: /: a frame "items" that nobody asked for, expected "queries"$/ },
  ],
  [
    "query vectors of another question",
    vectors({
      top: FORGE,
      queries: 'forgeHead("queries", { id: 1 }, [["vectors", "f32", 0]]);',
    }),
    { code: "protocol", message: /: queries of question 1, expected those of \d+$/ },
  ],
  [
    "query vectors as a column of f64",
    vectors({
      top: FORGE,
      queries: 'forgeHead("queries", { id: 5 }, [["vectors", "f64", 0]]);',
    }),
    {
      code: "protocol",
      message: /: a frame "queries" without vectors, expected them as Float32Array$/,
    },
  ],
  [
    "a frame of item vectors that claims to be huge",
    vectors({ top: FORGE, items: 'forgeHead("items", {}, [["vectors", "f32", 2 ** 33]]);' }),
    { code: "output", message: /: a message of 34359738368 bytes, expected at most \d+$/ },
  ],
  [
    "an answer to what it offers that holds none",
    { top: FORGE, score: 'forgeHead("offers", { id: 2 }); return byIndex(batch);' },
    { code: "protocol", message: /: a frame "offers" that nobody asked for, expected "scores"$/ },
  ],
];

testEnds(ROWS);
