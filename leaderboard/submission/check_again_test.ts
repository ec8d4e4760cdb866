import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { type SampleOptions, type SampleRun, sampleRun } from "../_sample.ts";
import type { RunRecord } from "../schema/run_record.ts";
import { sealRecord } from "../schema/seal_record.ts";
import { submittedRows } from "../submitted_rows.ts";
import { checkAgain } from "./check_again.ts";

const options: SampleOptions = { method: "mine", skill: 0.2, device: "wasm", kernels: "strict" };
const runs = [1, 2, 3].map((seed) => sampleRun({ ...options, seed }));

/** What is found if a run came out otherwise here; every change of a record is sealed. */
async function found(
  again: SampleRun,
  change: (record: RunRecord) => object = () => ({}),
  own = runs,
) {
  const [{ row: { headline } }] = await submittedRows(own), [{ record }] = own;
  const sealed = sealRecord({ ...again.record, ...change(again.record) }, again.bytes);
  return checkAgain({ record, again: sealed }, { where: "mine", headline })
    .map(({ state, said }) => [state, said]);
}

const withInputs = (inputs: object) => (record: RunRecord) => ({
  inputs: { ...record.inputs, ...inputs },
  result: { ...record.result, ...inputs },
});

Deno.test("checkAgain() tells the same bits, whatever a data file is called", async () => {
  const same = [["good", "bit for bit the same result and outcomes"]];
  assertEquals(await found(runs[0]), same);
  const named = ({ result }: RunRecord) => ({
    result: { ...result, dataset: { ...result.dataset, id: "renamed" } },
  });
  assertMatch((await found(runs[0], named))[0][1], /^bit for bit the same result and outcomes/);
  const newer = ({ result }: RunRecord) => ({ result: { ...result, validationValues: [1, 2, 3] } });
  const [[state, said]] = await found(runs[0], newer);
  assertEquals(state, "good");
  assertStringIncludes(said, "but for what records did not hold when it was made");
});

Deno.test("checkAgain() finds other bits on the same machine class, and says of what", async () => {
  const [[state, said]] = await found(sampleRun({ ...options, skill: 0.21 }));
  assertEquals(state, "bad");
  assertMatch(said, /^another .*headline.*, outcomes on the same machine class, expected the same/);
  const version = ({ result }: RunRecord) => ({
    result: { ...result, method: { ...result.method, version: "9.0.0" } },
  });
  assertStringIncludes((await found(runs[0], version))[0][1], "another method.version on the same");
});

Deno.test("checkAgain() compares by numbers where Deno, kernels or code are others", async () => {
  const near = sampleRun({ ...options, skill: 0.21 });
  const [[state, said]] = await found(near, withInputs({ deno: "3.0.0" }));
  assertEquals(state, "good");
  assertMatch(
    said,
    /^another Deno, so by numbers: within two standard deviations over seeds: NDCG@5/,
  );
  const far = sampleRun({ ...options, skill: 2 });
  const bad = await found(far, withInputs({ kernels: "relaxed", closure: "0".repeat(64) }));
  assertEquals(new Set(bad.map(([state]) => state)), new Set(["bad"]));
  assertMatch(bad[0][1], /^another code, kernels, so by numbers: NDCG@5 1\.0000, recorded .* ± /);
  // The same bits by another code are no proof, but they are the same numbers.
  const other = await found(runs[0], withInputs({ closure: "0".repeat(64) }));
  assertMatch(other[0][1], /^another code, so by numbers: within two/);
});

Deno.test("checkAgain() holds relaxed kernels to numbers on another processor alone", async () => {
  const relaxed = { ...options, kernels: "relaxed" }, own = [sampleRun(relaxed)];
  const other = sampleRun({ ...relaxed, skill: 0.21 });
  const cpu = ({ circumstances }: RunRecord) => ({
    circumstances: { ...circumstances, machine: { ...circumstances.machine, cpu: "another" } },
  });
  assertEquals((await found(other, undefined, own))[0][0], "bad");
  // One seed tells no deviation: by the bootstrap over users.
  const [[state, said]] = await found(other, cpu, own);
  assertEquals(state, "good");
  assertMatch(said, /^another processor, so by numbers: within two standard errors over users: /);
  assertEquals((await found(own[0], cpu, own))[0][1], "bit for bit the same result and outcomes");
});
