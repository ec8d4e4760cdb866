import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { PluginFailure } from "../plugin_failure.ts";
import { decodeMessages } from "./decode_messages.ts";
import { encodeMessage } from "./encode_message.ts";
import { PIECE_BYTES_MAX } from "./_frame.ts";
import type { Column, Message } from "./message.ts";

const BUDGET = 1 << 20;

/** Reads messages from bytes that come in chunks, until they end; gives what was whole. */
function decode(
  chunks: Iterable<Uint8Array>,
  budget = BUDGET,
): { messages: Message[]; rest: number } {
  const steps = decodeMessages({ from: '"fixture"', budget: () => budget });
  const messages: Message[] = [];
  let step = steps.next().value, filled = 0;
  for (let chunk of chunks) {
    while (chunk.length > 0) {
      if (!("fill" in step)) throw new Error("a message before its bytes");
      const part = chunk.subarray(0, step.fill.length - filled);
      step.fill.set(part, filled);
      chunk = chunk.subarray(part.length);
      filled += part.length;
      if (filled < step.fill.length) continue;
      filled = 0;
      step = steps.next().value;
      while ("message" in step) {
        messages.push(step.message);
        step = steps.next().value;
      }
    }
  }
  return { messages, rest: "first" in step && step.first ? filled : -1 };
}

function bytesOf(messages: readonly Message[]): Uint8Array {
  const parts = messages.flatMap(encodeMessage);
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
}

/** Cuts bytes at random places, as pipes do. */
function cut(bytes: Uint8Array, at: readonly number[]): Uint8Array[] {
  const places = [0, ...at.map((place) => place % (bytes.length + 1)), bytes.length]
    .sort((a, b) => a - b);
  return places.slice(1).map((to, i) => bytes.subarray(places[i], to));
}

const column: fc.Arbitrary<Column> = fc.oneof(
  fc.float64Array({ maxLength: 40 }),
  fc.float32Array({ maxLength: 40 }),
  fc.int32Array({ maxLength: 40 }),
  fc.uint32Array({ maxLength: 40 }),
  fc.uint8Array({ maxLength: 40 }),
);

const message: fc.Arbitrary<Message> = fc.record({
  type: fc.stringMatching(/^[a-z]{1,10}$/),
  values: fc.dictionary(
    fc.string().filter((key) => key !== "__proto__"),
    fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value))),
    { noNullPrototype: true },
  ),
  columns: fc.dictionary(fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,9}$/), column, {
    maxKeys: 5,
    noNullPrototype: true,
  }),
});

Deno.test("wire: what is sent arrives, however the pipe cuts it", () => {
  fc.assert(fc.property(
    fc.array(message, { maxLength: 4 }),
    fc.array(fc.nat(), { maxLength: 10 }),
    (sent, places) => {
      const { messages, rest } = decode(cut(bytesOf(sent), places));
      assertEquals(rest, 0);
      assertEquals(messages.length, sent.length);
      for (const [i, { type, values, columns }] of messages.entries()) {
        assertEquals(type, sent[i].type);
        assertEquals(JSON.stringify(values), JSON.stringify(sent[i].values));
        assertEquals(columns, sent[i].columns);
      }
    },
  ));
});

Deno.test("wire: a stream that ends early gives the whole messages before its end, and no other", () => {
  fc.assert(fc.property(fc.array(message, { minLength: 1, maxLength: 3 }), fc.nat(), (sent, at) => {
    const bytes = bytesOf(sent);
    const { messages } = decode([bytes.subarray(0, at % bytes.length)]);
    assert(messages.length < sent.length);
    messages.forEach(({ type }, i) => assertEquals(type, sent[i].type));
  }));
});

