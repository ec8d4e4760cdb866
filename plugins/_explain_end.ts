import { outOfMemory } from "./_failure_of.ts";
import type { Limits } from "./limits.ts";
import { PluginFailure, type PluginFailureCode } from "./plugin_failure.ts";

/** How a process ended that the host did not end. */
export interface End {
  /** Plugin name. */
  readonly name: string;
  /** Its limits. */
  readonly limits: Limits;
  /** Exit code. */
  readonly code: number;
  /** Signal that ended it. */
  readonly signal: string | null;
  /** The last it wrote to stderr. */
  readonly stderrTail: string;
  /** CPU seconds when it was last looked at. */
  readonly cpuSeconds: number;
  /** Whether the kernel has killed a process for want of memory meanwhile. */
  readonly oomKill: boolean;
}

/** What V8, Rust's allocator and the C library say before they abort. */
const NO_ROOM = /out of memory|memory allocation of \d+ bytes failed|Cannot allocate memory/i;

/** Seconds by which the last look at its CPU time may be old. */
const LOOK_SECONDS = 1.5;

/** The failure that the end of a process stands for. */
export function explainEnd(end: End): PluginFailure {
  const { name, limits, code, signal, stderrTail } = end;
  function failure(code: PluginFailureCode, what: string, wanted: string): PluginFailure {
    return new PluginFailure(code, `Cannot finish "${name}": ${what}, expected ${wanted}`);
  }
  // A method can catch the kernel's warning, SIGXCPU; the SIGKILL that follows it cannot be caught.
  const spent = end.cpuSeconds >= limits.cpuSeconds - LOOK_SECONDS;
  if (signal === "SIGXCPU" || (signal === "SIGKILL" && spent && !end.oomKill)) {
    const most = `at most ${limits.cpuSeconds} s`;
    return failure("cpu-time", "its process ran out of CPU time", most);
  }
  if (signal === "SIGINT") {
    return failure("interrupted", "its process was interrupted", "no interruption");
  }
  if (signal === "SIGXFSZ") {
    return failure("output", "its process wrote too big a file", "at most 64 MiB a file");
  }
  if ((signal === "SIGKILL" && end.oomKill) || (code !== 0 && NO_ROOM.test(stderrTail))) {
    return outOfMemory(name, limits);
  }
  if (code === 0) return failure("exit", "its process ended without answering", "an answer");
  const said = /^(?:error|prlimit|setpriv|choom): (.+)$/m.exec(stderrTail)?.[1];
  const how = signal ? `by ${signal}` : `with exit code ${code}`;
  return failure("crash", `its process ended ${how}${said ? ` ("${said}")` : ""}`, "an answer");
}
