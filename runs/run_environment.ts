import type { Device } from "../plugins/contract/mod.ts";
import type { Limits } from "../plugins/limits.ts";
import type { Task } from "../protocols/task.ts";

/** What all runs of one bench share. */
export interface RunEnvironment {
  /** The exam. */
  readonly task: Task;
  /** Seconds that freezing it took. */
  readonly freezeSeconds: number;
  /** Folder of the records. */
  readonly out: string;
  /** Where tensors live. */
  readonly device: Device;
  /** What each run may use. */
  readonly limits: Limits;
  /** Without the wall, for a debugger: such records are not comparable. */
  readonly inProcess: boolean;
  /** Aborted when the person gives up. */
  readonly signal: AbortSignal;
  /** Told how a run goes. */
  readonly onProgress: (event: RunProgress) => void;
}

/** How a run goes. */
export interface RunProgress {
  /** Method id. */
  readonly method: string;
  /** Run seed. */
  readonly seed: number;
  /** Where it stands. */
  readonly stage: "fit" | "score" | "done" | "kept" | "failed";
  /** Steps of the stage that are done. */
  readonly done?: number;
  /** Steps in all, if known. */
  readonly total?: number;
  /** Selection metric of the last `validate`, or the reason of a failure. */
  readonly note?: string;
}
