import { checkFinite } from "./_check_finite.ts";
import type { QueryBatch } from "./contract/mod.ts";
import { PluginFailure } from "./plugin_failure.ts";
import { FRAME_BYTES, type Questions, scorerValue } from "./_questions.ts";
import { takeColumn } from "./_take_column.ts";
import type { Message } from "./wire/message.ts";
import { scoreMessage } from "./wire/score_message.ts";

/** Asks a scorer for the scores of a batch, and checks them. */
export async function askScore(
  questions: Questions,
  batch: QueryBatch,
  { number = 0, pools, progress }: {
    /** Which scorer, unless it is the one in question. */
    readonly number?: number;
    /** Size of each domain's pool. */
    readonly pools: readonly number[];
    /** Hears progress that comes before the scores. */
    progress?(message: Message): void;
  },
): Promise<Float32Array> {
  const { talk } = questions, expected = expectedScores(batch, pools);
  const cannot = `Cannot take the scores of "${talk.plugin.name}"`;
  questions.popularity(batch);
  talk.peer.allow(4 * expected + FRAME_BYTES);
  const { type, values, columns } = scoreMessage(batch);
  const message = { type, values: { ...values, ...scorerValue(number) }, columns };
  const answer = await questions.ask(message, "scores", progress);
  const scores = takeColumn(talk, answer, { name: "scores", kind: Float32Array });
  if (scores.length !== expected) {
    throw new PluginFailure(
      "scores",
      `${cannot}: ${scores.length} numbers, expected ${expected}, one per candidate`,
    );
  }
  checkFinite(scores, { cannot, place: (at) => `candidate ${at}` });
  return scores;
}

function expectedScores(
  { candidates, length, domain }: QueryBatch,
  pools: readonly number[],
): number {
  if (candidates.kind === "list") return candidates.items.length;
  let total = 0;
  for (let q = 0; q < length; q++) total += pools[domain[q]];
  return total;
}
