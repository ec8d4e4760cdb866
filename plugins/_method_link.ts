import type { Batches } from "./_batches.ts";
import type { Hello } from "./_hello.ts";
import type { Channel } from "./wire/channel.ts";

/** What all parts of the method's side share. */
export interface MethodLink {
  /** To the host. */
  readonly channel: Channel;
  /** Batches, with the popularity that was told last. */
  readonly batches: Batches;
  /** What the method was lent when it was opened. */
  readonly hello: Hello;
  /** For the method's `context.signal`. */
  readonly signal: AbortSignal;
  /** Throws if tensors live elsewhere than on the device that was asked for. */
  assertDevice(): void;
}
