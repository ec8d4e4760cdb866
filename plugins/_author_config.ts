import { join } from "node:path";
import { UserError } from "../core/user_error.ts";

/** What an author says in the plugin's `deno.json`. */
export interface AuthorConfig {
  /** Name to publish under. */
  readonly name: string;
  /** SPDX licence expression. */
  readonly licence: string;
  /** Where bare specifiers lead. */
  readonly imports: Readonly<Record<string, unknown>>;
  /** Text of `deno.lock`, if there is one. */
  readonly lock: string | undefined;
}

/** @throws {UserError} if a plugin's folder has no `deno.json`, or it names no package or no licence */
export async function authorConfig(folder: string): Promise<AuthorConfig> {
  const path = join(folder, "deno.json");
  const refuse = (what: string, wanted: string): never => {
    throw new UserError(`Cannot pack "${folder}": ${what}, expected ${wanted}`);
  };
  const text = await textOf(path) ?? refuse("no deno.json in it", "one with name and license");
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch (error) {
    refuse(`deno.json does not parse (${error instanceof Error ? error.message : error})`, "JSON");
  }
  const { name, license, imports = {} }: Record<string, unknown> = config instanceof Object
    ? { ...config }
    : {};
  if (typeof name !== "string" || !/^@[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/.test(name)) {
    return refuse(`"name" of deno.json is ${told(name)}`, 'a name such as "@you/my-method"');
  }
  if (typeof license !== "string" || license.trim() === "") {
    return refuse(
      `"license" of deno.json is ${told(license)}`,
      'what others may do with it, such as "MIT"',
    );
  }
  if (!(imports instanceof Object)) return refuse('"imports" of deno.json is no object', "one");
  return {
    ...{ name, licence: license, imports: { ...imports } },
    lock: await textOf(join(folder, "deno.lock")),
  };
}

function told(value: unknown): string {
  return JSON.stringify(value) ?? "missing";
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
