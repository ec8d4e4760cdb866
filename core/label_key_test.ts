import { assertEquals } from "@std/assert";
import { labelKey } from "./label_key.ts";

Deno.test("labelKey() is the first 16 bytes of the hash of its labels as JSON", () => {
  // python3 -c 'import hashlib,struct; print(struct.unpack("<4I", hashlib.sha256(b"[7,\"tie\",3]").digest()[:16]))'
  // Python 3.11.7, 2026-11-21
  assertEquals(labelKey(7, "tie", 3), [2528879516, 3235505242, 37545684, 4218591718]);
});
