import { answerAsks } from "./_answer_asks.ts";
import type { Catalogue, MethodMeta, QueryBatch, TrainView } from "./contract/mod.ts";
import type { Conversation } from "./_conversation.ts";
import { HostScorer, lacks } from "./_host_scorer.ts";
import { Questions } from "./_questions.ts";
import { readOffers } from "./_read_offers.ts";
import type { Session, SessionUsage } from "./session.ts";
import type { SessionHost } from "./session_host.ts";
import type { SessionOffers, SessionScorer } from "./session_scorer.ts";
import type { SessionVectors } from "./session_vectors.ts";
import { whereNotJson } from "./_where_not_json.ts";
import { fitMessage } from "./wire/fit_message.ts";
import { loadMessage } from "./wire/load_message.ts";
import type { Message } from "./wire/message.ts";
import { withResume } from "./_with_resume.ts";

type Json = Readonly<Record<string, unknown>>;

/** The host's side of a session, the same through the wall and in-process. */
export class HostSession implements Session {
  readonly meta: MethodMeta;
  readonly defaults: Json;
  readonly space?: Json;
  readonly #talk: Conversation;
  readonly #questions: Questions;
  /** What was fitted or loaded last. */
  #scorer: HostScorer | undefined;

  constructor(
    talk: Conversation,
    { meta, defaults, space }: { meta: MethodMeta; defaults: Json; space?: Json },
  ) {
    this.#talk = talk;
    this.#questions = new Questions(talk);
    this.meta = meta;
    this.defaults = defaults;
    if (space) this.space = space;
  }

  fit(train: TrainView, config: object, host: SessionHost): Promise<void> {
    const message = () => fitMessage(train, { config });
    return this.#make(message, { catalogue: train.catalogue, config, host, done: "fitted" });
  }

  async load(
    weights: Uint8Array,
    saved: { readonly catalogue: Catalogue; readonly config: object; readonly host: SessionHost },
  ): Promise<void> {
    if (!(await this.offers()).load) throw lacks("load", this.#talk.plugin.name);
    await this.#make(() => loadMessage(weights, saved), { ...saved, done: "loaded" });
  }

  async offers(): Promise<SessionOffers> {
    if (this.#scorer) return await this.#scorer.offers();
    return await this.#talk.part(async () =>
      readOffers(await this.#questions.ask({ type: "offers", values: {}, columns: {} }, "offers"))
    );
  }

  async score(batch: QueryBatch): Promise<Float32Array> {
    return await this.#made().score(batch);
  }

  async vectors(): Promise<SessionVectors | undefined> {
    return await this.#made().vectors();
  }

  async adapt(target: TrainView, host: SessionHost): Promise<SessionScorer> {
    return await this.#made().adapt(target, host);
  }

  async save(): Promise<Uint8Array> {
    return await this.#made().save();
  }

  close(): Promise<SessionUsage> {
    return this.#talk.end();
  }

  /** Lets the method make the scorer that this session is from then on. */
  #make(
    message: () => Message,
    { catalogue, config, host, done }: {
      readonly catalogue: Catalogue;
      readonly config: object;
      readonly host: SessionHost;
      readonly done: string;
    },
  ): Promise<void> {
    return this.#talk.part(async () => {
      const where = whereNotJson(config, "config");
      if (where) this.#talk.fail("contract", where, "plain JSON");
      this.#talk.tell(withResume(message(), host));
      const pools = catalogue.domains.map(({ pool }) => pool.length);
      await answerAsks(this.#questions, host, { done, pools });
      this.#scorer = new HostScorer(this.#questions, catalogue);
    });
  }

  #made(): HostScorer {
    this.#talk.assertOpen();
    if (this.#scorer) return this.#scorer;
    throw new TypeError(
      `Cannot ask "${this.#talk.plugin.name}": it has no scorer yet, expected fit or load first`,
    );
  }
}
