import { assertEquals } from "@std/assert";
import { trainView } from "./_conversation_fixture.ts";
import type { Method, Scorer } from "./contract/mod.ts";
import type { Hello } from "./_hello.ts";
import primeMethod from "./_prime_method.ts";
import { serve } from "./serve.ts";
import { fitMessage } from "./wire/fit_message.ts";
import { memoryChannels } from "./wire/memory_channels.ts";
import type { Message } from "./wire/message.ts";

const HELLO: Hello = {
  entry: "file:///one.js",
  seed: 7,
  device: "wasm",
  kernels: "strict",
  tensors: false,
  wasmPath: "/",
};

/** What a method's side answers to these messages, until it is done. */
async function answers(method: Method, messages: readonly Message[]): Promise<Message[]> {
  const [here, there] = memoryChannels(), { signal } = new AbortController();
  const load = () => Promise.resolve(method);
  const served = serve(there, { load, assertDevice: () => {}, signal }).finally(there.close);
  await here.send({ type: "hello", values: { ...HELLO }, columns: {} });
  for (const message of messages) await here.send(message);
  here.close();
  await served;
  const all: Message[] = [];
  for (let message; (message = await here.receive());) all.push(message);
  return all;
}

Deno.test("serve() frees every scorer once, when the host's side has closed", async () => {
  const freed: string[] = [];
  const scorer = (name: string): Scorer => {
    const own: Scorer = {
      score: () => Promise.resolve(new Float32Array(0)),
      // One that adapts to itself is freed once all the same.
      adapt: () => Promise.resolve(name === "adapted" ? own : scorer("adapted")),
      [Symbol.asyncDispose]: () => Promise.resolve(void freed.push(name)),
    };
    return own;
  };
  const method: Method = { ...primeMethod, fit: () => Promise.resolve(scorer("fitted")) };
  const fit = fitMessage(trainView(), { config: {} });
  const adapt = { ...fitMessage(trainView(), {}), type: "adapt" };
  const again = { ...adapt, values: { ...adapt.values, scorer: 1 } };
  const told = await answers(method, [fit, adapt, again]);
  assertEquals(told.map(({ type }) => type), ["ready", "fitted", "adapted", "adapted"]);
  assertEquals(freed, ["fitted", "adapted"]);
});

for (
  const [what, message, said] of [
    ["scores before a fit", { type: "score", values: {} }, 'no scorer 0, expected "fit" first'],
    ["a scorer that it never made", { type: "save", values: { id: 1, scorer: 3 } }, "no scorer 3"],
    ["a scorer that is no number", { type: "save", values: { id: 1, scorer: "0" } }, "no scorer 0"],
    ["an adapt of nothing", { type: "adapt", values: {} }, "no scorer 0"],
    ["weights that are missing", { type: "load", values: { config: {} } }, 'no column "weights"'],
  ] as const
) {
  Deno.test(`serve() tells the host that it cannot do what it is asked: ${what}`, async () => {
    const method: Method = { ...primeMethod, load: () => Promise.reject(new Error("not reached")) };
    const [, error, ...more] = await answers(method, [{ ...message, columns: {} }]);
    assertEquals([error.type, more.length], ["error", 0]);
    assertEquals(String(error.values.message).includes(said), true, String(error.values.message));
  });
}
