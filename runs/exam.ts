import type { RestrictedTask } from "../protocols/restrict_task.ts";
import type { Task } from "../protocols/task.ts";
import type { Examinee } from "./examinee.ts";

/** A task, whole or restricted to some of its domains, and who sits it. */
export interface Exam {
  /** What is asked. */
  readonly task: Task | RestrictedTask;
  /** Who is asked, in the order given. */
  readonly examinees: readonly Examinee[];
}
