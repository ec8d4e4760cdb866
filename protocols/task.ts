import type { Corpus } from "../core/corpus.ts";
import type { CaseSet } from "./case_set.ts";
import type { FrozenProtocol } from "./frozen_protocol.ts";
import type { Timeline } from "./timeline.ts";
import type { TaskCounts } from "./task_counts.ts";

/** A frozen protocol applied to a corpus, in canonical indices, answers included: host only. */
export interface Task {
  /** The protocol and its hash. */
  readonly protocol: FrozenProtocol;
  /** The data it was applied to. */
  readonly corpus: Corpus;
  /** SHA-256 over everything below and the raw ids: equal fingerprints = the same exam. */
  readonly fingerprint: string;
  /** The corpus's events in the protocol's order, without those that left the task. */
  readonly timeline: Timeline;
  /** Bit per timeline event, as a byte: 1 = a training event. */
  readonly training: Uint8Array;
  /** Per timeline event, where the protocol asks for labels: what its label is, 0 or 1. */
  readonly label?: Uint8Array;
  /** Where a method may adapt to a target domain after its fit. */
  readonly adaptation?: Adaptation;
  /**
   * Candidate pool per domain, ascending canonical items: what headline cases are ranked among. The
   * others are ranked among the domain's other items.
   */
  readonly pools: readonly Uint32Array[];
  /** Per canonical item: 1 = it, or where users are split the same raw item, may be learned from. */
  readonly trained: Uint8Array;
  /** Validation cases in frame order. */
  readonly validation: CaseSet;
  /** Test cases in frame order. */
  readonly test: CaseSet;
  /** What was dropped, cold, repeated, exhausted. */
  readonly counts: TaskCounts;
}

/** The second phase of a task: a target domain that the fit knows nothing of. */
export interface Adaptation {
  /** The target domain. */
  readonly domain: number;
  /** Per timeline event: 1 = it is in the view that is adapted to. */
  readonly view: Uint8Array;
  /** Per timeline event: 1 = it may be a training target there. */
  readonly trainable: Uint8Array;
  /** What is asked while a method adapts; no cases if it may not learn from the target. */
  readonly validation: CaseSet;
}
