import { PluginFailure } from "./plugin_failure.ts";
import type { Stage } from "./_stage.ts";
import type { Message } from "./wire/message.ts";

/** The message that tells the host what ended a method's side: its last. */
export function errorMessage(error: unknown, stage: Stage): Message {
  const { name, message, stack = "" } = error instanceof Error
    ? error
    : new Error(`it threw ${String(error)}`);
  const code = error instanceof PluginFailure ? error.code : "crash";
  const values = {
    code,
    stage,
    name,
    message: message.slice(0, 4000).toWellFormed(),
    // Where it was thrown stands at the end, behind all of the message.
    stack: stack.slice(-4000).toWellFormed(),
  };
  return { type: "error", values, columns: {} };
}
