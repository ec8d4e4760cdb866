import type { Task } from "../task.ts";

/** Per timeline event: 1 = a method may learn from it, in its fit or when it adapts. */
export function learned(
  { training, adaptation }: Pick<Task, "training" | "adaptation">,
): Uint8Array {
  return adaptation ? training.map((each, row) => each | adaptation.view[row]) : training;
}
