import type { Method, Scorer } from "../contract/mod.ts";
import type { ConformanceOptions } from "./conformance.ts";
import { fitContext, type TestFitContext } from "./fit_context.ts";
import { type SmallTask, smallTask } from "./small_task.ts";

/** How a case wants its fit. */
export interface FitOptions {
  /** What to fit; the subject's own small task unless said. */
  readonly task?: SmallTask;
  /** Run seed; 1 unless said. */
  readonly seed?: number;
  /** The whole config; the defaults with the quick values unless said. */
  readonly config?: object;
  /** State to go on from; none unless said. */
  readonly resume?: Uint8Array;
}

/** A scorer, and the context of its fit. */
export interface Fitted {
  readonly scorer: Scorer;
  readonly context: TestFitContext;
}

/** A method under test. */
export interface Subject extends ConformanceOptions, AsyncDisposable {
  /** The method. */
  readonly method: Method;
  /** What it is fitted on. */
  readonly task: SmallTask;
  /** The defaults, with those of the values that the method has a key for. */
  config(values: Readonly<Record<string, unknown>>): object;
  /** One fit as `fit` does it unless told: made when first asked for, freed with the subject. */
  shared(): Promise<Fitted>;
  /** Fits, lends the scorer to `use`, and frees it whatever happens. */
  fit<T>(
    use: (scorer: Scorer, context: TestFitContext) => Promise<T>,
    options?: FitOptions,
  ): Promise<T>;
}

/** A method with what the cases need to question it. */
export function subjectOf(method: Method, options: ConformanceOptions): Subject {
  const { min, max } = method.meta.domains;
  const own = smallTask(Math.max(min, Math.min(2, max)));
  const config = (values: Readonly<Record<string, unknown>>) => ({
    ...method.defaults,
    ...Object.fromEntries(
      Object.entries(values).filter(([key]) => Object.hasOwn(method.defaults, key)),
    ),
  });
  async function fitted({ task = own, seed = 1, resume, ...rest }: FitOptions): Promise<Fitted> {
    const lent = { seed, device: options.device };
    const context = fitContext(task, resume === undefined ? lent : { ...lent, resume });
    const scorer = await method.fit(task.train, rest.config ?? config(options.quick), context);
    return { scorer, context };
  }
  let shared: Promise<Fitted> | undefined;
  return {
    ...options,
    method,
    task: own,
    config,
    shared: () => shared ??= fitted({}),
    async fit(use, how = {}) {
      const { scorer, context } = await fitted(how);
      try {
        return await use(scorer, context);
      } finally {
        await scorer[Symbol.asyncDispose]?.();
      }
    },
    async [Symbol.asyncDispose]() {
      // A fit that failed has failed the cases that asked for it.
      const last = await shared?.catch(() => undefined);
      await last?.scorer[Symbol.asyncDispose]?.();
    },
  };
}
