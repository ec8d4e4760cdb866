import type { Corpus } from "../core/corpus.ts";
import { UserError } from "../core/user_error.ts";
import { resolveData } from "../datasets/resolve_data.ts";
import { chooseArms } from "../protocols/choose_arms.ts";
import { freeze } from "../protocols/freeze.ts";
import type { Task } from "../protocols/task.ts";
import { clock } from "./clock.ts";
import type { Exam } from "./exam.ts";
import { examsOf } from "./exams_of.ts";
import { type Asked, gatherExaminees, type RefusedPlugin } from "./gather_examinees.ts";
import { refuseUnsuited } from "./refuse_unsuited.ts";

/** What a person wants to be examined, and by what. */
export interface AskedExams extends Asked {
  /** Dataset id or path of a file. */
  readonly data: string;
  /** Column names of a file. */
  readonly columns: Readonly<Record<string, string>>;
  /** Whether the domains of a file share their items. */
  readonly sharedItems: boolean;
  /** Name of the protocol; `/arm` behind it asks one arm, all of them otherwise. */
  readonly protocol: string;
  /** Whether methods sit each domain alone, too. */
  readonly transferGain: boolean;
}

/** One task and the exams that it makes. */
export interface TaskExams {
  /** The whole task. */
  readonly task: Task;
  /** Seconds that freezing it took. */
  readonly freezeSeconds: number;
  /** The whole task and its parts, each with who sits it. */
  readonly exams: readonly Exam[];
}

/**
 * Everything that is decided before the first run: who is examined, on what data, by which tasks.
 * Whatever can be refused is refused here.
 *
 * @param environment `folder`: where paths of files are seen from; the others as for `describePlugin`
 * @throws {UserError} on unknown names, data that cannot be read, a method or a protocol that does not
 * suit the data
 *
 * @example
 * ```ts
 * import { limits } from "../plugins/limits.ts";
 * import { gatherExams } from "./gather_exams.ts";
 * const { signal } = new AbortController(), inProcess = true;
 * const how = { device: "cpu", limits: limits(), signal, inProcess, folder: "." } as const;
 * const data = { data: "tundra-tiny", columns: {}, sharedItems: false };
 * const asked = { ...data, protocol: "leave-one-out-99@1", methods: [], plugins: [], config: {} };
 * const { tasks } = await gatherExams({ ...asked, transferGain: true }, how);
 * if (tasks[0].exams.length !== 1) throw new Error("controls sit the whole task alone");
 * ```
 */
export async function gatherExams(
  asked: AskedExams,
  environment: Parameters<typeof gatherExaminees>[1] & { readonly folder: string },
): Promise<{ corpus: Corpus; tasks: TaskExams[]; refused: RefusedPlugin[] }> {
  const { examinees, refused } = await gatherExaminees(asked, environment);
  const corpus = await resolveData(asked.data, environment.folder, asked);
  for (const examinee of examinees) refuseUnsuited(examinee, corpus);
  if (asked.transferGain && corpus.catalogue.domains.length < 2) {
    throw new UserError(
      `Cannot measure transfer gain on "${corpus.id}": the data has 1 domain, expected at least 2`,
    );
  }
  const arms = await chooseArms(asked.protocol, corpus.catalogue.domains);
  const tasks = arms.map((frozen) => {
    const start = clock(), task = freeze(corpus, frozen), freezeSeconds = clock() - start;
    return { task, freezeSeconds, exams: examsOf(task, examinees, asked) };
  });
  return { corpus, tasks, refused };
}
