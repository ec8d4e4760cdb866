import type { RunRecord, RunResult } from "../../leaderboard/schema/run_record.ts";
import type { SubmissionCheck } from "../../leaderboard/schema/submission.ts";
import { copyPlugin } from "../../plugins/copy_plugin.ts";
import { PluginFailure } from "../../plugins/plugin_failure.ts";
import type { Examinee } from "../examinee.ts";
import { gatherExaminees } from "../gather_examinees.ts";
import { listMethods } from "../list_methods.ts";

/** Who ran, as far as it is here, and whether it is who the record says. */
export interface SubmittedExaminee {
  /** What was found. */
  readonly checks: readonly SubmissionCheck[];
  /** Nobody if it is not here, is refused or somebody else. */
  readonly examinee?: Examinee;
}

/**
 * Who ran for a record: a built-in method, or the plugin that lies here. It is inspected, asked who it
 * is, and its code is held against the record's.
 *
 * @param plugin path of the plugin, and what it was called; a built-in method unless said
 * @throws {UserError} if there is no such plugin
 *
 * @example
 * ```ts
 * import example from "../../leaderboard/schema/record.example.json" with { type: "json" };
 * import { parseRecord } from "../../leaderboard/schema/parse_record.ts";
 * import { limits } from "../../plugins/limits.ts";
 * import { submittedExaminee } from "./submitted_examinee.ts";
 * const record = parseRecord(JSON.stringify(example)), { signal } = new AbortController();
 * const how = { device: "cpu", limits: limits(), signal, inProcess: true } as const;
 * const { checks: [{ state }] } = await submittedExaminee(record, how);
 * if (state === "good") throw new Error("the example is of a method that was never written");
 * ```
 */
export async function submittedExaminee(
  { result }: RunRecord,
  { plugin, ...environment }:
    & { readonly plugin?: { readonly path: string; readonly named: string } | undefined }
    & Parameters<typeof gatherExaminees>[1],
): Promise<SubmittedExaminee> {
  const { id, closure } = result.method, where = plugin?.named ?? id;
  const one = (state: SubmissionCheck["state"], said: string): SubmissionCheck => (
    { check: "plugin", state, where, said }
  );
  const builtIn = id === "next_id" || (await listMethods()).some((method) => method.id === id);
  if (!plugin && !builtIn) {
    return { checks: [one("open", "no built-in method, expected --plugin <dir|file|url>")] };
  }
  if (plugin) {
    const refused = await refusal(plugin.path);
    if (refused !== undefined) return { checks: [one("bad", refused)] };
  }
  const { examinees, refused: [refused] } = await gatherExaminees({
    methods: plugin || id === "next_id" ? [] : [id],
    plugins: plugin ? [plugin.path] : [],
    config: {},
  }, environment);
  if (refused) return { checks: [one("bad", refused.failure.message)] };
  const found = examinees.find(({ about }) => about.id === id);
  if (!found) {
    const ids = examinees.filter(({ role }) => role === "method").map(({ about }) => about.id);
    return { checks: [one("bad", `method "${ids.join()}", expected "${id}" as recorded`)] };
  }
  const bad = differences(found, result);
  const mine = found.kind === "plugin" ? found.copy.closure : found.closure;
  if (mine !== closure) {
    bad.push(
      `its code has SHA-256 ${mine}, expected ${closure} as recorded: ` +
        "only numbers can be compared",
    );
  }
  const good = one("good", `its code has SHA-256 ${closure.slice(0, 8)}, as recorded`);
  return {
    checks: bad.length > 0 ? bad.map((said) => one("bad", said)) : [good],
    examinee: found,
  };
}

/** Why a plugin is refused before anything of it, or beside it, is started. */
async function refusal(path: string): Promise<string | undefined> {
  try {
    await copyPlugin(path);
    return undefined;
  } catch (error) {
    if (error instanceof PluginFailure) return error.message;
    throw error;
  }
}

/** In what it says of itself otherwise than the record. */
function differences(examinee: Examinee, { method }: RunResult): string[] {
  const { version, title, variant, citation } = examinee.about;
  const here = { version, title, variant, citation };
  const bad = (Object.keys(here) as (keyof typeof here)[])
    .filter((name) => here[name] !== method[name])
    .map((name) => `${name} "${here[name]}", expected "${method[name]}" as recorded`);
  const manifest = examinee.kind === "plugin" ? examinee.copy.manifest : undefined;
  if (method.packed && !manifest) bad.push("not packed, expected the packed file");
  for (const name of ["name", "licence", "code"] as const) {
    if (!method.packed || !manifest || manifest[name] === method.packed[name]) continue;
    bad.push(`${name} "${manifest[name]}", expected "${method.packed[name]}" as recorded`);
  }
  return bad;
}
