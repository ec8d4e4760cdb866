import type { Corpus } from "../../core/corpus.ts";
import { caseMarks } from "../../leaderboard/case_marks.ts";
import { clusteredError } from "../../leaderboard/statistics/clustered_error.ts";
import { markRank } from "../../metrics/mark_rank.ts";
import { ndcg } from "../../metrics/ndcg.ts";
import { freeze } from "../../protocols/freeze.ts";
import type { FrozenProtocol } from "../../protocols/frozen_protocol.ts";
import { examine } from "../../runs/examine.ts";
import { nextIdAnswer } from "../../runs/next_id_examinee.ts";
import { outcomesOf } from "../../runs/outcomes_of.ts";
import { PopularityIndex } from "../../runs/popularity_index.ts";
import { unshuffled } from "../../runs/shuffle.ts";

/** By how much next_id is above chance in the headline, and four standard errors of that. */
export interface Against {
  readonly effect: number;
  readonly error: Readonly<Record<"cases" | "users" | "answers" | "both", number>>;
}

/** NDCG@10 of next_id against its expectation under random order: `random` over infinitely many seeds. */
export async function nextIdAgainstChance(
  corpus: Corpus,
  frozen: FrozenProtocol,
): Promise<Against> {
  const task = freeze(corpus, frozen), { test } = task, map = unshuffled(task);
  const popularity = new PopularityIndex(task, test, map);
  const exam = { shuffle: map, popularity, answer: nextIdAnswer(task) };
  const outcomes = outcomesOf(task, await examine(task, test, exam)), metric = ndcg(10);
  const mark = caseMarks(outcomes, metric);
  const headline = Uint32Array.from(test.headline.keys()).filter((at) => test.headline[at] === 1);
  const differences = Float64Array.from(headline, (at) => {
    const ranked = outcomes.ranked[at];
    return (mark?.(at).value ?? NaN) - markRank(metric, { greater: 0, tied: ranked, ranked }).value;
  });
  const column = (of: Uint32Array) => headline.map((at) => of[at]);
  const users = column(test.user), answers = column(test.target);
  return {
    effect: differences.reduce((sum, each) => sum + each, 0) / differences.length,
    error: {
      cases: clusteredError(differences, [Uint32Array.from(headline.keys())]),
      users: clusteredError(differences, [users]),
      answers: clusteredError(differences, [answers]),
      both: clusteredError(differences, [users, answers]),
    },
  };
}
