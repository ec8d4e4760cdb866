import { assertEquals, assertStringIncludes } from "@std/assert";
import { type SampleOptions, sampleRun } from "../_sample.ts";
import { submittedRows } from "../submitted_rows.ts";
import { checkMethod } from "./check_method.ts";

const found = async (...runs: SampleOptions[]) =>
  checkMethod(await submittedRows(runs.map((run) => sampleRun({ method: "mine", ...run }))));

Deno.test("checkMethod() lets one row pass, and one on each of several tasks", async () => {
  const [one] = await found({ seed: 1 }, { seed: 2 });
  assertEquals([one.state, one.where], ["good", "mine 1.0.0"]);
  assertStringIncludes(one.said, "one code, one row, seeds 1, 2");
  const [two] = await found({ seed: 3 }, { seed: 3, task: "other" });
  assertStringIncludes(two.said, "one code, 2 tasks, seeds 3");
});

Deno.test("checkMethod() finds other seeds, other configs and rows that are not comparable", async () => {
  const [seeds] = await found({ seed: 1 }, { seed: 2, task: "other" });
  assertEquals(seeds.state, "bad");
  assertStringIncludes(seeds.said, "2 lists of seeds, expected the same");
  const [configs] = await found({}, { config: { epochs: 2 } });
  assertStringIncludes(configs.said, "2 rows on task 0ebb429f (configs or machines), expected one");
  const [learns] = await found({ notComparable: ["stateful"] });
  assertStringIncludes(learns.said, "stateful: its rows are not compared");
  const [one] = await submittedRows([sampleRun({ method: "mine" })]);
  const [two] = await submittedRows([sampleRun({ method: "two", task: "other" })]);
  assertStringIncludes(checkMethod([one, two])[0].said, "2 codes, expected the same in all runs");
});
