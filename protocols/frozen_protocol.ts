import type { Protocol } from "./protocol.ts";

/** A protocol, or one arm of it, and the SHA-256 of its canonical JSON. */
export interface FrozenProtocol {
  /** What the file says; of an arm, with the arm's values in the split. */
  readonly protocol: Protocol;
  /** The arm, of a protocol that has arms. */
  readonly arm?: string;
  /** SHA-256 of the canonical JSON of the file, whatever the arm. */
  readonly sha256: string;
}
