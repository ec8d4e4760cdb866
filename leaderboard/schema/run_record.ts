import type { Marks } from "./marks.ts";
import type { Search, SearchRule } from "./search.ts";

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

/** The item texts that a method was shown, as vectors. */
export interface TextInput {
  /** The encoder. */
  readonly model: {
    /** Id on the hub, or of a local folder. */
    readonly id: string;
    /** Revision on the hub, or a name for what is in the folder. */
    readonly revision: string;
    /** Type of its weights. */
    readonly dtype: string;
    /** Tokens of a text that are read. */
    readonly maxTokens: number;
    /** SHA-256 by path of its files, of those that are pinned. */
    readonly files: Readonly<Record<string, string>>;
  };
  /** Numbers per vector. */
  readonly size: number;
  /**
   * SHA-256 of the vectors: 32-bit floats, little-endian, one row per different text of the whole
   * data, in the order of the first items that have it.
   */
  readonly sha256: string;
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
  /** Where tensors live: `wasm`, `cpu` or `webgpu`; `host` for a control that runs on the host. */
  readonly device: string;
  /**
   * What computes there: on wasm `strict` (the same bits on every machine) or `relaxed` (on machines of
   * one class), on cpu `stock`, on webgpu the name of the adapter, on the host `none`.
   */
  readonly kernels: string;
  /** Deno version. */
  readonly deno: string;
  /** True if run without the wall, for a debugger. */
  readonly inProcess: boolean;
  /** How the config was looked for; absent if it was given. */
  readonly search?: SearchRule;
  /** Texts that the method was shown; absent if it needs none. */
  readonly text?: TextInput;
}

/** The deterministic part of a record. */
export interface RunResult {
  /** Protocol. */
  readonly protocol: {
    readonly id: string;
    readonly version: number;
    /** Of a protocol with arms: which one. */
    readonly arm?: string;
    readonly sha256: string;
  };
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
    /** What the trust checks found (`docs/trust-checks.md`). */
    readonly checks?: object;
    /** Of a task restricted to some domains of another one: that of the whole. */
    readonly restricts?: {
      readonly fingerprint: string;
      /** From how many domains at once the method can learn at most. */
      readonly atOnce: number;
    };
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
    /** Id of the variant that learns from one domain alone: the base of RelaImpr. */
    readonly singleDomain?: string;
    /** Of a packed plugin: what its manifest says of who may use it, and of its code. */
    readonly packed?: {
      /** Name that it is published under. */
      readonly name: string;
      /** SPDX licence expression. */
      readonly licence: string;
      /** SHA-256 of its code: of every byte after the first line. */
      readonly code: string;
    };
  };
  /** The whole config. */
  readonly config: Readonly<Record<string, unknown>>;
  /** SHA-256 of its canonical JSON. */
  readonly configSha256: string;
  /** Run seed. */
  readonly seed: number;
  /** Device, as in the inputs. */
  readonly device: string;
  /** What computed there, as in the inputs. */
  readonly kernels: string;
  /** Deno version. */
  readonly deno: string;
  /** Texts that the method was shown, as in the inputs. */
  readonly text?: TextInput;
  /** Calls of `context.validate`. */
  readonly validationCalls: number;
  /**
   * What each call gave, in order: the selection metric on validation, null where it has no value. Of
   * a method that adapts, those of its fit come first. Absent without a call, and in older records.
   */
  readonly validationValues?: readonly (number | null)[];
  /** True if the method, for want of `adapt`, was fitted to the target alone where others adapt to it. */
  readonly fromScratch?: true;
  /** Full ranking: the host ranked by the scorer's vectors and a build of its kernels, or by its scores. */
  readonly ranking?:
    | { readonly by: "vectors"; readonly kernels: "strict" | "relaxed" }
    | { readonly by: "scores" };
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
  /**
   * Of sampled candidates: the headline cases ranked among their whole pools, by the rank metrics, or
   * why they were not (DESIGN rule 10).
   */
  readonly full?:
    | { readonly state: "ranked"; readonly marks: Marks }
    | { readonly state: "blank"; readonly reason: string };
  /** How the config was chosen; absent if it was given. */
  readonly search?: Search;
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
  /** Seconds of each trial of the search, in order; absent if there was none. */
  readonly trialSeconds?: readonly number[];
}
