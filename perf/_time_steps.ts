import process from "node:process";
import { Adam, differentiate, type Parameters, type TrainingStep } from "../nn/mod.ts";
import { median } from "./_median.ts";

/** A training step and the parameters that it changes. */
export interface Timed {
  readonly parameters: Parameters;
  readonly step: TrainingStep;
}

/** What steps took, in milliseconds of CPU, and the size of their models. */
export interface StepTime {
  /** The median. */
  readonly milliseconds: number;
  readonly fastest: number;
  readonly slowest: number;
  readonly parameters: number;
  readonly withoutItemVectors: number;
}

/** Times steps, which take turns: a gradient and an update each; a first turn is to warm up. */
export async function timeSteps(
  rivals: Readonly<Record<string, Timed>>,
  { rounds }: { rounds: number },
): Promise<Record<string, StepTime>> {
  const times: Record<string, number[]> = {};
  const adam = Object.fromEntries(
    Object.keys(rivals).map((name) => [name, new Adam({ learningRate: 1e-3 })]),
  );
  for (let round = 0; round <= rounds; round++) {
    for (const [name, { parameters, step }] of Object.entries(rivals)) {
      const before = process.cpuUsage();
      const { gradients } = await (step.slopes?.() ?? differentiate(step.inputs, step.loss));
      const wanted = Object.entries(gradients)
        .filter(([path]) => step.trained?.includes(path) ?? true);
      adam[name].update(parameters, Object.fromEntries(wanted), { rows: step.rows ?? {} });
      const { user, system } = process.cpuUsage(before);
      if (round > 0) (times[name] ??= []).push((user + system) / 1000);
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, milliseconds]) => [name, {
      milliseconds: median(milliseconds),
      fastest: Math.min(...milliseconds),
      slowest: Math.max(...milliseconds),
      parameters: count(rivals[name].parameters, () => true),
      withoutItemVectors: count(rivals[name].parameters, (path) => !path.endsWith("item.weight")),
    }]),
  );
}

function count(parameters: Parameters, isCounted: (path: string) => boolean): number {
  return Object.entries(parameters).filter(([path]) => isCounted(path))
    .reduce((sum, [, { values }]) => sum + values.length, 0);
}
