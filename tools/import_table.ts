/** Who may import what: see {@linkcode importTable}. */
export interface ImportRow {
  /** The folder or file that imports, relative to the repository; the longest match counts. */
  readonly from: string;
  /** Folders, files and packages that it may import, besides what stands in `from` itself. */
  readonly may: readonly string[];
}

/** Everything in the repository and every package. */
const ANYTHING: readonly string[] = ["*"];

/**
 * Who may import whom: data flows one way, and this table is where that is written down. What is not
 * here is an error (`tools/lint_imports.ts`). Tests may import everything.
 */
export const importTable: readonly ImportRow[] = [
  { from: "core", may: ["node:", "canonicalize"] },
  { from: "datasets", may: ["node:", "core", "@duckdb/node-api", "@std/csv"] },
  {
    from: "datasets/text/encoder",
    may: [
      "datasets/text/encoder_message.ts",
      "datasets/text/read_lines.ts",
      "@huggingface/transformers",
    ],
  },
  { from: "protocols", may: ["node:", "core", "datasets"] },
  // Checks mark what a leak would bring, and tell how unlikely a spread is.
  {
    from: "protocols/checks",
    may: ["core", "metrics", "protocols", "@stdlib/stats-base-dists-chisquare-cdf"],
  },
  { from: "metrics", may: ["core"] },

  // What an author reads imports nothing at all. An author links this package alone, so that no
  // @std may stand in what the contract and nn reach: nn's core files are named one by one.
  { from: "plugins/contract", may: [] },
  { from: "plugins", may: ["node:", "core", "plugins/contract", "nn", "ajv"] },
  // What every method is asked, in the process that methods run in.
  {
    from: "plugins/conformance",
    may: ["node:", "core", "metrics", "plugins", "nn", "@std/assert"],
  },
  {
    from: "nn",
    may: [
      "node:",
      "core/kernels",
      "core/philox.ts",
      "core/random_stream.ts",
      "core/read_safetensors.ts",
      "core/write_safetensors.ts",
      "core/safe_tensor.ts",
      "plugins/contract",
      "@tensorflow/tfjs",
      "@tensorflow/tfjs-backend-wasm",
      "@tensorflow/tfjs-backend-webgpu",
    ],
  },
  // A method is alone in its folder (`*` stands for its name), as if it lived in another repository.
  {
    from: "methods/*",
    may: ["@permafrost/bench/method", "@permafrost/bench/nn", "@tensorflow/tfjs"],
  },

  {
    from: "runs",
    may: [
      "node:",
      "core",
      "datasets",
      "protocols",
      "metrics",
      "plugins",
      "leaderboard/schema",
      "leaderboard/mark_outcomes.ts",
    ],
  },
  {
    from: "leaderboard",
    may: [
      "node:",
      "core",
      "metrics",
      "ajv",
      "@stdlib/math-base-special-gammaln",
      "@stdlib/stats-base-dists-normal-cdf",
      "@stdlib/stats-base-dists-t-cdf",
    ],
  },
  // Charts are drawn when a report is made, not when it is read.
  {
    from: "leaderboard/report",
    may: ["node:", "core", "leaderboard", "@observablehq/plot", "linkedom"],
  },
  { from: "cli", may: ANYTHING },
  // What `plugin new` lays is a method, with no more rights than any.
  {
    from: "cli/templates/plugin",
    may: ["@permafrost/bench/method", "@permafrost/bench/nn", "@tensorflow/tfjs"],
  },
  { from: "perf", may: ANYTHING },
  { from: "tools", may: ANYTHING },
  { from: "tests", may: ANYTHING },
  { from: "mod.ts", may: ANYTHING },

  { from: "std/assert", may: ["node:"] },
  { from: "std/cli", may: ["minimist"] },
  { from: "std/csv", may: ["csv-parse", "csv-stringify"] },
];
