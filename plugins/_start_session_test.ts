import { assertEquals } from "@std/assert";
import type { Hello } from "./_hello.ts";
import { limits } from "./limits.ts";
import type { Peer } from "./_peer.ts";
import primeMethod from "./_prime_method.ts";
import { serve } from "./serve.ts";
import type { SessionOptions } from "./session_options.ts";
import { startSession } from "./_start_session.ts";
import { memoryChannels } from "./wire/memory_channels.ts";

const PLUGIN = { name: "one", entry: "file:///one.js", folder: "/", closure: "", tensors: true };
const OPTIONS: SessionOptions = { seed: 7, device: "wasm", limits: limits() };

/** What the method's side of a session is told that opens with these options. */
async function told(options: SessionOptions): Promise<Hello | undefined> {
  const [here, there] = memoryChannels(), { signal } = new AbortController();
  const peer: Peer = {
    ...here,
    allow: () => {},
    end: () => {
      here.close();
      return Promise.resolve({ cpuSeconds: 0, peakMemoryBytes: 0, stderrTail: "" });
    },
  };
  let hello: Hello | undefined;
  const load = (lent: Hello) => {
    hello = lent;
    return Promise.resolve(primeMethod);
  };
  const served = serve(there, { load, assertDevice: () => {}, signal });
  await (await startSession(peer, PLUGIN, options)).close();
  await served;
  return hello;
}

Deno.test("startSession() tells the method's side what it is lent", async () => {
  const { entry, tensors } = PLUGIN;
  const hello = await told({ ...OPTIONS, kernels: "strict" });
  assertEquals({ ...hello, wasmPath: "" }, {
    ...{ entry, tensors, seed: 7, device: "wasm", kernels: "strict", wasmPath: "" },
  });
});

Deno.test("startSession() lends relaxed kernels unless it is told otherwise", async () => {
  assertEquals((await told(OPTIONS))?.kernels, "relaxed");
  assertEquals((await told({ ...OPTIONS, kernels: undefined }))?.kernels, "relaxed");
});
