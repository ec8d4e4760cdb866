import { UserError } from "../core/user_error.ts";
import { fromHere } from "./from_here.ts";

type Configs = Record<string, Record<string, unknown>>;

/**
 * Reads `--config file.json`: an object of config values by method id.
 *
 * @param path as the person wrote it; no path gives no config
 * @throws {UserError} if the file cannot be read or holds something else
 *
 * @example
 * ```ts
 * import { readConfig } from "./read_config.ts";
 * const path = await Deno.makeTempFile();
 * await Deno.writeTextFile(path, '{"markov": {"alpha": 2}}');
 * const { markov } = await readConfig(path);
 * await Deno.remove(path);
 * if (markov.alpha !== 2) throw new Error("not read");
 * ```
 */
export async function readConfig(path: string | undefined): Promise<Configs> {
  if (path === undefined) return {};
  let text: string;
  try {
    text = await Deno.readTextFile(fromHere(path));
  } catch {
    throw new UserError(`Cannot read config "${path}": no such file, expected a JSON file`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`Cannot read config "${path}": ${why}, expected JSON`);
  }
  const wanted = 'expected {"<method>": {"<key>": <value>}}';
  if (!isObject(value)) throw new UserError(`Cannot read config "${path}": no object, ${wanted}`);
  const configs: Configs = {};
  for (const [method, values] of Object.entries(value)) {
    if (!isObject(values)) {
      throw new UserError(`Cannot read config "${path}": "${method}" is no object, ${wanted}`);
    }
    configs[method] = values;
  }
  return configs;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
