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
  /** Candidate pool per domain: ascending canonical items. */
  readonly pools: readonly Uint32Array[];
  /** Validation cases in frame order. */
  readonly validation: CaseSet;
  /** Test cases in frame order. */
  readonly test: CaseSet;
  /** What was dropped, cold, repeated, exhausted. */
  readonly counts: TaskCounts;
}
