import { assertEquals } from "@std/assert";
import { sha256 } from "./sha256.ts";

Deno.test("sha256() gives the digests of FIPS 180-4's examples", () => {
  assertEquals(sha256(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  assertEquals(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

Deno.test("sha256() hashes a view, not the buffer behind it, and text as UTF-8", () => {
  const bytes = new Uint8Array([1, 97, 98, 99, 2]);
  assertEquals(sha256(bytes.subarray(1, 4)), sha256("abc"));
  assertEquals(sha256("é"), sha256(new Uint8Array([0xc3, 0xa9])));
});
