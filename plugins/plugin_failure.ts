import { printable } from "../core/printable.ts";

/** Why a run ended early. */
export type PluginFailureCode =
  | "inspect" // refused before it started: a symlink, an import that leaves the folder
  | "contract" // not a method of this contract version, a config that is not plain JSON, a lack
  | "crash" // the method threw, or the process died
  | "memory" // out of the memory it was given
  | "cpu-time" // out of the CPU time it was given
  | "wall-time" // no answer within the guard time
  | "output" // more bytes than allowed, or bytes that are no frame
  | "protocol" // a well-formed frame at the wrong moment: late, unexpected
  | "scores" // scores or vectors of a wrong length or type, or ±Infinity among them
  | "exit" // ended without answering
  | "device" // the backend in use is not the one asked for
  | "validations" // more validate() calls than allowed
  | "interrupted"; // the host was told to stop

/**
 * One run ended early, and no other: recorded with its code, the other runs go on. Its message is one
 * line without control characters, whatever a plugin had a part in it.
 *
 * @example
 * ```ts
 * import { PluginFailure } from "./plugin_failure.ts";
 * const failure = new PluginFailure("memory", 'Cannot run "mine": out of memory, expected less');
 * if (failure.code !== "memory" || !(failure instanceof Error)) throw new Error("not told");
 * ```
 */
export class PluginFailure extends Error {
  /** Always "PluginFailure". */
  override readonly name = "PluginFailure";
  /** What kind of end it was. */
  readonly code: PluginFailureCode;
  constructor(code: PluginFailureCode, message: string) {
    super(printable(message));
    this.code = code;
  }
}
