import { askScore } from "./_ask_score.ts";
import { FRAME_BYTES, type Questions } from "./_questions.ts";
import type { SessionHost } from "./session_host.ts";
import { takeColumn } from "./_take_column.ts";
import type { Message } from "./wire/message.ts";

/** Answers what a method asks while it makes a scorer, until it says that it is done. */
export async function answerAsks(
  questions: Questions,
  host: SessionHost,
  { done, pools }: {
    /** Type of the message that ends it. */
    readonly done: string;
    /** Size of each domain's pool. */
    readonly pools: readonly number[];
  },
): Promise<void> {
  const { talk } = questions;
  for (let validations = 0;;) {
    const message = await talk.hear("progress", "checkpoint", "validate", done);
    switch (message.type) {
      case "progress":
        tellProgress(host, message);
        break;
      case "checkpoint": {
        const state = takeColumn(talk, message, { name: "state", kind: Uint8Array });
        await host.checkpoint?.(state);
        talk.peer.allow(state.byteLength + FRAME_BYTES);
        talk.tell({ type: "kept", values: {}, columns: {} });
        break;
      }
      case "validate": {
        if (++validations > talk.limits.validations) {
          const reason = `it called validate() ${validations} times, ` +
            `expected at most ${talk.limits.validations}`;
          talk.tell({ type: "refused", values: { reason }, columns: {} });
        } else {
          await validate(questions, host, pools);
        }
        break;
      }
      default:
        return;
    }
  }
}

async function validate(
  questions: Questions,
  host: SessionHost,
  pools: readonly number[],
): Promise<void> {
  let lent = true;
  const { value, byDomain } = await host.validate(async (batch) => {
    if (!lent) throw new TypeError("Cannot score for a validation: it is over");
    // A method may tell progress while it is asked for a validation's scores.
    const progress = (message: Message) => tellProgress(host, message);
    return await askScore(questions, batch, { pools, progress });
  });
  lent = false;
  const columns = { value: Float64Array.of(value), byDomain };
  questions.talk.tell({ type: "validated", values: {}, columns });
}

/** NaN stands for what the event does not tell. */
function tellProgress(host: SessionHost, { columns: { event } }: Message): void {
  const [done, total, loss] = event ?? [];
  if (event?.length !== 3 || Number.isNaN(done)) return;
  host.progress?.({
    done,
    ...!Number.isNaN(total) && { total },
    ...!Number.isNaN(loss) && { loss },
  });
}
