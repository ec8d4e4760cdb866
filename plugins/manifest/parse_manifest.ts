import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { PluginFailure } from "../plugin_failure.ts";
import schema from "./manifest.schema.json" with { type: "json" };
import type { PluginManifest } from "./plugin_manifest.ts";

let isManifest: ValidateFunction<PluginManifest> | undefined;

/**
 * Reads the JSON of a manifest. The contract's version is looked at first: of a plugin for another one
 * nothing else can be said.
 *
 * @param name the plugin's name, for errors
 * @throws {PluginFailure} "contract" if it is for another contract, or of another shape than
 * `manifest.schema.json` says
 *
 * @example
 * ```ts
 * import { parseManifest } from "./parse_manifest.ts";
 * let refused = "";
 * try {
 *   parseManifest('{"contract": 2}', "mine");
 * } catch (error) {
 *   refused = String(error);
 * }
 * if (!refused.includes("its contract is 2, expected contract 1")) throw new Error(refused);
 * ```
 */
export function parseManifest(json: string, name: string): PluginManifest {
  function refuse(what: string): never {
    throw new PluginFailure("contract", `Cannot use "${name}": ${what}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    refuse("its first line holds no manifest, expected JSON in it");
  }
  const contract = value instanceof Object && "contract" in value ? value.contract : undefined;
  if (contract !== 1) {
    refuse(`its contract is ${JSON.stringify(contract) ?? "missing"}, expected contract 1`);
  }
  isManifest ??= new Ajv2020().compile<PluginManifest>(schema);
  if (isManifest(value)) return value;
  const [{ instancePath, message, params } = { instancePath: "", message: "", params: {} }] =
    isManifest.errors ?? [];
  const key = "additionalProperty" in params ? ` "${params.additionalProperty}"` : "";
  return refuse(`its manifest${instancePath.replaceAll("/", ".")} ${message}${key}`);
}
