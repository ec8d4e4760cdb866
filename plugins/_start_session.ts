import { checkMeta } from "./check_meta.ts";
import { Conversation } from "./_conversation.ts";
import { HostSession } from "./_host_session.ts";
import type { Hello } from "./_hello.ts";
import type { Peer } from "./_peer.ts";
import type { PluginCopy } from "./plugin_copy.ts";
import type { Session } from "./session.ts";
import type { SessionOptions } from "./session_options.ts";
import { wasmPath } from "./_wasm_path.ts";

/** Greets a method and checks what it says of itself. If this fails, its side is ended. */
export function startSession(
  peer: Peer,
  plugin: PluginCopy,
  { seed, device, kernels = "relaxed", limits }: SessionOptions,
): Promise<Session> {
  const { entry, tensors } = plugin;
  const hello: Hello = { entry, seed, device, kernels, tensors, wasmPath: wasmPath() };
  const talk: Conversation = new Conversation(peer, { plugin, limits });
  return talk.part(async () => {
    talk.tell({ type: "hello", values: { ...hello }, columns: {} });
    const { meta, defaults, space } = (await talk.hear("ready")).values;
    if (!isObject(defaults)) talk.fail("contract", "it has no defaults", "a plain object");
    return new HostSession(talk, {
      meta: checkMeta(meta, plugin.name),
      defaults,
      ...isObject(space) && { space },
    });
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
