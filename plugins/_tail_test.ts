import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Tail } from "./_tail.ts";

function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return ReadableStream.from(chunks);
}

Deno.test("Tail keeps the last bytes of a stream, however it is cut", async () => {
  await fc.assert(fc.asyncProperty(
    fc.array(fc.stringMatching(/^[a-z]{0,20}$/), { maxLength: 10 }),
    fc.integer({ min: 1, max: 30 }),
    async (texts, keep) => {
      const tail = new Tail(keep);
      const chunks = texts.map((text) => new TextEncoder().encode(text));
      await tail.read(streamOf(chunks), { most: Infinity, tooMuch: () => {} });
      assertEquals(tail.text(), texts.join("").slice(-keep));
    },
  ));
});

Deno.test("Tail says once that a stream is too long", async () => {
  const tail = new Tail(4);
  let said = 0;
  const chunks = [1, 2, 3, 4].map((byte) => new Uint8Array(2).fill(byte + 64));
  await tail.read(streamOf(chunks), { most: 3, tooMuch: () => said++ });
  assertEquals(said, 1);
  assertEquals(tail.text(), "CCDD");
});
