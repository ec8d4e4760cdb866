import { explainEnd } from "./_explain_end.ts";
import type { Limits } from "./limits.ts";
import { oomKills } from "./_oom_kills.ts";
import type { Peer } from "./_peer.ts";
import { PluginFailure, type PluginFailureCode } from "./plugin_failure.ts";
import { processUsage } from "./_process_usage.ts";
import type { SessionUsage } from "./session.ts";
import { Tail } from "./_tail.ts";
import { decodeMessages } from "./wire/decode_messages.ts";
import { encodeMessage } from "./wire/encode_message.ts";
import type { Message } from "./wire/message.ts";

/** Milliseconds between two looks at what the process uses, and at how long the host has waited. */
const LOOK_MS = 250;

/** Milliseconds that a process may take to die once it has closed its stdout. */
const LAST_MS = 1000;

/**
 * The host's end of the pipes to a method's process. The process lives until `end`, or until it
 * breaks a limit; nothing that it does can keep it alive, and nothing here waits for it for longer
 * than the guard.
 */
export class ProcessPeer implements Peer {
  readonly #child: Deno.ChildProcess;
  readonly #name: string;
  readonly #limits: Limits;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #steps: ReturnType<typeof decodeMessages>;
  readonly #stderr = new Tail(4096);
  readonly #stderrRead: Promise<void>;
  readonly #look: ReturnType<typeof setInterval>;
  readonly #oomKills = oomKills();
  readonly #release: () => Promise<void>;
  #chunk: Uint8Array = new Uint8Array(0);
  #written: Promise<void> = Promise.resolve();
  /** Bytes of stdout that it may still send. */
  #allowance: number;
  #waiting = false;
  #waitedMs = 0;
  #usage = { cpuSeconds: 0, peakMemoryBytes: 0 };
  /** Why the host has killed it. */
  #reason: PluginFailure | undefined;
  #dead = false;
  #end: Promise<SessionUsage> | undefined;

  /** @param release removes what the process was lent, once it is dead */
  constructor(
    child: Deno.ChildProcess,
    { name, limits, signal, release }: {
      readonly name: string;
      readonly limits: Limits;
      readonly signal?: AbortSignal | undefined;
      readonly release: () => Promise<void>;
    },
  ) {
    this.#child = child;
    this.#name = name;
    this.#limits = limits;
    this.#release = release;
    this.#allowance = limits.outputBytes;
    this.#writer = child.stdin.getWriter();
    this.#writer.closed.catch(() => {});
    this.#reader = child.stdout.getReader();
    this.#steps = decodeMessages({ from: `"${name}"`, budget: () => this.#allowance });
    this.#stderrRead = this.#stderr.read(child.stderr, {
      most: limits.stderrBytes,
      tooMuch: () =>
        this.#kill("output", "too much on stderr", `at most ${limits.stderrBytes} bytes`),
    });
    this.#look = setInterval(() => this.#lookAround(), LOOK_MS);
    this.#look.unref();
    child.status.then(() => {
      this.#dead = true;
      clearInterval(this.#look);
    });
    const interrupt = () =>
      this.#kill("interrupted", "the host was told to stop", "no interruption");
    if (signal?.aborted) interrupt();
    signal?.addEventListener("abort", interrupt, { once: true });
    child.status.then(() => signal?.removeEventListener("abort", interrupt));
  }

  send(message: Message): Promise<void> {
    const parts = encodeMessage(message);
    // One after the other, and none after a failure: a broken pipe stays broken.
    this.#written = this.#written.then(async () => {
      for (const part of parts) await this.#writer.write(part);
    });
    this.#written.catch(() => {});
    return this.#written;
  }

  async receive(): Promise<Message | null> {
    this.#waiting = true;
    try {
      return await this.#decode();
    } finally {
      this.#waiting = false;
    }
  }

  allow(bytes: number): void {
    this.#allowance += bytes;
  }

  close(): void {
    this.#writer.close().catch(() => {});
  }

  end(): Promise<SessionUsage> {
    this.#end ??= this.#finish();
    return this.#end;
  }

  async #finish(): Promise<SessionUsage> {
    this.#kill("exit", "its session was closed", "an open one");
    await this.#child.status;
    await Promise.allSettled([this.#reader.cancel(), this.#writer.abort(), this.#stderrRead]);
    await this.#release();
    return { ...this.#usage, stderrTail: this.#stderr.text() };
  }

  async #decode(): Promise<Message> {
    for (;;) {
      const { value: step } = this.#steps.next();
      if ("message" in step) return step.message;
      for (let at = 0; at < step.fill.length;) {
        if (this.#chunk.length === 0) this.#chunk = await this.#nextChunk();
        const part = this.#chunk.subarray(0, step.fill.length - at);
        step.fill.set(part, at);
        this.#chunk = this.#chunk.subarray(part.length);
        at += part.length;
      }
    }
  }

  async #nextChunk(): Promise<Uint8Array> {
    const { value } = await this.#reader.read();
    if (!value) throw await this.#explain();
    this.#allowance -= value.length;
    if (this.#allowance < 0) {
      throw new PluginFailure(
        "output",
        `Cannot finish "${this.#name}": too much on stdout, ` +
          `expected at most ${this.#limits.outputBytes} bytes besides its scores`,
      );
    }
    return value;
  }

  /** Why there is nothing more to read. */
  async #explain(): Promise<PluginFailure> {
    const last = setTimeout(
      () => this.#kill("exit", "its process closed its stdout", "an answer"),
      LAST_MS,
    );
    const { code, signal } = await this.#child.status;
    clearTimeout(last);
    await this.#stderrRead;
    return this.#reason ?? explainEnd({
      name: this.#name,
      limits: this.#limits,
      code,
      signal,
      stderrTail: this.#stderr.text(),
      cpuSeconds: this.#usage.cpuSeconds,
      oomKill: oomKills() > this.#oomKills,
    });
  }

  #kill(code: PluginFailureCode, what: string, wanted: string): void {
    if (this.#dead) return;
    this.#reason ??= new PluginFailure(
      code,
      `Cannot finish "${this.#name}": ${what}, expected ${wanted}`,
    );
    this.#lookAtUsage();
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has died between two lines: nothing is left to kill.
    }
  }

  #lookAround(): void {
    this.#lookAtUsage();
    // Counted in looks, not by a clock: time that the host itself was busy is not held against it.
    if (this.#waiting) this.#waitedMs += LOOK_MS;
    if (this.#waitedMs <= this.#limits.wallSeconds * 1000) return;
    const most = `at most ${this.#limits.wallSeconds} s of waiting`;
    this.#kill("wall-time", "no answer in time", most);
  }

  #lookAtUsage(): void {
    this.#usage = processUsage(this.#child.pid, this.#usage);
  }
}
