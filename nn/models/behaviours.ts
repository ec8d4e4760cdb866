import type { Histories } from "../../plugins/contract/mod.ts";

/** Which loss a behaviour is part of: that of the domain that is asked about, or that of the others. */
export type ClickSide = "target" | "source";

/**
 * What users did, or are asked about, item by item: for each its user, its item, its label and what
 * that user did before it, never later. All of one side.
 */
export interface Behaviours {
  /** The side of all items. */
  readonly side: ClickSide;
  /** User per behaviour, −1 for one whom training does not know. */
  readonly user: Int32Array;
  /** Item per behaviour. */
  readonly item: Uint32Array;
  /** Label per behaviour: 1 where the item was liked, else 0. */
  readonly label: Float32Array;
  /** Histories of both sides in time order; behaviours may share one. */
  readonly history: Histories;
  /** History per behaviour. */
  readonly row: Int32Array;
  /** Per behaviour an item of its history that is of the other side, the start token where there is none. */
  readonly paired: Uint32Array;
}
