import { canonicalJson } from "../core/canonical_json.ts";
import { RandomStream } from "../core/random_stream.ts";
import { sha256 } from "../core/sha256.ts";
import { rankOf } from "../metrics/rank.ts";
import { markOutcomes } from "./mark_outcomes.ts";
import { encodeOutcomes } from "./schema/encode_outcomes.ts";
import type { Outcomes } from "./schema/outcomes.ts";
import type { RunRecord } from "./schema/run_record.ts";
import { sealRecord } from "./schema/seal_record.ts";
import type { StoredRun } from "./stored_run.ts";

/** A run for tests: made up, but sealed and marked by the code that real ones go through. */
export interface SampleRun extends StoredRun {
  readonly record: RunRecord;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface SampleOptions {
  readonly method?: string;
  readonly seed?: number;
  /** Added to the target's score, which like the others' is uniform over [0, 1). */
  readonly skill?: number;
  /** The same in cases of the slice "time-tied". */
  readonly tiedSkill?: number;
  readonly cases?: number;
  readonly full?: boolean;
  readonly task?: string;
  readonly dataset?: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly notComparable?: readonly ("stateful" | "in-process")[];
  /** Where it computed; `cpu` unless said. */
  readonly device?: string;
  /** What computed there; `stock` unless said. */
  readonly kernels?: string;
  /** Metric names; NDCG@5, HR@5 and MRR unless said. */
  readonly metrics?: readonly string[];
  /** Items that the ten candidates were drawn from; not told unless said. */
  readonly eligible?: number;
  /** Every candidate gets this score. */
  readonly constant?: number;
}

/** Cases of users 0, 0, 1, 1, 2 …, in two domains; every seventh is cold, every third time-tied. */
export function sampleOutcomes(options: SampleOptions = {}): Outcomes {
  const { method = "sample", seed = 1, skill = 0, cases: length = 40, constant } = options;
  const { tiedSkill = skill } = options;
  const stream = RandomStream.from(seed, method);
  const column = (of: (at: number) => number) => Uint32Array.from({ length }, (_, at) => of(at));
  const flag = (of: (at: number) => boolean) => Uint8Array.from(column((at) => Number(of(at))));
  const score = new Float32Array(10 * length).map(() => constant ?? stream.float());
  const target = column((at) => at % 10);
  const tied = flag((at) => at % 3 === 0);
  target.forEach((place, at) => {
    if (constant === undefined) score[10 * at + place] += tied[at] ? tiedSkill : skill;
  });
  const ranks = [...target].map((place, at) =>
    rankOf(score, 10 * at + place, { begin: 10 * at, end: 10 * at + 10 })
  );
  return {
    length,
    domains: ["books", "music"],
    metrics: options.metrics ?? ["NDCG@5", "HR@5", "MRR"],
    user: column((at) => at >> 1),
    domain: Uint8Array.from(column((at) => at % 2)),
    headline: flag((at) => at % 7 !== 6),
    slices: {
      cold: flag((at) => at % 7 === 6),
      warm: flag((at) => at % 7 !== 6),
      "time-tied": tied,
    },
    greater: column((at) => ranks[at].greater),
    tied: column((at) => ranks[at].tied),
    ranked: column(() => 10),
    answers: options.full
      ? { kind: "full", top: new Uint32Array(20 * length).map((_, i) => i % 20) }
      : {
        kind: "sampled",
        offsets: Uint32Array.from({ length: length + 1 }, (_, at) => 10 * at),
        score,
        target,
        ...(options.eligible === undefined
          ? {}
          : { eligible: column(() => options.eligible ?? 0) }),
      },
  };
}

export function sampleRun(options: SampleOptions = {}): SampleRun {
  const { method = "sample", seed = 1, task = "task", dataset = "tiny", config = {} } = options;
  const outcomes = sampleOutcomes(options), bytes = encodeOutcomes(outcomes);
  const fingerprint = sha256(task), closure = sha256(`code of ${method}`);
  const { device = "cpu", kernels = "stock" } = options;
  const machine = { device, kernels, deno: "2.9.6" };
  const controls = ["random", "popularity", "rare_first", "next_id"];
  const { notComparable = [] } = options;
  const inProcess = notComparable.includes("in-process");
  const record = sealRecord({
    inputs: { fingerprint, method, closure, config, seed, ...machine, inProcess },
    result: {
      protocol: { id: "leave-one-out-9", version: 1, sha256: sha256("protocol") },
      dataset: {
        id: dataset,
        sha256: sha256(dataset),
        users: 20,
        items: 30,
        events: 400,
        domains: outcomes.domains,
      },
      metrics: outcomes.metrics,
      task: {
        fingerprint,
        protocolSeed: 7,
        counts: {
          testCases: outcomes.length,
          coldCases: outcomes.slices.cold.filter(Boolean).length,
        },
      },
      method: {
        id: method,
        version: "1.0.0",
        title: `The ${method}`,
        variant: "original",
        citation: "none",
        closure,
        role: controls.includes(method) ? "control" : "method",
      },
      config,
      configSha256: sha256(canonicalJson(config)),
      seed,
      ...machine,
      validationCalls: 3,
      nanScores: Number.isNaN(options.constant) ? 10 * outcomes.length : 0,
      notComparable,
      ...markOutcomes(outcomes),
    },
    circumstances: {
      seconds: { freeze: 0.5, fit: 90 + seed, validate: 0.25, score: 2.5, total: 95 + seed },
      cpuSeconds: 120.5,
      peakMemoryBytes: 300000000,
      endedAt: "2026-11-21T00:00:00.000Z",
      machine: { os: "linux", arch: "x86_64", cpu: "sample", cores: 2, memoryBytes: 8589934592 },
      git: null,
      wallLacks: [],
      stderrTail: "",
    },
  }, bytes);
  return { record, bytes, outcomes: () => Promise.resolve(outcomes) };
}
