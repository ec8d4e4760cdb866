import { assertEquals, assertStringIncludes } from "@std/assert";
import { type SampleOptions, sampleRun } from "../_sample.ts";
import type { RunRecord } from "../schema/run_record.ts";
import { submittedRows } from "../submitted_rows.ts";
import { checkCosts } from "./check_costs.ts";

type Circumstances = RunRecord["circumstances"];

/** What is found if the second of two runs met something else. */
async function found(change: Partial<Circumstances>, options: SampleOptions = {}) {
  const [{ runs }] = await submittedRows([1, 2].map((seed) => {
    const run = sampleRun({ seed, ...options }), { record } = run;
    if (seed === 1) return run;
    const circumstances = { ...record.circumstances, ...change };
    return { ...run, record: { ...record, circumstances } };
  }));
  return await checkCosts(runs, "sample");
}

const seconds = { freeze: 0.5, fit: 90, validate: 0.25, score: 2.5, total: 95 };

Deno.test("checkCosts() lets runs pass that took their time", async () => {
  const [only, ...more] = await found({});
  assertEquals([only.state, more.length], ["good", 0]);
  assertStringIncludes(only.said, "at least 93.75 s a run; 1600 bytes of input");
});

Deno.test("checkCosts() finds runs that were faster than a process begins, and names their seed", async () => {
  const fast = { freeze: 0.5, fit: 0.001, validate: 0, score: 0.001, total: 0.01 };
  const [wall, cpu] = await found({ seconds: fast, cpuSeconds: 0 });
  assertEquals([wall.state, wall.where], ["bad", "sample, seed 2"]);
  assertStringIncludes(wall.said, "0.002 s to fit, validate and score, expected at least 0.030 s");
  assertStringIncludes(cpu.said, "0.000 CPU s, expected at least");
  const elsewhere = { ...sampleRun().record.circumstances.machine, os: "darwin 24" };
  assertEquals((await found({ cpuSeconds: 0, machine: elsewhere }))[0].state, "good");
});

Deno.test("checkCosts() finds clocks that do not agree", async () => {
  const [total] = await found({ seconds: { ...seconds, total: 20 }, cpuSeconds: 30 });
  assertStringIncludes(total.said, "20.000 s in all, expected at least its parts, 92.750 s");
  const [cpu] = await found({ cpuSeconds: 1000 });
  assertStringIncludes(cpu.said, "1000.0 CPU s, expected at most");
});

Deno.test("checkCosts() does not reckon a control that ran on the host", async () => {
  const [only] = await found({ cpuSeconds: 0 }, { device: "host", kernels: "none" });
  assertEquals(only.state, "open");
});
