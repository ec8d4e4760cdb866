import { UserError } from "../core/user_error.ts";
import { copyPlugin } from "../plugins/copy_plugin.ts";
import { PluginFailure } from "../plugins/plugin_failure.ts";
import type { PluginCopy } from "../plugins/plugin_copy.ts";
import { describePlugin, type PluginDescription } from "./describe_plugin.ts";
import type { Examinee } from "./examinee.ts";
import { findMethods } from "./find_methods.ts";
import { listMethods } from "./list_methods.ts";
import { mergeConfig } from "./merge_config.ts";
import { nextIdExaminee } from "./next_id_examinee.ts";

/** Plugins that run with every task (rule 9); the fourth, `next_id`, runs on the host. */
const CONTROLS = ["random", "popularity", "rare_first"];

/** What the person asked for. */
export interface Asked {
  /** Ids of built-in methods. */
  readonly methods: readonly string[];
  /** Paths of plugins: folders or files. */
  readonly plugins: readonly string[];
  /** Config values by method id. */
  readonly config: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A plugin that did not get as far as a run. */
export interface RefusedPlugin {
  /** Where it came from. */
  readonly source: string;
  /** What is wrong with it. */
  readonly failure: PluginFailure;
}

/**
 * Everyone who will sit the exam: what was asked for and the controls, each copied, hashed and asked
 * who it is.
 *
 * @returns who can run, in the order asked, the controls after them; and the plugins that cannot
 * @throws {UserError} on unknown methods, configs for nobody, two methods of one id
 *
 * @example
 * ```ts
 * import { limits } from "../plugins/limits.ts";
 * import { gatherExaminees } from "./gather_examinees.ts";
 * const { signal } = new AbortController();
 * const { examinees } = await gatherExaminees(
 *   { methods: [], plugins: [], config: {} },
 *   { device: "cpu", limits: limits(), signal, inProcess: true },
 * );
 * const ids = examinees.map(({ about }) => about.id).join();
 * if (ids !== "random,popularity,rare_first,next_id") throw new Error("not the four controls");
 * ```
 */
export async function gatherExaminees(
  asked: Asked,
  environment: Parameters<typeof describePlugin>[1],
): Promise<{ examinees: Examinee[]; refused: RefusedPlugin[] }> {
  const ids = [...new Set([...asked.methods, ...CONTROLS])].filter((id) => id !== "next_id");
  const builtIn = await findMethods(ids);
  const sources = [...builtIn.map(({ folder }) => folder), ...asked.plugins];
  const examinees: Examinee[] = [], refused: RefusedPlugin[] = [];
  const house = new Map((await listMethods()).map(({ id, folder }) => [id, folder]));
  const met = new Map<string, string>();
  for (const source of sources) {
    const known = await meet(source, environment);
    if ("failure" in known) {
      refused.push(known);
      continue;
    }
    const { copy, meta, defaults, space = {} } = known;
    // Verdicts and tables know the house's methods by their ids: nobody else may bear one.
    if (meta.id === "next_id" || (house.get(meta.id) ?? source) !== source) {
      refused.push({ source, failure: taken(copy, meta.id) });
      continue;
    }
    const other = met.get(meta.id);
    if (other !== undefined) {
      throw new UserError(
        `Cannot run two methods called "${meta.id}": "${other}" and "${source}", ` +
          "expected different ids",
      );
    }
    met.set(meta.id, source);
    const { id, version, title, variant, citation } = meta, chosen = asked.config[id] ?? {};
    const free = Object.entries(space).filter(([key]) => !Object.hasOwn(chosen, key));
    examinees.push({
      kind: "plugin",
      role: CONTROLS.includes(id) ? "control" : "method",
      copy,
      meta,
      about: {
        ...{ id, version, title, variant, citation },
        ...(meta.singleDomain !== undefined && { singleDomain: meta.singleDomain }),
      },
      config: mergeConfig(id, defaults, chosen),
      ...(free.length > 0 && { space: Object.fromEntries(free) }),
    });
  }
  for (const id of Object.keys(asked.config)) {
    if (!met.has(id)) {
      throw new UserError(
        `Cannot use the config of "${id}": not among the methods, expected one of ${
          [...met.keys()].join(", ")
        }`,
      );
    }
  }
  return { examinees: [...examinees, await nextIdExaminee()], refused };
}

function taken({ name }: PluginCopy, id: string): PluginFailure {
  const message = `Cannot use "${name}": its id "${id}" is built in, expected one of its own`;
  return new PluginFailure("contract", message);
}

/** Copies a plugin and asks who it is. What is wrong with it ends its own runs only. */
async function meet(
  source: string,
  environment: Parameters<typeof describePlugin>[1],
): Promise<({ copy: PluginCopy } & PluginDescription) | RefusedPlugin> {
  try {
    const copy = await copyPlugin(source);
    return { copy, ...await describePlugin(copy, environment) };
  } catch (failure) {
    if (failure instanceof PluginFailure) return { source, failure };
    throw failure;
  }
}
