import { UserError } from "../core/user_error.ts";
import { restrictTask } from "../protocols/restrict_task.ts";
import type { Task } from "../protocols/task.ts";
import type { Exam } from "./exam.ts";
import type { Examinee } from "./examinee.ts";

/**
 * The exams that a task makes: the whole of it for whoever learns from all its domains at once, and
 * its parts. Who learns from fewer sits every set of as many domains as they can (every pair, or each
 * domain), and a row of theirs is made of those; for transfer gain, every method that learns from more
 * than one also sits each domain alone.
 *
 * A domain counts if the task has an event of it. Parts without a test case or a training event are
 * left out: nothing could be asked, or learned.
 *
 * @param options `transferGain`: whether methods (not controls) sit each domain alone, too
 * @throws {UserError} if the task has events of fewer domains than a method needs
 * @returns the whole task first, then its parts: the larger first, in the domains' order
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { examsOf } from "./exams_of.ts";
 * import { nextIdExaminee } from "./next_id_examinee.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const exams = examsOf(task, [await nextIdExaminee()], { transferGain: true });
 * if (exams.length !== 1 || exams[0].task !== task) throw new Error("a control sat a part");
 * ```
 */
export function examsOf(
  task: Task,
  examinees: readonly Examinee[],
  { transferGain }: { transferGain: boolean },
): Exam[] {
  const domains = task.corpus.catalogue.domains.length;
  const live = liveDomains(task), sitters = new Map<string, Examinee[]>();
  const sits = (part: readonly number[], who: Examinee): void => {
    sitters.set(part.join(), [...sitters.get(part.join()) ?? [], who]);
  };
  const whole = examinees.filter((examinee) => learnsFrom(examinee, domains));
  for (const examinee of examinees) {
    if (examinee.kind === "host") continue;
    const { min, max } = examinee.meta.domains, most = Math.min(max, live.length);
    if (most < min) {
      throw new UserError(
        `Cannot run method "${examinee.about.id}" on "${task.corpus.id}": the task has events of ${live.length} ` +
          `domain${live.length === 1 ? "" : "s"}, expected at least ${min}`,
      );
    }
    if (!learnsFrom(examinee, domains)) {
      for (const part of subsets(live, most)) sits(part, examinee);
    }
    const alone = transferGain && examinee.role === "method" && min === 1 && most > 1;
    if (alone) { for (const domain of live) sits([domain], examinee); }
  }
  const parts = [...sitters].map(([name, who]) => ({ domains: name.split(",").map(Number), who }))
    .sort((a, b) => b.domains.length - a.domains.length || inOrder(a.domains, b.domains))
    .map(({ domains, who }) => ({ task: restrictTask(task, domains), examinees: who }))
    .filter(({ task: { test, counts } }) => test.length > 0 && counts.trainingEvents > 0);
  return [...(whole.length ? [{ task, examinees: whole }] : []), ...parts];
}

function learnsFrom(examinee: Examinee, domains: number): boolean {
  return examinee.kind === "host" || examinee.meta.domains.max >= domains;
}

/** Domains with an event in the task. */
function liveDomains({ corpus: { catalogue }, timeline }: Task): number[] {
  const lives = new Uint8Array(catalogue.domains.length);
  for (const item of timeline.item) lives[catalogue.domain[item]] = 1;
  return Array.from(lives, (_, domain) => domain).filter((domain) => lives[domain]);
}

/** Every set of `size` members, in their order. */
function subsets(members: readonly number[], size: number): number[][] {
  if (size === 0) return [[]];
  return members.flatMap((member, at) =>
    subsets(members.slice(at + 1), size - 1).map((rest) => [member, ...rest])
  );
}

function inOrder(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((domain, i) => domain !== b[i]);
  return at < 0 ? 0 : a[at] - b[at];
}
