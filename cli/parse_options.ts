import { parseArgs } from "@std/cli";
import { nearNames } from "../core/near_names.ts";
import { UserError } from "../core/user_error.ts";

/** Options of a command by kind. */
export interface OptionNames {
  /** Options with a value: the last one counts. */
  readonly string?: readonly string[];
  /** Options with a value that may be given more than once. */
  readonly collect?: readonly string[];
  /** Switches. */
  readonly boolean?: readonly string[];
}

/** What the options of a command were. */
export interface ParsedOptions {
  /** Arguments that are no options. */
  readonly words: readonly string[];
  /** Value of an option, if given. */
  string(name: string): string | undefined;
  /** Values of an option that may be given more than once. */
  list(name: string): readonly string[];
  /** Whether a switch is on. */
  on(name: string): boolean;
}

/**
 * Parses the arguments of a command.
 *
 * @param names the options that the command has
 * @throws {UserError} on an option that the command does not have, or one that lacks its value
 *
 * @example
 * ```ts
 * import { parseOptions } from "./parse_options.ts";
 * const names = { string: ["data"], collect: ["plugin"], boolean: ["json"] };
 * const options = parseOptions(["--data", "a.csv", "--plugin=b", "--plugin=c"], names);
 * if (options.string("data") !== "a.csv" || options.on("json")) throw new Error("not as written");
 * if (options.list("plugin").join() !== "b,c") throw new Error("not both plugins");
 * ```
 */
export function parseOptions(args: string[], names: OptionNames): ParsedOptions {
  const { string = [], collect = [], boolean = [] } = names;
  const known = [...string, ...collect, ...boolean];
  const parsed: Record<string, unknown> = parseArgs(args, {
    string: [...string, ...collect],
    collect: [...collect],
    boolean: [...boolean],
    unknown: (arg: string, key?: string): boolean => {
      if (key === undefined) return true;
      const near = nearNames(key, known).map((each) => `--${each}`);
      const options = known.map((each) => `--${each}`);
      throw new UserError(
        `Cannot understand option "${arg}": expected ${(near.length ? near : options).join(", ")}`,
      );
    },
  });
  for (const name of [...string, ...collect]) {
    const values = [parsed[name]].flat().filter((value) => value !== undefined);
    if (values.some((value) => value === "")) {
      throw new UserError(`Cannot understand option "--${name}": no value, expected one after it`);
    }
  }
  return {
    words: [parsed._].flat().map(String),
    string: (name) => {
      const value = parsed[name];
      return typeof value === "string" ? value : undefined;
    },
    list: (name) => [parsed[name]].flat().filter((value) => typeof value === "string"),
    on: (name) => parsed[name] === true,
  };
}
