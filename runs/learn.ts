import type { TrainView } from "../plugins/contract/mod.ts";
import type { Session, SessionUsage } from "../plugins/session.ts";
import type { SessionHost } from "../plugins/session_host.ts";
import type { SessionScorer } from "../plugins/session_scorer.ts";
import type { Task } from "../protocols/task.ts";
import type { ItemTexts } from "./item_texts.ts";
import { type Shuffle, shuffle } from "./shuffle.ts";
import { trainView } from "./train_view.ts";
import { type Validate, validateBy } from "./validate_by.ts";

/** A method that has learned what the task lets it learn. */
export interface Learned {
  /** Who answers the test. */
  readonly scorer: SessionScorer;
  /** The session that it belongs to. */
  readonly session: Session;
  /** What a session used that was closed before. */
  readonly spent: SessionUsage | undefined;
  /** The plugin indices that the scorer knows. */
  readonly shuffle: Shuffle;
  /** Whether it was fitted to the target alone, for want of `adapt`. */
  readonly fromScratch: boolean;
}

/** How a method is let learn. */
export interface Lesson {
  /** Opens a session of the method. */
  readonly open: () => Promise<Session>;
  /** Run seed. */
  readonly seed: number;
  /** Of the run. */
  readonly config: object;
  /** Vectors of the items' texts, if the method needs them. */
  readonly texts: ItemTexts | undefined;
  /** Wraps a validation, to count and time it. */
  readonly watch: (validate: Validate) => Validate;
  /** What else is answered while it learns; checkpoints are of the first fit alone. */
  readonly host: Omit<SessionHost, "validate">;
}

/**
 * Fits a method, and has it adapt where the task has a target for that: the fit then knows nothing of
 * the target, neither its items nor that it is there.
 *
 * Whether a method can adapt shows only when it is fitted. One that cannot is fitted once more, in a
 * session of its own: to what the target lets it learn, or where that is nothing to the sources again,
 * now with the target in the catalogue.
 *
 * @throws {PluginFailure} if the method's run ended early; its session is closed then
 */
export async function learn(task: Task, lesson: Lesson): Promise<Learned> {
  const { config, host, watch, texts } = lesson, { adaptation } = task;
  const sources = shuffle(task, lesson.seed), part = { domains: adaptation?.domain };
  const session = await lesson.open();
  try {
    const validate = watch(validateBy(task, sources, part));
    await session.fit(trainView(task, sources, { ...part, texts }), config, { ...host, validate });
    const whole = { scorer: session, session, spent: undefined, shuffle: sources };
    if (adaptation === undefined) return { ...whole, fromScratch: false };

    const target = targetPhase(task, lesson);
    if ((await session.offers()).adapt) {
      const scorer = await session.adapt(target.view, target.host);
      return { ...whole, scorer, shuffle: target.shuffle, fromScratch: false };
    }
    const spent = await session.close();
    if (adaptation.view.includes(1)) {
      return { ...await fitAgain(lesson, target), spent, fromScratch: true };
    }
    const again = { ...quiet(host), validate: watch(validateBy(task, sources)) };
    const phase = { view: trainView(task, sources, { texts }), shuffle: sources, host: again };
    return { ...await fitAgain(lesson, phase), spent, fromScratch: false };
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** What a method is given to learn, in one go. */
interface Phase {
  readonly view: TrainView;
  readonly shuffle: Shuffle;
  readonly host: SessionHost;
}

/** The target's events, with the whole catalogue, and its validation users. */
function targetPhase(task: Task, { seed, watch, host, texts }: Lesson): Phase {
  const { adaptation } = task;
  if (!adaptation) throw new TypeError("Cannot adapt: a task without a target, expected one");
  const { view: learned, trainable, validation: cases } = adaptation;
  const own = shuffle(task, seed, learned);
  return {
    view: trainView(task, own, { learned, trainable, texts }),
    shuffle: own,
    host: { ...quiet(host), validate: watch(validateBy(task, own, { cases })) },
  };
}

async function fitAgain(
  { open, config }: Lesson,
  { view, shuffle, host }: Phase,
): Promise<Pick<Learned, "scorer" | "session" | "shuffle">> {
  const session = await open();
  try {
    await session.fit(view, config, host);
    return { scorer: session, session, shuffle };
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** Without checkpoints: a run that is resumed does all but its first fit again. */
function quiet({ progress }: Lesson["host"]): Pick<SessionHost, "progress"> {
  return progress ? { progress } : {};
}
