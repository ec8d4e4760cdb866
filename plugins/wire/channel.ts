import type { Message } from "./message.ts";

/** One end of a conversation. */
export interface Channel {
  /** Sends a message; its columns must not change before this resolves. */
  send(message: Message): Promise<void>;
  /** The next message, or null when the other end has closed. Its columns belong to the receiver. */
  receive(): Promise<Message | null>;
  /** Says that no more will be sent. */
  close(): void;
}
