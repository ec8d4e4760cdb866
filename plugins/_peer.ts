import type { SessionUsage } from "./session.ts";
import type { Channel } from "./wire/channel.ts";

/** The host's end of a conversation with a method's process, or with a stand-in for one. */
export interface Peer extends Channel {
  /** Lets the method send so many bytes more, because they were asked for. */
  allow(bytes: number): void;
  /** Ends the method's side, whatever it does, and tells what it used. May be called twice. */
  end(): Promise<SessionUsage>;
}
