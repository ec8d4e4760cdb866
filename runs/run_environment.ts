import type { Device } from "../plugins/contract/mod.ts";
import type { Limits } from "../plugins/limits.ts";
import type { SessionOptions } from "../plugins/session_options.ts";
import type { RestrictedTask } from "../protocols/restrict_task.ts";
import type { TrustChecks } from "../protocols/checks/trust_checks.ts";
import type { Task } from "../protocols/task.ts";

/** What all runs of one bench share. */
export interface RunEnvironment {
  /** The exam: a whole task, or some domains of one. */
  readonly task: Task | RestrictedTask;
  /** What its trust checks found, for the records. */
  readonly checks?: TrustChecks;
  /** Seconds that freezing it took. */
  readonly freezeSeconds: number;
  /** Folder of the records. */
  readonly out: string;
  /** Where tensors live. */
  readonly device: Device;
  /** What computes there if that is wasm; `relaxed` unless said. */
  readonly kernels?: SessionOptions["kernels"];
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
  /** Number of the trial, if it is one of a search. */
  readonly trial?: number;
  /** Where it stands. */
  readonly stage: "fit" | "score" | "done" | "kept" | "failed";
  /** Steps of the stage that are done. */
  readonly done?: number;
  /** Steps in all, if known. */
  readonly total?: number;
  /** Selection metric of the last `validate`, or the reason of a failure. */
  readonly note?: string;
}
