import type { Corpus } from "../core/corpus.ts";
import { UserError } from "../core/user_error.ts";
import { resolveData } from "../datasets/resolve_data.ts";
import type { EmbedProgress } from "../datasets/text/embed_options.ts";
import { chooseArms } from "../protocols/choose_arms.ts";
import { freeze } from "../protocols/freeze.ts";
import type { Task } from "../protocols/task.ts";
import { clock } from "./clock.ts";
import { embedItems } from "./embed_items.ts";
import type { Exam } from "./exam.ts";
import type { Examinee } from "./examinee.ts";
import { examsOf } from "./exams_of.ts";
import { type Asked, gatherExaminees, type RefusedPlugin } from "./gather_examinees.ts";
import type { ItemTexts } from "./item_texts.ts";
import { refuseUnsuited } from "./refuse_unsuited.ts";
import type { TextOptions } from "./text_options.ts";

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
  /** How texts become vectors, where a method needs them. */
  readonly texts?: TextOptions;
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

/** Where exams are gathered. */
export type GatherEnvironment = Parameters<typeof gatherExaminees>[1] & {
  /** Where paths of files are seen from. */
  readonly folder: string;
  /** Told how far the texts are, where they are embedded. */
  readonly onText?: (progress: EmbedProgress) => void;
};

/**
 * Everything that is decided before the first run: who is examined, on what data, by which tasks, with
 * which vectors of texts. Whatever can be refused is refused here.
 *
 * @returns `texts`: what those who need text are shown, if anybody does
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
  environment: GatherEnvironment,
): Promise<{ corpus: Corpus; tasks: TaskExams[]; texts?: ItemTexts; refused: RefusedPlugin[] }> {
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
  if (!examinees.some(needsText)) return { corpus, tasks, refused };
  const { signal, onText: progress } = environment;
  const texts = await embedItems(corpus, { ...asked.texts, signal, progress });
  const shown = tasks.map(({ exams, ...task }) => ({
    ...task,
    exams: exams.map((exam) => ({
      ...exam,
      examinees: exam.examinees.map((each) => needsText(each) ? { ...each, texts } : each),
    })),
  }));
  return { corpus, tasks: shown, texts, refused };
}

function needsText(examinee: Examinee): boolean {
  return examinee.kind === "plugin" && examinee.meta.needs.includes("text");
}
