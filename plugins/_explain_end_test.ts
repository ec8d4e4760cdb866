import { assertEquals } from "@std/assert";
import { type End, explainEnd } from "./_explain_end.ts";
import { limits } from "./limits.ts";

const END: End = {
  name: "markov",
  limits: limits({ cpuSeconds: 10 }),
  code: 0,
  signal: null,
  stderrTail: "",
  cpuSeconds: 1,
  oomKill: false,
};

const KILLED = { code: 137, signal: "SIGKILL" };

for (
  const [what, end, code, message] of [
    ["an exit with 0", {}, "exit", "its process ended without answering, expected an answer"],
    [
      "an exit with 3",
      { code: 3 },
      "crash",
      "its process ended with exit code 3, expected an answer",
    ],
    [
      "an uncaught error",
      { code: 1, stderrTail: "hm\nerror: Uncaught Error: x\n    at y\n" },
      "crash",
      'its process ended with exit code 1 ("Uncaught Error: x"), expected an answer',
    ],
    [
      "SIGSEGV",
      { code: 139, signal: "SIGSEGV" },
      "crash",
      "its process ended by SIGSEGV, expected an answer",
    ],
    [
      "SIGXCPU",
      { code: 152, signal: "SIGXCPU" },
      "cpu-time",
      "its process ran out of CPU time, expected at most 10 s",
    ],
    [
      "SIGKILL with its CPU time spent",
      { ...KILLED, cpuSeconds: 9 },
      "cpu-time",
      "its process ran out of CPU time, expected at most 10 s",
    ],
    ["SIGKILL by someone", KILLED, "crash", "its process ended by SIGKILL, expected an answer"],
    [
      "SIGKILL by the kernel for want of memory",
      { ...KILLED, oomKill: true },
      "memory",
      "its process ran out of memory, expected at most 4.0 GB",
    ],
    [
      "V8 out of heap",
      { code: 133, signal: "SIGTRAP", stderrTail: "# Fatal JavaScript out of memory: CALL" },
      "memory",
      "its process ran out of memory, expected at most 4.0 GB",
    ],
    [
      "the allocator out of memory",
      { code: 134, signal: "SIGABRT", stderrTail: "memory allocation of 60000000 bytes failed" },
      "memory",
      "its process ran out of memory, expected at most 4.0 GB",
    ],
    [
      "SIGXFSZ",
      { code: 153, signal: "SIGXFSZ" },
      "output",
      "its process wrote too big a file, expected at most 64 MiB a file",
    ],
    [
      "SIGINT",
      { code: 130, signal: "SIGINT" },
      "interrupted",
      "its process was interrupted, expected no interruption",
    ],
  ] as const
) {
  Deno.test(`explainEnd() makes ${what} a failure of code ${code}`, () => {
    const failure = explainEnd({ ...END, ...end });
    assertEquals(failure.message, `Cannot finish "markov": ${message}`);
    assertEquals(failure.code, code);
  });
}
