import { failureOf } from "./_failure_of.ts";
import type { Limits } from "./limits.ts";
import type { Peer } from "./_peer.ts";
import type { PluginCopy } from "./plugin_copy.ts";
import { PluginFailure, type PluginFailureCode } from "./plugin_failure.ts";
import type { SessionUsage } from "./session.ts";
import type { Message } from "./wire/message.ts";

/**
 * What the host and a method say to each other, seen from the host: one thing at a time, and the
 * first thing that is wrong ends it for good.
 */
export class Conversation {
  readonly peer: Peer;
  readonly plugin: PluginCopy;
  readonly limits: Limits;
  #busy = false;
  #over: { readonly because: unknown } | undefined;
  #stack = "";

  constructor(
    peer: Peer,
    { plugin, limits }: { readonly plugin: PluginCopy; readonly limits: Limits },
  ) {
    this.peer = peer;
    this.plugin = plugin;
    this.limits = limits;
  }

  /** Throws what has ended the conversation, if something has. */
  assertOpen(): void {
    if (this.#over) throw this.#over.because;
  }

  /** Does a part of the conversation; whatever it throws ends the whole, and is thrown again later. */
  async part<T>(action: () => Promise<T>): Promise<T> {
    this.assertOpen();
    if (this.#busy) throw new TypeError("Cannot ask twice at once: a part still runs");
    this.#busy = true;
    try {
      return await action();
    } catch (error) {
      this.#over ??= { because: error };
      await this.peer.end();
      throw error;
    } finally {
      this.#busy = false;
    }
  }

  /**
   * Says something. Not awaited: if the method does not read, what it says instead, or its end, is
   * what counts, and `hear` finds that.
   */
  tell(message: Message): void {
    this.peer.send(message).catch(() => {});
  }

  /** The next thing that the method says, which must be of one of these types. */
  async hear(...types: readonly string[]): Promise<Message> {
    const message = await this.peer.receive();
    if (!message) this.fail("exit", "it ended without an answer", `"${types.join('" or "')}"`);
    if (types.includes(message.type)) return message;
    if (message.type === "error") {
      const { stack } = message.values;
      if (typeof stack === "string") this.#stack = stack;
      const { name, folder } = this.plugin;
      throw failureOf(message, { name, folder, limits: this.limits });
    }
    const what = `a frame "${message.type}" that nobody asked for`;
    return this.fail("protocol", what, `"${types.join('" or "')}"`);
  }

  /** Ends the conversation with a failure of the method. */
  fail(code: PluginFailureCode, what: string, wanted: string): never {
    throw new PluginFailure(
      code,
      `Cannot finish "${this.plugin.name}": ${what}, expected ${wanted}`,
    );
  }

  /** Ends the method's side and tells what it used. */
  async end(): Promise<SessionUsage> {
    this.#over ??= {
      because: new TypeError(`Cannot ask "${this.plugin.name}": its session is closed`),
    };
    const usage = await this.peer.end();
    const all = this.#stack ? `${usage.stderrTail}${this.#stack}\n` : usage.stderrTail;
    return { ...usage, stderrTail: all.slice(-4096).toWellFormed() };
  }
}
