import type { Protocol } from "./protocol.ts";

/** A protocol and the SHA-256 of its canonical JSON. */
export interface FrozenProtocol {
  /** What the file says. */
  readonly protocol: Protocol;
  /** SHA-256 of its canonical JSON. */
  readonly sha256: string;
}
