import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { canonicalJson } from "../../core/canonical_json.ts";
import { sha256 } from "../../core/sha256.ts";
import { sampleRun } from "../_sample.ts";
import { serialiseRecord } from "./serialise_record.ts";
import { writtenDigests } from "./written_digests.ts";

const { record } = sampleRun();

Deno.test("writtenDigests() gives the key and the digests that a record was sealed with", () => {
  const { outcomes: _, ...digests } = record.digests;
  assertEquals(writtenDigests(serialiseRecord(record)), {
    key: record.key,
    ...digests,
    isCanonical: true,
  });
  assertEquals(writtenDigests(JSON.stringify(record)).isCanonical, false);
});

Deno.test("writtenDigests() holds of a version that nobody reads, and sees any change of it", () => {
  const old = {
    schema: "permafrost/record@0",
    key: "",
    inputs: { draw: 3 },
    result: { draw: 3, mark: 0.5 },
    circumstances: {},
    digests: { outcomes: "o" },
  };
  const sealed = { ...old, digests: { outcomes: "o", record: sha256(canonicalJson(old)) } };
  const digests = writtenDigests(JSON.stringify(sealed));
  assertEquals(digests.record, sealed.digests.record);
  const changed = writtenDigests(JSON.stringify({ ...sealed, result: { draw: 3, mark: 0.25 } }));
  assertNotEquals(changed.record, digests.record);
  assertNotEquals(changed.result, digests.result);
  assertEquals(changed.key, digests.key);
  const renamed = writtenDigests(JSON.stringify({ ...sealed, schema: "permafrost/record@1" }));
  assertNotEquals(renamed.record, digests.record);
});

Deno.test("writtenDigests() refuses what is no record", () => {
  assertThrows(() => writtenDigests("{"), SyntaxError);
  assertThrows(() => writtenDigests("{}"), TypeError);
  assertThrows(() => writtenDigests('{"digests":{}}'), TypeError);
});
