import { asFloat32 } from "./_as_float32.ts";
import type { Scorer } from "./contract/mod.ts";
import type { MethodLink } from "./_method_link.ts";
import type { Message } from "./wire/message.ts";
import { readNumber } from "./wire/read_number.ts";

/** Scores one batch with a scorer and sends its answer. */
export async function answerScore(
  message: Message,
  scorer: Scorer,
  { channel, batches, assertDevice }: MethodLink,
): Promise<void> {
  if (message.type !== "score") {
    throw new TypeError(`Cannot take "${message.type}": not asked for, expected "score"`);
  }
  const given: unknown = await scorer.score(batches.read(message));
  assertDevice();
  const scores = asFloat32(given), id = readNumber(message, "id");
  await channel.send({ type: "scores", values: { id }, columns: { scores } });
}