Deno.test("wire: changed bytes give other messages or a PluginFailure, and nothing else", () => {
  fc.assert(
    fc.property(
      fc.array(message, { minLength: 1, maxLength: 3 }),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      (sent, changes) => {
        const bytes = bytesOf(sent);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        try {
          decode([bytes]);
        } catch (error) {
          assert(error instanceof PluginFailure, String(error));
          assertEquals(error.code, "output");
          assert(/^Cannot read from "fixture": [^\n]*, expected [^\n]*$/.test(error.message));
        }
      },
    ),
    { numRuns: 500 },
  );
});

Deno.test("wire: bytes that are no frames are refused at the first prefix", () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 12, maxLength: 200 }), (bytes) => {
    bytes[0] = 0;
    assertThrows(() => decode([bytes]), PluginFailure, "expected a frame");
  }));
});

Deno.test("wire: a message over the budget is refused before its columns are read", () => {
  const bytes = bytesOf([{
    type: "scores",
    values: {},
    columns: { scores: new Float32Array(10) },
  }]);
  assertThrows(
    () => decode([bytes], 39),
    PluginFailure,
    "a message of 40 bytes, expected at most 39",
  );
  assertEquals(decode([bytes], 40).messages.length, 1);
});

Deno.test("wire: a column over 64 MiB travels in pieces, and none of its bytes is copied", () => {
  const big = new Uint8Array(PIECE_BYTES_MAX + 5);
  big[PIECE_BYTES_MAX] = 7;
  const parts = encodeMessage({ type: "fit", values: {}, columns: { big } });
  assertEquals(parts.map(({ length }) => length).slice(2), [12, PIECE_BYTES_MAX, 12, 5]);
  assert(parts[3].buffer === big.buffer && parts[5].buffer === big.buffer);
  const { messages } = decode(parts, 2 * PIECE_BYTES_MAX);
  assertEquals(messages[0].columns.big[PIECE_BYTES_MAX], 7);
});

for (
  const [what, head, wanted] of [
    [
      "a type that is no word",
      { type: "a b", values: {}, columns: [] },
      "a message without a type",
    ],
    ["values that are a list", { type: "x", values: [], columns: [] }, 'values of "x"'],
    ["columns that are an object", { type: "x", values: {}, columns: {} }, 'columns of "x"'],
    [
      "a column called __proto__",
      { type: "x", values: {}, columns: [["__proto__", "u8", 0]] },
      "name",
    ],
    ["two columns of one name", {
      type: "x",
      values: {},
      columns: [["a", "u8", 0], ["a", "u8", 0]],
    }, "a name of its own"],
    [
      "a column of type u64",
      { type: "x", values: {}, columns: [["a", "u64", 1]] },
      "of no known type",
    ],
    [
      "a column of type toString",
      { type: "x", values: {}, columns: [["a", "toString", 1]] },
      "type",
    ],
    [
      "a negative length",
      { type: "x", values: {}, columns: [["a", "u8", -1]] },
      "without a length",
    ],
    ["half a number", { type: "x", values: {}, columns: [["a", "f64", 0.5]] }, "without a length"],
    ["a length beyond all", { type: "x", values: {}, columns: [["a", "u8", 1e300]] }, "a length"],
    ["null", null, `a head "null"`],
  ] as const
) {
  Deno.test(`wire: a head with ${what} is refused`, () => {
    const json = new TextEncoder().encode(JSON.stringify(head));
    const prefix = new Uint8Array(Uint32Array.of(0x31574650, 1, json.length).buffer);
    assertThrows(() => decode([prefix, json]), PluginFailure, wanted);
  });
}

Deno.test("wire: what could not be decoded is not encoded", () => {
  const columns = Object.fromEntries(
    Array.from({ length: 1025 }, (_, i) => [`c${i}`, new Uint8Array(0)]),
  );
  assertThrows(() => encodeMessage({ type: "x", values: {}, columns }), RangeError, "1025 columns");
  const values = { text: "x".repeat(2 ** 20) };
  assertThrows(
    () => encodeMessage({ type: "x", values, columns: {} }),
    RangeError,
    "bytes of JSON",
  );
});
