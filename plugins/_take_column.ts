import type { Conversation } from "./_conversation.ts";
import type { Message } from "./wire/message.ts";
import { readColumn } from "./wire/read_column.ts";

/** A column of what a method said; that it is missing or of another type ends the conversation. */
export function takeColumn<A extends object>(
  talk: Conversation,
  message: Message,
  { name, kind }: { readonly name: string; readonly kind: { new (length: number): A } },
): A {
  try {
    return readColumn(message, name, kind);
  } catch {
    const what = `a frame "${message.type}" without ${name}`;
    return talk.fail("protocol", what, `them as ${kind.name}`);
  }
}
