import { PluginFailure } from "../plugin_failure.ts";
import type { Channel } from "./channel.ts";
import { decodeMessages } from "./decode_messages.ts";
import { encodeMessage } from "./encode_message.ts";
import type { Message } from "./message.ts";

/** Reads into a buffer, or writes from it: how many bytes, or null at the end. */
export interface SyncStdio {
  /** Standard input. */
  readonly stdin: { readSync(into: Uint8Array): number | null };
  /** Standard output. */
  readonly stdout: { writeSync(from: Uint8Array): number };
}

/**
 * The sandbox's end of the pipes. It reads and writes synchronously, which is fastest, and means
 * that nothing of a method runs while its process waits for the host.
 *
 * @param stdio `Deno`, or something like it; its functions are kept, so that hiding them later is safe
 *
 * @example
 * ```ts
 * import { stdioChannel } from "./stdio_channel.ts";
 * const channel = stdioChannel({
 *   stdin: { readSync: () => null },
 *   stdout: { writeSync: (bytes) => bytes.length },
 * });
 * if (await channel.receive() !== null) throw new Error("not closed");
 * ```
 */
export function stdioChannel({ stdin, stdout }: SyncStdio): Channel {
  const read = stdin.readSync.bind(stdin), write = stdout.writeSync.bind(stdout);
  const steps = decodeMessages({ from: "the host", budget: () => Infinity });
  function receive(): Message | null {
    for (;;) {
      const { value: step } = steps.next();
      if ("message" in step) return step.message;
      for (let at = 0; at < step.fill.length;) {
        const got = read(step.fill.subarray(at));
        if (got === null && step.first && at === 0) return null;
        if (got === null) {
          throw new PluginFailure(
            "output",
            "Cannot read from the host: end of input, expected the rest of a frame",
          );
        }
        at += got;
      }
    }
  }
  return {
    // Promises by hand: an async function without an await would say less.
    send: (message) => {
      for (const part of encodeMessage(message)) {
        for (let at = 0; at < part.length;) at += write(part.subarray(at));
      }
      return Promise.resolve();
    },
    receive: () => Promise.try(receive),
    close: () => {},
  };
}
