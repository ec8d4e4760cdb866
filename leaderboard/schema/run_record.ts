import type { Marks } from "./marks.ts";

/** One run: `results/runs/<key>.json`. Its `key` hashes `inputs`; its `digests` hash the contents. */
export interface RunRecord {
  /** Version of this shape. */
  readonly schema: "permafrost/record@1";
  /** SHA-256 of the canonical JSON of `inputs`; names the file. */
  readonly key: string;
  /** All that decides the result. */
  readonly inputs: RunInputs;
  /** Deterministic: all that a leaderboard reads. */
  readonly result: RunResult;
  /** Not deterministic: clock, memory, machine. */
  readonly circumstances: RunCircumstances;
  /** SHA-256 of the contents: what `verify` checks. */
  readonly digests: {
    /** Of the canonical JSON of `result`. */
    readonly result: string;
    /** Of the canonical JSON of `circumstances`. */
    readonly circumstances: string;
    /** Of the bytes of the outcomes file. */
    readonly outcomes: string;
    /** Of the canonical JSON of the record without this digest: tells a changed record from changed outcomes. */
    readonly record: string;
  };
}

/** All that decides a run's result. */
export interface RunInputs {
  /** Task fingerprint. */
  readonly fingerprint: string;
  /** Method id. */
  readonly method: string;
  /** SHA-256 of the method's code closure. */
  readonly closure: string;
  /** The whole config. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Run seed. */
  readonly seed: number;
  /** Device. */
  readonly device: string;
  /** Kernel variant. */
  readonly kernels: string;
  /** Deno version. */
  readonly deno: string;
  /** True if run without the wall, for a debugger. */
  readonly inProcess: boolean;
}

/** The deterministic part of a record. */
export interface RunResult {
  /** Protocol. */
  readonly protocol: { readonly id: string; readonly version: number; readonly sha256: string };
  /** Dataset. */
  readonly dataset: {
    readonly id: string;
    readonly sha256: string;
    readonly users: number;
    readonly items: number;
    readonly events: number;
    readonly domains: readonly string[];
  };
  /** Metric names, the selection metric first. */
  readonly metrics: readonly string[];
  /** Task: fingerprint and what freezing it met (`protocols/task_counts.ts`). */
  readonly task: {
    readonly fingerprint: string;
    readonly protocolSeed: number;
    readonly counts: Readonly<Record<string, number>>;
  };
  /** Method. `control`: runs with every task, to show what needs no learning. */
  readonly method: {
    readonly id: string;
    readonly version: string;
    readonly title: string;
    readonly variant: string;
    readonly citation: string;
    readonly closure: string;
    readonly role: "method" | "control";
  };
  /** The whole config. */
  readonly config: Readonly<Record<string, unknown>>;
  /** SHA-256 of its canonical JSON. */
  readonly configSha256: string;
  /** Run seed. */
  readonly seed: number;
  /** Device. */
  readonly device: string;
  /** Kernel variant. */
  readonly kernels: string;
  /** Deno version. */
  readonly deno: string;
  /** Calls of `context.validate`. */
  readonly validationCalls: number;
  /** Candidates without a score (NaN), over all cases. */
  readonly nanScores: number;
  /** Why the row may not be compared with others; empty = comparable. */
  readonly notComparable: readonly ("stateful" | "in-process")[];
  /** The marks over the headline cases. */
  readonly headline: Marks;
  /** Unweighted mean of the domains' marks over headline cases. */
  readonly macro: Marks;
  /** Marks per domain name, headline cases. */
  readonly domains: Readonly<Record<string, Marks>>;
  /** Marks per slice name (cold, warm, time-tied …), all cases of the slice. */
  readonly slices: Readonly<Record<string, Marks>>;
}

/** What a run met on its machine. */
export interface RunCircumstances {
  /** Seconds by the host's clock. */
  readonly seconds: {
    readonly freeze: number;
    readonly fit: number;
    readonly validate: number;
    readonly score: number;
    readonly total: number;
  };
  /** CPU seconds of the child. */
  readonly cpuSeconds: number;
  /** Peak resident memory of the child in bytes. */
  readonly peakMemoryBytes: number;
  /** When it ended, ISO 8601 UTC. */
  readonly endedAt: string;
  /** Machine. */
  readonly machine: {
    readonly os: string;
    readonly arch: string;
    readonly cpu: string;
    readonly cores: number;
    readonly memoryBytes: number;
  };
  /** Commit of the checkout and whether it had uncommitted changes; null outside a checkout. */
  readonly git: { readonly commit: string; readonly dirty: boolean } | null;
  /** Guarantees of the wall that this machine lacks. */
  readonly wallLacks: readonly string[];
  /** The last 4 KiB of the child's stderr. */
  readonly stderrTail: string;
}
