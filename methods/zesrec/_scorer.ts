import type { FitContext, Scorer, TrainView } from "@permafrost/bench/method";
import { fineTune, type TextItemModel, trainTextItems } from "@permafrost/bench/nn";
import type { ZesrecConfig } from "./method.ts";

/** A scorer of a model, ⟨n_i, v_j⟩, that can be adapted to a target. */
export function scorerOf(model: TextItemModel, config: ZesrecConfig): Scorer {
  return model.scorer({
    adapt: async (target, context) => {
      // Equation 2: m_j and f_seq of them, without ε and ξ.
      const events = target.events.item.length;
      const own = model.moved(target.catalogue, { events }), scorer = scorerOf(own, config);
      if (events === 0) return scorer;
      await fineTune(own, {
        ...{ scorer, context },
        train: () => train(own, { view: target, config, context, phase: "adapt" }),
      });
      return scorer;
    },
  });
}

/**
 * Minimises equation 1 over the number of targets until validation stops getting better.
 *
 * @param options `phase`: fine-tuning has a learning rate and a number of epochs of its own
 * @throws {TypeError} if `context.resume` is of another config, phase or seed, or is damaged
 */
export async function train(
  model: TextItemModel,
  { view, config, context, phase }: {
    view: TrainView;
    config: ZesrecConfig;
    context: FitContext;
    phase: "fit" | "adapt";
  },
): Promise<void> {
  const { userPrecision, adaptLearningRate, adaptEpochs, ...rest } = config;
  await trainTextItems(model, {
    train: view,
    config: {
      ...rest,
      ...phase === "adapt" ? { learningRate: adaptLearningRate, epochs: adaptEpochs } : {},
      statePrecision: userPrecision,
      windows: "all",
      phase,
    },
    context,
  });
}
