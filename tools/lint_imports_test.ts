import { assertEquals } from "@std/assert";
import { dirname } from "node:path";
import plugin from "./lint_imports.ts";

const root = dirname(import.meta.dirname ?? "");

/** The rules that a line breaks in a file of this repository. */
function broken(file: string, line: string): string[] {
  return Deno.lint.runPlugin(plugin, `${root}/${file}`, line).map(({ id }) => id);
}

Deno.test("imports go one way between folders", () => {
  const good: [string, string][] = [
    ["core/a.ts", 'import { b } from "./b.ts";'],
    ["core/a.ts", 'import { createHash } from "node:crypto";'],
    ["datasets/ingest/a.ts", 'import { b } from "../../core/b.ts";'],
    ["datasets/ingest/a.ts", 'import { DuckDBInstance } from "@duckdb/node-api";'],
    ["protocols/freeze.ts", 'import type { Corpus } from "../core/corpus.ts";'],
    ["plugins/runner.ts", 'import * as nn from "../nn/mod.ts";'],
    ["plugins/runner.ts", 'import type { Method } from "./contract/mod.ts";'],
    ["nn/layers/linear.ts", 'import { RandomStream } from "../../core/random_stream.ts";'],
    ["methods/sasrec/method.ts", 'import { Adam } from "@permafrost/bench/nn";'],
    ["methods/sasrec/method.ts", 'import { net } from "./net.ts";'],
    ["runs/run.ts", 'import { markOutcomes } from "../leaderboard/mark_outcomes.ts";'],
    ["runs/run.ts", 'import type { RunRecord } from "../leaderboard/schema/run_record.ts";'],
    ["cli/bench.ts", 'import { plan } from "../runs/plan.ts";'],
    ["core/a_test.ts", 'import { freeze } from "../protocols/freeze.ts";'],
    ["tests/conformance/a.ts", 'import m from "../../methods/random/method.ts";'],
  ];
  const bad: [string, string][] = [
    ["core/a.ts", 'import { b } from "../datasets/b.ts";'],
    ["core/a.ts", 'import { assert } from "@std/assert";'],
    ["core/a.ts", 'export * from "../protocols/b.ts";'],
    ["core/a.ts", 'export { b } from "../protocols/b.ts";'],
    ["core/a.ts", 'const b = await import("../protocols/b.ts");'],
    ["core/a.ts", 'type B = import("../protocols/b.ts").B;'],
    ["metrics/ndcg.ts", 'import { readFileSync } from "node:fs";'],
    ["protocols/freeze.ts", 'import { DuckDBInstance } from "@duckdb/node-api";'],
    ["plugins/contract/method.ts", 'import { b } from "../session.ts";'],
    ["plugins/contract/method.ts", 'import { b } from "../../core/b.ts";'],
    ["plugins/open_session.ts", 'import { freeze } from "../protocols/freeze.ts";'],
    ["nn/layers/linear.ts", 'import { sha256 } from "../../core/sha256.ts";'],
    ["nn/layers/linear.ts", 'import { parse } from "@std/csv";'],
    ["methods/sasrec/method.ts", 'import { Adam } from "../../nn/mod.ts";'],
    ["methods/sasrec/method.ts", 'import m from "../random/method.ts";'],
    ["methods/sasrec/method.ts", 'import { join } from "node:path";'],
    ["methods/sasrec/method.ts", 'import type { Task } from "../../protocols/task.ts";'],
    ["methods/stray.ts", 'import type { Method } from "@permafrost/bench/method";'],
    ["leaderboard/compare.ts", 'import { plan } from "../runs/plan.ts";'],
    ["runs/run.ts", 'import { compare } from "../leaderboard/compare.ts";'],
    ["runs/run.ts", 'import { here } from "../cli/here.ts";'],
    ["elsewhere/a.ts", 'import { b } from "../core/b.ts";'],
    ["core_more/a.ts", 'import { b } from "../core/b.ts";'],
  ];
  for (const [file, line] of good) assertEquals(broken(file, line), [], `${file}: ${line}`);
  for (const [file, line] of bad) {
    assertEquals(broken(file, line), ["imports/layers"], `${file}: ${line}`);
  }
});

Deno.test("a file whose name starts with an underscore stays in its folder and those inside it", () => {
  assertEquals(broken("core/a.ts", 'import { b } from "./_b.ts";'), []);
  assertEquals(broken("nn/layers/a.ts", 'import { b } from "../_b.ts";'), []);
  const rules = ["imports/private"];
  assertEquals(broken("nn/mod.ts", 'import { b } from "./layers/_b.ts";'), rules);
  assertEquals(broken("cli/a.ts", 'import { b } from "../core/_b.ts";'), rules);
  assertEquals(broken("core/a_test.ts", 'import { b } from "../metrics/_b.ts";'), rules);
});

Deno.test("a computed import is not looked at", () => {
  assertEquals(broken("plugins/runner.ts", "const m = await import(Deno.args[0]);"), []);
});
