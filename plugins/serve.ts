import { Batches } from "./_batches.ts";
import { checkMethod } from "./_check_method.ts";
import { errorMessage } from "./_error_message.ts";
import { type Hello, readHello } from "./_hello.ts";
import { MethodSide } from "./_method_side.ts";
import type { Stage } from "./_stage.ts";
import type { Channel } from "./wire/channel.ts";

/** What a method's side of the conversation is lent. */
export interface Serving {
  /** Loads what a plugin exports by default, and opens its device. */
  load(hello: Hello): Promise<unknown>;
  /** Throws if tensors live elsewhere than on this device. */
  assertDevice(hello: Hello): void;
  /** For the method's `context.signal`. */
  readonly signal: AbortSignal;
}

/**
 * The method's side of the conversation, the same inside the sandbox and in-process: describes the
 * method, lets it make scorers and asks them, until the host's side closes. What the method throws is
 * told to the host, and ends the conversation.
 */
export async function serve(channel: Channel, serving: Serving): Promise<void> {
  const first = await channel.receive();
  if (!first) return;
  let stage: Stage = "open";
  try {
    const hello = readHello(first);
    const method = checkMethod(await serving.load(hello));
    const assertDevice = () => serving.assertDevice(hello), { signal } = serving;
    assertDevice();
    const { meta, defaults, space = null } = method;
    await channel.send({ type: "ready", values: { meta, defaults, space }, columns: {} });
    const batches = new Batches();
    const side = new MethodSide(method, { channel, batches, hello, signal, assertDevice });
    for (let message; (message = await channel.receive());) {
      stage = stageOf(message.type);
      await side.answer(message);
    }
    await side.dispose();
  } catch (error) {
    await channel.send(errorMessage(error, stage));
  }
}

function stageOf(type: string): Stage {
  switch (type) {
    case "fit":
    case "load":
    case "adapt":
    case "save":
      return type;
    case "offers":
    case "queries":
    case "items":
      return "vectors";
    default:
      return "score";
  }
}
