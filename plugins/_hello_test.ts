import { assertEquals, assertThrows } from "@std/assert";
import { type Hello, readHello } from "./_hello.ts";

const HELLO: Hello = {
  entry: "file:///method.js",
  seed: 7,
  device: "wasm",
  kernels: "strict",
  tensors: true,
  wasmPath: "/tfjs/",
};

Deno.test("readHello() gives back what a hello holds, and nothing else", () => {
  const values = { ...HELLO, extra: 1 };
  assertEquals(readHello({ type: "hello", values, columns: {} }), HELLO);
});

Deno.test("readHello() refuses another message, and a hello that lacks something", () => {
  const refuses = (type: string, values: Record<string, unknown>) =>
    assertThrows(
      () => readHello({ type, values, columns: {} }),
      TypeError,
      `Cannot start: a message "${type}", expected a hello`,
    );
  refuses("fit", { ...HELLO });
  for (const name of Object.keys(HELLO)) refuses("hello", { ...HELLO, [name]: undefined });
  for (const other of [{ kernels: "stock" }, { device: "gpu" }]) {
    refuses("hello", { ...HELLO, ...other });
  }
});
