import { PluginFailure } from "./plugin_failure.ts";

/** Numbers that a method gave, which must be a Float32Array. @throws {PluginFailure} "scores" if not */
export function asFloat32(value: unknown, what = "they are"): Float32Array {
  if (value instanceof Float32Array) return value;
  const type = value instanceof Object ? value.constructor.name : typeof value;
  throw new PluginFailure("scores", `${what} of type ${type}, expected a Float32Array`);
}
