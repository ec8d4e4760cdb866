import type { RefusedPlugin } from "../runs/gather_examinees.ts";
import type { RunEnd } from "../runs/run_one.ts";
import { towardsHere } from "./towards_here.ts";

/** A failure as it is told to a person or a program. */
export interface ToldFailure {
  /** Method and seed, or the plugin's place. */
  readonly who: string;
  /** `PluginFailureCode`. */
  readonly code: string;
  /** One line. */
  readonly message: string;
}

/**
 * Every failure of a bench: plugins that did not get as far as a run, then runs.
 *
 * @example
 * ```ts
 * import { PluginFailure } from "../plugins/plugin_failure.ts";
 * import { fromHere } from "./from_here.ts";
 * import { toldFailures } from "./told_failures.ts";
 * const failure = new PluginFailure("inspect", "Cannot run");
 * const [told] = toldFailures([{ source: fromHere("mine.ts"), failure }], []);
 * if (told.who !== "mine.ts" || told.code !== "inspect") throw new Error("not told");
 * ```
 */
export function toldFailures(
  refused: readonly RefusedPlugin[],
  ends: readonly RunEnd[],
): ToldFailure[] {
  const plugins = refused.map(({ source, failure: { code, message } }) => ({
    who: towardsHere(source),
    code,
    message,
  }));
  const runs = ends.flatMap((end) => {
    if (end.state !== "failed") return [];
    const { run: { examinee, inputs }, failure: { code, message } } = end;
    return [{ who: `${examinee.about.id} seed ${inputs.seed}`, code, message }];
  });
  return [...plugins, ...runs];
}
