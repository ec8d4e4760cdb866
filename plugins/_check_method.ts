import type { Method } from "./contract/mod.ts";
import { PluginFailure } from "./plugin_failure.ts";
import { whereNotJson } from "./_where_not_json.ts";

/**
 * What a plugin's module exports by default, if it is a method.
 *
 * @throws {PluginFailure} "contract" if it is none, or has a config that is not plain JSON
 */
export function checkMethod(exported: unknown): Method {
  if (!isObject(exported)) refuse(`its default export is ${typeof exported}`, "a method");
  if (!isObject(exported.meta)) refuse("its method has no meta", "a MethodMeta");
  if (exported.meta.contract !== 1) {
    refuse(`its contract is ${exported.meta.contract}`, "contract 1");
  }
  if (!isMethod(exported)) refuse("its method has no function fit or no defaults", "both");
  for (const part of ["meta", "defaults", "space"] as const) {
    const where = exported[part] === undefined ? null : whereNotJson(exported[part], part);
    if (where) refuse(`its ${where}`, "plain JSON");
  }
  return exported;
}

function refuse(what: string, wanted: string): never {
  throw new PluginFailure("contract", `${what}, expected ${wanted}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Only what can be seen before it is called; `checkMeta` looks closer, on the host's side. */
function isMethod(value: Record<string, unknown>): value is Record<string, unknown> & Method {
  return isObject(value.defaults) && typeof value.fit === "function";
}
