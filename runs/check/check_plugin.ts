import { UserError } from "../../core/user_error.ts";
import { askCases } from "../../plugins/conformance/ask_cases.ts";
import { cureOf } from "../../plugins/conformance/cure_of.ts";
import { copyPlugin } from "../../plugins/copy_plugin.ts";
import { PluginFailure } from "../../plugins/plugin_failure.ts";
import { describePlugin } from "../describe_plugin.ts";
import { listMethods } from "../list_methods.ts";
import type { RunEnvironment } from "../run_environment.ts";
import { failureCure } from "./_failure_cure.ts";
import { TRIAL, trialRun } from "./trial_run.ts";

/** What one check of a plugin found. */
export interface PluginCheck {
  /** What has to hold. */
  readonly name: string;
  /** Whether it does; skipped if nobody looked. */
  readonly state: "passed" | "failed" | "skipped";
  /** What is wrong, in one line. */
  readonly problem?: string;
  /** Where in the plugin, as "method.ts:3:9", if that is known. */
  readonly place?: string;
  /** What can be done about it. */
  readonly cure?: string;
  /** What a check that passed has to tell, or why nobody looked. */
  readonly told?: string;
}

/** What a plugin is checked with. */
export type CheckOptions = Pick<RunEnvironment, "device" | "kernels" | "limits" | "signal"> & {
  /** Text of its README, where it has one. */
  readonly readme?: string | undefined;
  /** How the names of checks begin that are left out. */
  readonly skip: readonly string[];
};

/**
 * Checks a plugin as its author wants it checked before anybody else does: what it is made of, what it
 * says of itself, the conformance suite, and a run. All code of the plugin runs behind the wall. What
 * cannot be looked at because of what was found before is not told.
 *
 * @param source path of its folder, or of its one file
 * @throws {UserError} if there is no such plugin
 *
 * @example
 * ```ts
 * import { limits } from "../../plugins/limits.ts";
 * import { checkPlugin } from "./check_plugin.ts";
 * const source = await Deno.makeTempFile({ suffix: ".js" }), { signal } = new AbortController();
 * await Deno.writeTextFile(source, 'import "node:fs";');
 * const how = { device: "cpu", limits: limits(), signal, skip: [] } as const;
 * const found = await Array.fromAsync(checkPlugin(source, how));
 * await Deno.remove(source);
 * if (found.length !== 1 || found[0].state !== "failed") throw new Error("not found");
 * ```
 */
export async function* checkPlugin(
  source: string,
  options: CheckOptions,
): AsyncGenerator<PluginCheck> {
  const files = "its files are regular ones and import what the wall has";
  const copy = await copyPlugin(source).catch(orFailure);
  if (copy instanceof PluginFailure) return yield failed(files, copy);
  yield { name: files, state: "passed" };

  const says = "it is a method of this contract and says who it is";
  const about = await describePlugin(copy, { ...options, inProcess: false }).catch(orFailure);
  if (about instanceof PluginFailure) return yield failed(says, about);
  const { meta: { id, version } } = about;
  yield { name: says, state: "passed", told: `${id} ${version}` };

  const own = "its id is no built-in method's";
  const isTaken = id === "next_id" || (await listMethods()).some((method) => method.id === id);
  if (isTaken) {
    const cure = "choose another id in meta, so that it has a row of its own";
    yield { name: own, state: "failed", problem: `"${id}" is built in`, cure };
  } else yield { name: own, state: "passed" };

  const { readme = "", skip: asked } = options;
  // A packed file alone has no README to look at.
  const skip = options.readme === undefined ? [...asked, "README has"] : asked;
  const answers = askCases(copy, { ...options, seed: 1, id, readme, skip });
  try {
    for await (const { name, ...answer } of answers) {
      yield answer.state === "failed"
        ? { name, ...answer, cure: cureOf(name) }
        : { name, ...answer };
    }
  } catch (error) {
    yield failed("it can be asked the conformance suite", orFailure(error));
  }

  const name = `it runs on ${TRIAL.data} by ${TRIAL.protocol}`;
  if (asked.some((start) => name.startsWith(start))) return yield { name, state: "skipped" };
  // No bench takes it: that has been told, and is no fault of a run.
  if (isTaken) return yield { name, state: "skipped", told: "its id is built in" };
  const run = await trialRun(source, { ...options, id }).catch(orUnsuited);
  // The data does not suit it: that is no fault of a run.
  if (run instanceof UserError) return yield { name, state: "skipped", told: run.message };
  if ("failure" in run) return yield failed(name, run.failure);
  const stateful = run.stateful && {
    problem: "a score changed when it was asked again, in another batch",
    cure: "compute a query from its own row, and keep nothing in score",
  };
  yield {
    name,
    ...stateful ? { state: "failed", ...stateful } : { state: "passed", told: run.told },
  };
}

/** A plugin's own failure, to be told; anything else is ours, or the person's. */
function orFailure(error: unknown): PluginFailure {
  if (error instanceof PluginFailure) return error;
  throw error;
}

function orUnsuited(error: unknown): UserError {
  if (error instanceof UserError) return error;
  throw error;
}

function failed(name: string, { code, message }: PluginFailure): PluginCheck {
  return { name, state: "failed", problem: message, cure: failureCure(code) };
}
