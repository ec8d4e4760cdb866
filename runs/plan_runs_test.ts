import { assertEquals } from "@std/assert";
import { loadDataset } from "../datasets/registry.ts";
import { freeze } from "../protocols/freeze.ts";
import { loadProtocol } from "../protocols/load_protocol.ts";
import type { Examinee } from "./examinee.ts";
import { nextIdExaminee } from "./next_id_examinee.ts";
import { planRuns } from "./plan_runs.ts";

const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
const about = { id: "one", version: "1.0.0", title: "One", variant: "original", citation: "none" };
const one: Examinee = {
  kind: "plugin",
  role: "method",
  copy: { name: "one", entry: "file:///one.js", folder: "/", closure: "c", tensors: true },
  meta: { ...about, variant: "original", contract: 1, domains: { min: 1, max: 9 }, needs: [] },
  about,
  config: { epochs: 1 },
};
const options = { seeds: [1, 2], device: "wasm", kernels: "relaxed", inProcess: false };

Deno.test("planRuns() puts the kernels into the inputs and the key of a plugin's run", () => {
  const relaxed = planRuns(task, [one], options);
  const strict = planRuns(task, [one], { ...options, kernels: "strict" });
  assertEquals(relaxed.map(({ inputs }) => [inputs.kernels, inputs.seed]), [
    ["relaxed", 1],
    ["relaxed", 2],
  ]);
  assertEquals(strict[0].inputs, { ...relaxed[0].inputs, kernels: "strict" });
  assertEquals(new Set([...relaxed, ...strict].map(({ key }) => key)).size, 4);
});

Deno.test("planRuns() gives a run on the host one key, whatever plugins compute on", async () => {
  const host = [await nextIdExaminee()];
  const [run] = planRuns(task, host, options);
  assertEquals([run.inputs.device, run.inputs.kernels], ["host", "none"]);
  for (const other of [{ kernels: "strict" }, { device: "cpu", kernels: "stock" }]) {
    assertEquals(planRuns(task, host, { ...options, ...other })[0], run);
  }
});
