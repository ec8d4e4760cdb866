import { join } from "node:path";
import { HOUSE } from "./_house.ts";
import type { Limits } from "./limits.ts";
import type { WallTools } from "./_wall_tools.ts";

/**
 * What V8 and Deno take of the memory that the kernel counts, but never use: 0.55 GB of address space
 * on two cores, of which 0.04 GB are resident, and stacks for each core's threads. Given on top, so
 * that a method gets what it was promised on every machine.
 */
const RESERVED_BYTES = (512 + 16 * navigator.hardwareConcurrency) * 2 ** 20;

/** No file that a method's process writes may be larger. It has no permission to write any. */
const FILE_BYTES = 64 * 2 ** 20;

/** Seconds between SIGXCPU, which a method can catch, and SIGKILL, which it cannot. */
const LAST_CPU_SECONDS = 1;

/** What the process of one run is given. */
export interface ChildOptions {
  /** Folders that it may read. */
  readonly read: readonly string[];
  /** Seeds `Math.random` and all else that is random in the process. */
  readonly seed: number;
  /** By the kernel. */
  readonly limits: Limits;
  /** What this machine has to set them. */
  readonly tools: WallTools;
  /** Its `DENO_DIR`, which only this run has. */
  readonly denoDir: string;
  /** An empty folder to stand in, which only this run has. */
  readonly cwd: string;
  /** Path of the module that runs; that of sessions unless said. */
  readonly runner?: string;
}

/** The command that starts the runner behind the wall. */
export function childCommand(options: ChildOptions): Deno.Command {
  const { read, seed, limits, tools, denoDir, cwd } = options;
  const { runner = join(HOUSE, "plugins", "runner.ts") } = options;
  const cpu = Math.ceil(limits.cpuSeconds);
  const heap = Math.ceil(limits.memoryBytes / 2 ** 20);
  const line = [
    ...tools.prlimit
      ? [
        tools.prlimit,
        `--data=${Math.ceil(limits.memoryBytes) + RESERVED_BYTES}`,
        `--cpu=${cpu}:${cpu + LAST_CPU_SECONDS}`,
        `--fsize=${FILE_BYTES}`,
        "--core=0",
      ]
      : [],
    ...tools.setpriv ? [tools.setpriv, "--pdeathsig", "KILL", "--no-new-privs"] : [],
    ...tools.choom ? [tools.choom, "-n", "1000", "--"] : [],
    Deno.execPath(),
    "run",
    "--quiet",
    "--no-prompt",
    "--cached-only",
    "--no-remote",
    "--frozen",
    "--node-modules-dir=manual",
    `--seed=${seed}`,
    `--v8-flags=--max-old-space-size=${heap}`,
    `--allow-read=${read.map((path) => path.replaceAll(",", ",,")).join(",")}`,
    runner,
  ];
  return new Deno.Command(line[0], {
    args: line.slice(1),
    clearEnv: true,
    env: {
      DENO_DIR: denoDir,
      TZ: "UTC",
      LC_ALL: "C",
      NO_COLOR: "1",
      PATH: "/usr/bin:/bin",
      XDG_RUNTIME_DIR: cwd,
    },
    cwd,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  });
}
