import { canonicalJson } from "../core/canonical_json.ts";
import { checkMeta } from "./check_meta.ts";
import { Conversation } from "./_conversation.ts";
import { HostSession } from "./_host_session.ts";
import type { Hello } from "./_hello.ts";
import type { Peer } from "./_peer.ts";
import type { MethodMeta } from "./contract/mod.ts";
import type { PluginManifest } from "./manifest/plugin_manifest.ts";
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
    const checked = checkMeta(meta, plugin.name);
    if (plugin.manifest) assertSame(talk, plugin.manifest, checked);
    return new HostSession(talk, {
      meta: checked,
      defaults,
      ...isObject(space) && { space },
    });
  });
}

/** What a manifest repeats of a method's meta. */
const META = [
  ...["id", "version", "title", "citation", "variant", "domains", "needs", "logits"],
  "singleDomain",
];

/** A packed method has to be who its first line says: that is what people were shown. */
function assertSame(talk: Conversation, manifest: PluginManifest, meta: MethodMeta): void {
  const says: Readonly<Record<string, unknown>> = { ...manifest };
  const is: Readonly<Record<string, unknown>> = { ...meta };
  for (const key of META) {
    const [there, here] = [says[key], is[key]].map((each) => canonicalJson(each ?? null));
    if (there !== here) {
      talk.fail("contract", `its meta.${key} is ${here}`, `${there} as its manifest says`);
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
