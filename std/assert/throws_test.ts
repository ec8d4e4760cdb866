import { AssertionError, assertIsError, assertRejects, assertThrows, fail } from "./mod.ts";
import { assertEquals } from "./mod.ts";

function throwing(what: unknown): () => never {
  return () => {
    throw what;
  };
}

Deno.test("assertThrows() gives back what was thrown", () => {
  const error = new RangeError("Out of range");
  assertEquals(assertThrows(throwing(error)), error);
  assertEquals(assertThrows(throwing(error), RangeError), error);
  assertEquals(assertThrows(throwing(error), Error, "of range"), error);
  assertEquals(assertThrows(throwing("text")), "text");
});

Deno.test("assertThrows() fails for silence, another class, another message and a non-error", () => {
  assertThrows(() => assertThrows(() => {}), AssertionError, "Expected function to throw.");
  assertThrows(
    () => assertThrows(() => {}, "why"),
    AssertionError,
    "Expected function to throw: why",
  );
  const wrongClass = () => assertThrows(throwing(new TypeError("no")), RangeError, "", "why");
  assertThrows(wrongClass, AssertionError, 'instance of "RangeError"');
  const wrongText = () => assertThrows(throwing(new TypeError("no")), TypeError, "yes");
  assertThrows(wrongText, AssertionError, 'to include "yes", but got "no"');
  assertThrows(() => assertThrows(throwing("no"), Error), AssertionError, "non-Error");
});

Deno.test("assertRejects() gives back the reason of the rejection", async () => {
  const error = new RangeError("Out of range");
  assertEquals(await assertRejects(() => Promise.reject(error)), error);
  assertEquals(await assertRejects(() => Promise.reject(error), RangeError, "Out"), error);
});

Deno.test("assertRejects() fails for a promise kept, a function that throws, and no promise", async () => {
  const kept = () => assertRejects(() => Promise.resolve(1), "why");
  await assertRejects(kept, AssertionError, "Expected function to reject: why");
  const throws = () => assertRejects(throwing(new Error("at once")), Error);
  await assertRejects(throws, AssertionError, "Function throws when expected to reject.");
  const wrongClass = () => assertRejects(() => Promise.reject(new TypeError("no")), RangeError);
  await assertRejects(wrongClass, AssertionError, 'instance of "RangeError"');
  const text = () => assertRejects(() => Promise.reject("no"), Error);
  await assertRejects(text, AssertionError, "non-Error");
});

Deno.test("assertIsError() takes a text or a pattern for the message", () => {
  assertIsError(new RangeError("Out of range"), RangeError, /^Out/);
  assertIsError(new Error("\x1b[31mred\x1b[0m"), Error, "red");
  assertThrows(() => assertIsError("text"), AssertionError, "to be an Error object");
  assertThrows(() => assertIsError(new Error("a"), Error, /b/), AssertionError, "/b/");
});

Deno.test("fail() always throws", () => {
  assertThrows(() => fail("why"), AssertionError, "Failed assertion: why");
});
