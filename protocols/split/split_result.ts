import type { SliceName } from "../protocol.ts";

/** What a split makes of a timeline, a byte per event in each column. */
export interface SplitResult {
  /** `EventRole`. */
  readonly role: Uint8Array;
  /** Whether it may stand in test histories: 0 never, 1 in all after it, 2 only in those of its own domain. */
  readonly visible: Uint8Array;
  /** 1 = it counts in the popularity of test queries, once its interval has closed. */
  readonly counted: Uint8Array;
  /** Per slice that only the split can tell: 1 = a case of this answer belongs to it. */
  readonly slices: Readonly<Partial<Record<SliceName, Uint8Array>>>;
  /**
   * Where a method may adapt to a target domain after its fit: per event, whether it is in the view it
   * adapts to, and whether it may be a training target there.
   */
  readonly adaptation?: { readonly view: Uint8Array; readonly trainable: Uint8Array };
  /** Events that stay, of an item that the user already had in that domain. */
  readonly repeats: number;
  /** Sequences that were to be asked and give no case. */
  readonly sequencesWithoutCases: number;
}
