import type { SessionHost } from "./session_host.ts";
import type { Message } from "./wire/message.ts";

/** A message with the state to go on from, if the host has one. */
export function withResume(message: Message, { resume }: Pick<SessionHost, "resume">): Message {
  return resume ? { ...message, columns: { ...message.columns, resume } } : message;
}
