import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { canonicalJson } from "../../core/canonical_json.ts";
import { sha256 } from "../../core/sha256.ts";
import { sampleRun } from "../_sample.ts";
import { recordKey } from "./record_key.ts";
import { sealRecord } from "./seal_record.ts";

const { record, bytes } = sampleRun();

Deno.test("sealRecord() adds the key of the inputs and the digests of the contents", () => {
  const { digests, ...rest } = record;
  assertEquals(record.key, sha256(canonicalJson(record.inputs)));
  assertEquals(digests.result, sha256(canonicalJson(record.result)));
  assertEquals(digests.circumstances, sha256(canonicalJson(record.circumstances)));
  assertEquals(digests.outcomes, sha256(bytes));
  const { record: digest, ...others } = digests;
  assertEquals(digest, sha256(canonicalJson({ ...rest, digests: others })));
});

Deno.test("sealRecord() seals a sealed record to itself", () => {
  assertEquals(sealRecord(record, bytes), record);
});

Deno.test("sealRecord() changes the digest of the record with anything in it", () => {
  const circumstances = { ...record.circumstances, stderrTail: "x" };
  const other = sealRecord({ ...record, circumstances }, bytes);
  assertEquals(other.digests.result, record.digests.result);
  assertNotEquals(other.digests.circumstances, record.digests.circumstances);
  assertNotEquals(other.digests.record, record.digests.record);
  assertNotEquals(
    sealRecord(record, new Uint8Array(1)).digests.record,
    record.digests.record,
  );
});

Deno.test("sealRecord() refuses what JSON cannot hold", () => {
  const circumstances = { ...record.circumstances, cpuSeconds: NaN };
  assertThrows(() => sealRecord({ ...record, circumstances }, bytes), TypeError, "$.cpuSeconds");
});

Deno.test("recordKey() hangs on every input and on no order", () => {
  const { inputs } = record, key = recordKey(inputs);
  const reversed = Object.fromEntries(Object.entries(inputs).reverse());
  assertEquals(recordKey({ ...inputs, ...reversed }), key);
  for (const change of [{ seed: 9 }, { config: { epochs: 1 } }, { inProcess: true }]) {
    assertNotEquals(recordKey({ ...inputs, ...change }), key);
  }
});
