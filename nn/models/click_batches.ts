import type { RandomStream } from "../../core/random_stream.ts";
import { EventSamples } from "../batching/event_samples.ts";
import type { SampleView } from "../batching/event_samples.ts";
import { sampleBatches } from "../batching/sample_batches.ts";
import type { Behaviours } from "./behaviours.ts";
import type { JointClickModel } from "./joint_click_model.ts";

/** The behaviours of one step. */
export interface JointBatch {
  /** Target behaviours. */
  readonly target: Behaviours;
  /** As many source behaviours; none where they are not wanted, or there are none. */
  readonly source?: Behaviours;
  /** A stream for the step, from its start. */
  random(label: string): RandomStream;
}

/**
 * The batches of one epoch: every trainable target event of a view once, and to each batch as many
 * trainable source events, drawn anew, each with the same chance, whoever's they are. So each sum of a
 * joint loss is over all behaviours of its side (MiNet's batches come from the two sides by themselves,
 * too). What a behaviour is paired with is drawn from its history.
 *
 * @param options `batchSize`, the run's `seed`, which `epoch` it is; `source`: whether source behaviours
 * are wanted
 *
 * @example
 * ```ts
 * import { clickBatches } from "./click_batches.ts";
 * if (clickBatches.length !== 3) throw new Error("not of a model, a view and options");
 * ```
 */
export function* clickBatches(
  model: Pick<JointClickModel, "target" | "sources" | "network" | "behaviours">,
  view: SampleView,
  options: { batchSize: number; seed: number; epoch: number; source: boolean },
): Generator<JointBatch, void> {
  const { target: domain, sources: domains, network: { target: { reads } } } = model;
  const events = new EventSamples(view, { domains: options.source ? domains : [] });
  const length = Math.max(reads.target ?? 0, reads.source ?? 0);
  for (const batch of sampleBatches(view, { ...options, domain, length })) {
    const random = (label: string) => batch.random(label);
    const target = model.behaviours(batch, { side: "target", random: random("target pairs") });
    if (events.size === 0) {
      yield { target, random };
      continue;
    }
    const draw = random("source");
    const drawn = events.at(Array.from(batch.target, () => draw.below(events.size)));
    const source = model.behaviours(drawn, { side: "source", random: random("source pairs") });
    yield { target, source, random };
  }
}
