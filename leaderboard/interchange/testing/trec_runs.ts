import { RandomStream } from "../../../core/random_stream.ts";
import { rankOf } from "../../../metrics/rank.ts";
import { sampleOutcomes, sampleRun } from "../../_sample.ts";
import type { Outcomes } from "../../schema/outcomes.ts";
import type { StoredRun } from "../../stored_run.ts";

/**
 * Made-up runs with all that a TREC file has to bear: sampled candidates without ties, with many, and
 * with candidates that have no score; whole pools with ties, some beyond a run's depth; clicks of two
 * domains.
 *
 * @example
 * ```ts
 * import { trecRuns } from "./trec_runs.ts";
 * const tasks = new Set(trecRuns().map(({ record }) => record.result.task.fingerprint));
 * if (tasks.size !== 4) throw new Error("not four tasks");
 * ```
 */
export function trecRuns(): StoredRun[] {
  const about = { task: "sampled", cases: 60 };
  return [
    sampleRun({ ...about, method: "plain", skill: 0.3 }),
    sampleRun({ ...about, method: "plain", skill: 0.3, seed: 2 }),
    sampleRun({ ...about, method: "level", constant: NaN }),
    standIn(
      "coarse",
      "sampled",
      coarse(sampleOutcomes({ ...about, method: "coarse", skill: 0.3 })),
    ),
    standIn("deep", "deep pools", pools({ cases: 60, ranked: 3000 })),
    standIn("shallow", "shallow pools", pools({ cases: 60, ranked: 400 })),
    standIn("clicks", "clicks", clicks(80)),
  ];
}

function standIn(method: string, task: string, outcomes: Outcomes): StoredRun {
  return { record: sampleRun({ method, task }).record, outcomes: () => Promise.resolve(outcomes) };
}

/** Four scores for ten candidates, and none for every eighth. */
function coarse(outcomes: Outcomes): Outcomes {
  const { answers, length } = outcomes;
  if (answers.kind !== "sampled") throw new TypeError("Cannot coarsen ranks: no scores");
  const { offsets, target } = answers;
  const score = answers.score.map((each, i) => i % 8 === 3 ? NaN : Math.floor(each * 4) / 4);
  const ranks = Array.from(
    { length },
    (_, at) =>
      rankOf(score, offsets[at] + target[at], { begin: offsets[at], end: offsets[at + 1] }),
  );
  return {
    ...outcomes,
    greater: Uint32Array.from(ranks, ({ greater }) => greater),
    tied: Uint32Array.from(ranks, ({ tied }) => tied),
    answers: { ...answers, score },
  };
}

/** Ranks that are mostly small, every third of them tied. */
function pools({ cases, ranked }: { cases: number; ranked: number }): Outcomes {
  const stream = RandomStream.from(9, "pools", ranked);
  const outcomes = sampleOutcomes({ cases, full: true });
  const greater = new Uint32Array(cases).map(() => Math.floor(stream.float() ** 3 * ranked));
  const tied = greater.map((above, at) =>
    at % 3 === 0 ? 1 + stream.below(Math.min(40, ranked - above)) : 1
  );
  return { ...outcomes, greater, tied, ranked: new Uint32Array(cases).fill(ranked) };
}

/** A shown item a case, in two domains, with tied scores and some without. */
function clicks(cases: number): Outcomes {
  const stream = RandomStream.from(9, "clicks"), length = cases;
  const label = new Uint8Array(length).map(() => stream.below(2));
  const score = Float32Array.from(
    label,
    (each, at) => at % 9 === 4 ? NaN : Math.fround((each + stream.below(12)) / 10),
  );
  return {
    ...sampleOutcomes({ cases }),
    metrics: ["AUC"],
    greater: new Uint32Array(length),
    tied: new Uint32Array(length).fill(1),
    ranked: new Uint32Array(length).fill(1),
    answers: {
      kind: "click",
      offsets: Uint32Array.from({ length: length + 1 }, (_, at) => at),
      score,
      target: new Uint32Array(length),
      label,
      logits: false,
    },
  };
}
