import type { Protocol } from "../../protocols/protocol.ts";
import { averagePopularity, coverage } from "./_list_marks.ts";
import type { Case, ReferenceTask } from "./_model.ts";
import { auc, gauc, type ScoredCase } from "./_pair_marks.ts";
import { logLossMark, meanMark, rankMark, type ReferenceMark } from "./_rank_marks.ts";

/** Marks of some cases: how many there are, and a mark per metric that has one. */
export interface ReferenceMarks {
  readonly cases: number;
  readonly metrics: Readonly<Record<string, ReferenceMark>>;
}

/** Where the marks of a run stand. */
export interface AllReferenceMarks {
  readonly headline: ReferenceMarks;
  readonly macro: ReferenceMarks;
  readonly domains: Readonly<Record<string, ReferenceMarks>>;
  readonly slices: Readonly<Record<string, ReferenceMarks>>;
}

/**
 * The marks of the test cases, written from docs/protocols/draws.md alone.
 *
 * @param method `score`: what it says to an item of a domain at a time; NaN = nothing; `logits`:
 * whether it says that its scores are logits
 *
 * @example
 * ```ts
 * import { loadProtocol } from "../../protocols/load_protocol.ts";
 * import { referenceMarks } from "./reference_marks.ts";
 * import { referenceTask } from "./reference_task.ts";
 * const { protocol } = await loadProtocol("leave-one-out-full@1");
 * const rows = ["a", "b", "c", "d"].map((item, day) => ({ user: "u", item, time: 86400 * day }));
 * const task = referenceTask(rows, protocol);
 * if (typeof task === "string") throw new Error(task);
 * const { headline } = referenceMarks(task, protocol, {
 *   score: (_time, _domain, item) => Number(item === "d"),
 *   logits: false,
 * });
 * if (headline.cases !== 1 || headline.metrics.MRR.value !== 1) throw new Error("not the first");
 * ```
 */
export function referenceMarks(
  task: ReferenceTask,
  protocol: Protocol,
  { score, logits }: {
    score: (time: number, domain: string, item: string) => number;
    logits: boolean;
  },
): AllReferenceMarks {
  const { split } = protocol;
  const cases = task.test.flat().map((each: Case): ScoredCase => {
    const { time, domain, rating } = each.answer;
    return {
      ...each,
      scores: each.candidates.map((item) => score(time, domain, item)),
      label: split.kind !== "click" || rating > split.likedAbove ? 1 : 0,
    };
  });
  const names = [...task.catalogue.keys()];
  const metrics = protocol.metrics.filter((name) => name !== "log-loss" || logits);
  const marks = (of: readonly ScoredCase[]): ReferenceMarks => marksOver(of, metrics, task);

  const headline = cases.filter((each) => each.headline);
  const byDomain = names.map((name) =>
    [name, marks(headline.filter(({ answer }) => answer.domain === name))] as const
  );
  const asked = byDomain.map(([, each]) => each).filter((each) => each.cases > 0);
  const macro = protocol.metrics.flatMap((name) => {
    const each = asked.flatMap(({ metrics }) => metrics[name] ? [metrics[name]] : []);
    return each.length > 0 ? [[name, meanMark(each)] as const] : [];
  });
  const slices = [...protocol.slices.filter((name) => name !== "domain"), "time-tied"];
  return {
    headline: marks(headline),
    macro: { cases: headline.length, metrics: Object.fromEntries(macro) },
    domains: Object.fromEntries(byDomain),
    slices: Object.fromEntries(
      slices.map((name) => [name, marks(cases.filter((each) => each.slices.has(name)))]),
    ),
  };
}

function marksOver(
  cases: readonly ScoredCase[],
  metrics: readonly string[],
  task: ReferenceTask,
): ReferenceMarks {
  if (cases.length === 0) return { cases: 0, metrics: {} };
  const all = metrics.map((name) => {
    const [kind, cut] = name.split("@"), k = Number(cut);
    if (kind === "AUC") return [name, auc(cases)] as const;
    if (kind === "GAUC") return [name, gauc(cases)] as const;
    if (kind === "coverage") return [name, coverage(cases, { k, task })] as const;
    if (kind === "log-loss") {
      return [
        name,
        meanMark(cases.map((each) => logLossMark(each.scores[0], each.label))),
      ] as const;
    }
    const one = kind === "average popularity"
      ? (each: ScoredCase) => averagePopularity(each, { k, task })
      : (each: ScoredCase) => rankMark(name, each.scores);
    return [name, meanMark(cases.map(one))] as const;
  });
  const found = all.flatMap(([name, mark]) => mark ? [[name, mark] as const] : []);
  return { cases: cases.length, metrics: Object.fromEntries(found) };
}
