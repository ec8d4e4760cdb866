import type { MethodMeta, Popularity, QueryBatch, TrainView } from "./contract/mod.ts";
import type { Conversation } from "./_conversation.ts";
import { PluginFailure } from "./plugin_failure.ts";
import type { Session, SessionUsage } from "./session.ts";
import { whereNotJson } from "./_where_not_json.ts";
import { fitMessage } from "./wire/fit_message.ts";
import type { Message } from "./wire/message.ts";
import { popularityMessage } from "./wire/popularity_message.ts";
import { readColumn } from "./wire/read_column.ts";
import { scoreMessage } from "./wire/score_message.ts";

type FitHost = Parameters<Session["fit"]>[2];
type Json = Readonly<Record<string, unknown>>;

/** Bytes that an answer may have besides its numbers. */
const FRAME_BYTES = 4096;

/** The host's side of a session, the same through the wall and in-process. */
export class HostSession implements Session {
  readonly meta: MethodMeta;
  readonly defaults: Json;
  readonly space?: Json;
  readonly #talk: Conversation;
  /** Size of each domain's pool, once a fit has told the catalogue. */
  #pools: readonly number[] = [];
  #told: Popularity | undefined;
  #lastId = 0;

  constructor(
    talk: Conversation,
    { meta, defaults, space }: { meta: MethodMeta; defaults: Json; space?: Json },
  ) {
    this.#talk = talk;
    this.meta = meta;
    this.defaults = defaults;
    if (space) this.space = space;
  }

  fit(train: TrainView, config: object, host: FitHost): Promise<void> {
    return this.#talk.part(async () => {
      const where = whereNotJson(config, "config");
      if (where) this.#talk.fail("contract", where, "plain JSON");
      const message = fitMessage(train, { config });
      const { resume } = host;
      this.#talk.tell(resume ? { ...message, columns: { ...message.columns, resume } } : message);
      this.#pools = train.catalogue.domains.map(({ pool }) => pool.length);
      await this.#answerFit(host);
    });
  }

  score(batch: QueryBatch): Promise<Float32Array> {
    return this.#talk.part(() => this.#score(batch, ["scores"]));
  }

  close(): Promise<SessionUsage> {
    return this.#talk.end();
  }

  /** Answers what a fit asks, until it is done. */
  async #answerFit(host: FitHost): Promise<void> {
    const talk = this.#talk;
    for (let validations = 0;;) {
      const message = await talk.hear("progress", "checkpoint", "validate", "fitted");
      switch (message.type) {
        case "progress":
          tellProgress(host, message);
          break;
        case "checkpoint": {
          const state = column(talk, message, "state", Uint8Array);
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
            await this.#validate(host);
          }
          break;
        }
        default:
          return;
      }
    }
  }

  async #validate(host: FitHost): Promise<void> {
    let lent = true;
    const { value, byDomain } = await host.validate(async (batch) => {
      if (!lent) throw new TypeError("Cannot score for a validation: it is over");
      return await this.#score(batch, ["scores", "progress"], host);
    });
    lent = false;
    const columns = { value: Float64Array.of(value), byDomain };
    this.#talk.tell({ type: "validated", values: {}, columns });
  }

  async #score(
    batch: QueryBatch,
    types: readonly string[],
    host: FitHost | null = null,
  ): Promise<Float32Array> {
    const talk = this.#talk, expected = this.#expected(batch), id = ++this.#lastId;
    if (batch.popularity !== this.#told) {
      this.#told = batch.popularity;
      talk.tell(popularityMessage(batch.popularity));
    }
    talk.peer.allow(4 * expected + FRAME_BYTES);
    talk.tell(scoreMessage(batch, id));
    let answer = await talk.hear(...types);
    // A method may tell progress while it is asked for a validation's scores.
    while (answer.type === "progress") {
      if (host) tellProgress(host, answer);
      answer = await talk.hear(...types);
    }
    if (answer.values.id !== id) {
      talk.fail("protocol", `scores of question ${answer.values.id}`, `those of ${id}`);
    }
    const scores = column(talk, answer, "scores", Float32Array);
    this.#check(scores, expected);
    return scores;
  }

  #expected({ candidates, length, domain }: QueryBatch): number {
    if (candidates.kind === "list") return candidates.items.length;
    let total = 0;
    for (let q = 0; q < length; q++) total += this.#pools[domain[q]];
    return total;
  }

  #check(scores: Float32Array, expected: number): void {
    const cannot = `Cannot take the scores of "${this.#talk.plugin.name}"`;
    if (scores.length !== expected) {
      throw new PluginFailure(
        "scores",
        `${cannot}: ${scores.length} numbers, expected ${expected}, one per candidate`,
      );
    }
    for (let i = 0; i < expected; i++) {
      if (scores[i] === Infinity || scores[i] === -Infinity) {
        throw new PluginFailure(
          "scores",
          `${cannot}: ${scores[i]} for candidate ${i}, expected a finite number or NaN`,
        );
      }
    }
  }
}

function column<A extends object>(
  talk: Conversation,
  message: Message,
  name: string,
  kind: { new (length: number): A },
): A {
  try {
    return readColumn(message, name, kind);
  } catch {
    return talk.fail(
      "protocol",
      `a frame "${message.type}" without ${name}`,
      `them as ${kind.name}`,
    );
  }
}

/** NaN stands for what the event does not tell. */
function tellProgress(host: FitHost, { columns: { event } }: Message): void {
  const [done, total, loss] = event ?? [];
  if (event?.length !== 3 || Number.isNaN(done)) return;
  host.progress?.({
    done,
    ...!Number.isNaN(total) && { total },
    ...!Number.isNaN(loss) && { loss },
  });
}
