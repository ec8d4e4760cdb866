import { answerAsks } from "./_answer_asks.ts";
import { askScore } from "./_ask_score.ts";
import { type CatalogueStart, catalogueStart, checkGoesOn } from "./_check_goes_on.ts";
import type { Catalogue, QueryBatch, TrainView } from "./contract/mod.ts";
import { HostVectors } from "./_host_vectors.ts";
import { PluginFailure } from "./plugin_failure.ts";
import { FRAME_BYTES, type Questions, scorerValue } from "./_questions.ts";
import { readOffers } from "./_read_offers.ts";
import type { SessionHost } from "./session_host.ts";
import type { SessionOffers, SessionScorer } from "./session_scorer.ts";
import type { SessionVectors } from "./session_vectors.ts";
import { takeColumn } from "./_take_column.ts";
import { fitMessage } from "./wire/fit_message.ts";
import { withResume } from "./_with_resume.ts";

/** The host's side of one scorer, the same through the wall and in-process. */
export class HostScorer implements SessionScorer {
  readonly #questions: Questions;
  readonly #number: number;
  readonly #catalogue: CatalogueStart;
  readonly #vectors: HostVectors;
  #offers: SessionOffers | undefined;

  /** @param catalogue what it was fitted, adapted or loaded with */
  constructor(questions: Questions, catalogue: Catalogue) {
    this.#questions = questions;
    this.#number = questions.nextScorer();
    this.#catalogue = catalogueStart(catalogue);
    const { pools } = this.#catalogue;
    this.#vectors = new HostVectors(questions, { number: this.#number, pools });
  }

  async offers(): Promise<SessionOffers> {
    this.#questions.talk.assertOpen();
    this.#offers ??= await this.#questions.talk.part(async () => {
      const values = scorerValue(this.#number);
      return readOffers(
        await this.#questions.ask({ type: "offers", values, columns: {} }, "offers"),
      );
    });
    return this.#offers;
  }

  score(batch: QueryBatch): Promise<Float32Array> {
    const { pools } = this.#catalogue;
    return this.#questions.talk.part(() =>
      askScore(this.#questions, batch, { number: this.#number, pools })
    );
  }

  async vectors(): Promise<SessionVectors | undefined> {
    return (await this.offers()).vectors ? this.#vectors : undefined;
  }

  async adapt(target: TrainView, host: SessionHost): Promise<SessionScorer> {
    const questions = this.#questions, { talk } = questions;
    if (!(await this.offers()).adapt) throw lacks("adapt", talk.plugin.name);
    checkGoesOn(this.#catalogue, target.catalogue, talk.plugin.name);
    return await talk.part(async () => {
      const message = { ...fitMessage(target, scorerValue(this.#number)), type: "adapt" };
      talk.tell(withResume(message, host));
      const { pools } = catalogueStart(target.catalogue);
      await answerAsks(questions, host, { done: "adapted", pools });
      return new HostScorer(questions, target.catalogue);
    });
  }

  async save(): Promise<Uint8Array> {
    const { talk } = this.#questions;
    if (!(await this.offers()).save) throw lacks("save", talk.plugin.name);
    return await talk.part(async () => {
      const message = { type: "save", values: scorerValue(this.#number), columns: {} };
      const answer = await this.#questions.ask(message, "weights");
      const weights = takeColumn(talk, answer, { name: "weights", kind: Uint8Array });
      // As a checkpoint: no bigger than the limit, and not held against it.
      talk.peer.allow(weights.byteLength + FRAME_BYTES);
      return weights;
    });
  }
}

/** The failure of a method that lacks a function; it ends no conversation. */
export function lacks(what: "adapt" | "save" | "load", name: string): PluginFailure {
  const cannot = what === "load" ? "load the weights of" : what;
  return new PluginFailure(
    "contract",
    `Cannot ${cannot} "${name}": it has no ${what}(), expected one`,
  );
}
