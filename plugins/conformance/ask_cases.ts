import { fileURLToPath } from "node:url";
import { failureOf } from "../_failure_of.ts";
import type { Hello } from "../_hello.ts";
import { openPeer } from "../_open_peer.ts";
import { placeIn } from "../_place_in.ts";
import type { PluginCopy } from "../plugin_copy.ts";
import { PluginFailure } from "../plugin_failure.ts";
import { printable } from "../../core/printable.ts";
import type { SessionOptions } from "../session_options.ts";
import { wasmPath } from "../_wasm_path.ts";
import type { Message } from "../wire/message.ts";

/** How a plugin answered one case of the suite. */
export type CaseAnswer =
  & { readonly name: string }
  & (
    | { readonly state: "passed" | "skipped" }
    | {
      readonly state: "failed";
      /** What is wrong, in one line. */
      readonly problem: string;
      /** Where in the plugin it was thrown, as "method.ts:3:9", if it was thrown there. */
      readonly place?: string;
    }
  );

const RUNNER = fileURLToPath(new URL("./_runner.ts", import.meta.url));

/**
 * Asks a plugin every case of the conformance suite, in a process behind the wall that has one budget
 * for all of them. If that process ends, the case that it was at has failed with the reason, and those
 * after it were not asked.
 *
 * @param options `id`: what its meta should say; `readme`: text of its README; `skip`: how the names of
 * cases begin that are not asked
 * @throws {PluginFailure} if the plugin is no method, or its process ends before the first case
 *
 * @example
 * ```ts
 * import { copyPlugin } from "../copy_plugin.ts";
 * import { limits } from "../limits.ts";
 * import { askCases } from "./ask_cases.ts";
 * const folder = await Deno.makeTempDir(), id = "popularity";
 * const plugin = await copyPlugin(`${import.meta.dirname}/../../methods/${id}`, { cache: folder });
 * const asked = { id, readme: "# Popularity", skip: ["cycle", "checkerboard"] };
 * const how = { seed: 1, device: "cpu", limits: limits() } as const;
 * for await (const { name, state } of askCases(plugin, { ...asked, ...how })) {
 *   if (state === "failed") throw new Error(name);
 * }
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function* askCases(
  plugin: PluginCopy,
  options: SessionOptions & {
    readonly id: string;
    readonly readme: string;
    readonly skip?: readonly string[];
  },
): AsyncGenerator<CaseAnswer> {
  const { seed, device, kernels = "relaxed", id, readme, skip = [], limits } = options;
  const peer = await openPeer(plugin, { ...options, runner: RUNNER });
  const { entry, tensors, folder, name } = plugin;
  async function hear(type: string): Promise<Message> {
    const message = await peer.receive();
    if (message?.type === type) return message;
    if (message?.type === "error") throw failureOf(message, { name, folder, limits });
    throw new PluginFailure(
      "protocol",
      `Cannot finish "${name}": a frame "${message?.type}" that nobody asked for, expected "${type}"`,
    );
  }
  try {
    const hello: Hello = { entry, seed, device, kernels, tensors, wasmPath: wasmPath() };
    const values = { ...hello, id, readme: readme.slice(0, 2e5), skip };
    peer.send({ type: "hello", values, columns: {} }).catch(() => {});
    const { names } = (await hear("cases")).values;
    const cases = Array.isArray(names)
      ? names.map((each) => printable(typeof each === "string" ? each : "?"))
      : [];
    let ended: PluginFailure | undefined;
    for (const name of cases) {
      if (ended) {
        const problem = "not asked: its process has ended before";
        yield { name, state: "failed", problem };
        continue;
      }
      try {
        yield { name, ...answerOf(await hear("answer"), folder) };
      } catch (error) {
        if (!(error instanceof PluginFailure)) throw error;
        ended = error;
        yield { name, state: "failed", problem: error.message };
      }
    }
  } finally {
    await peer.end();
  }
}

function answerOf({ values: { skipped, problem, stack } }: Message, folder: string) {
  if (skipped === true) return { state: "skipped" } as const;
  if (typeof problem !== "string") return { state: "passed" } as const;
  const place = typeof stack === "string" ? printable(placeIn(stack, folder)) : "";
  return { state: "failed", problem: printable(problem), ...place && { place } } as const;
}
