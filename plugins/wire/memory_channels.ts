import type { Channel } from "./channel.ts";
import type { Column, Message } from "./message.ts";

/**
 * Two ends of a conversation inside one process. What is sent is copied, as it is by a pipe: no end
 * ever sees the other's memory.
 *
 * @example
 * ```ts
 * import { memoryChannels } from "./memory_channels.ts";
 * const [a, b] = memoryChannels();
 * await a.send({ type: "hello", values: { seed: 1 }, columns: {} });
 * if ((await b.receive())?.values.seed !== 1) throw new Error("lost");
 * ```
 */
export function memoryChannels(): [Channel, Channel] {
  const there = new Queue(), back = new Queue();
  return [end(there, back), end(back, there)];
}

function end(out: Queue, into: Queue): Channel {
  return {
    send: (message) => {
      out.put(copied(message));
      return Promise.resolve();
    },
    receive: () => into.take(),
    close: () => out.put(null),
  };
}

function copied({ type, values, columns }: Message): Message {
  const own: Record<string, Column> = {};
  for (const [name, column] of Object.entries(columns)) own[name] = column.slice();
  return { type, values: JSON.parse(JSON.stringify(values)), columns: own };
}

/** Messages that wait for a taker, or takers that wait for a message. */
class Queue {
  readonly #messages: (Message | null)[] = [];
  readonly #takers: ((message: Message | null) => void)[] = [];

  put(message: Message | null): void {
    const taker = this.#takers.shift();
    if (taker) taker(message);
    else this.#messages.push(message);
  }

  take(): Promise<Message | null> {
    const message = this.#messages.shift();
    if (message !== undefined) return Promise.resolve(message);
    return new Promise((resolve) => this.#takers.push(resolve));
  }
}
