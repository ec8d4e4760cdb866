import { checkMeta } from "./check_meta.ts";
import { Conversation } from "./_conversation.ts";
import { HostSession } from "./_host_session.ts";
import type { Hello } from "./_hello.ts";
import type { Limits } from "./limits.ts";
import type { Peer } from "./_peer.ts";
import type { PluginCopy } from "./plugin_copy.ts";
import type { Session } from "./session.ts";

/** Greets a method and checks what it says of itself. If this fails, its side is ended. */
export function startSession(
  peer: Peer,
  { hello, plugin, limits }: {
    readonly hello: Hello;
    readonly plugin: PluginCopy;
    readonly limits: Limits;
  },
): Promise<Session> {
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
