import minimist from "minimist";
import type { ArgsOf } from "./_args.ts";
import { flagName, mark, markArgument, unmark } from "./_marks.ts";
import { lastOrAll, setIfMissing, type Values } from "./_values.ts";

/** Options of {@linkcode parseArgs}. */
export interface ParseOptions<
  B extends string = string,
  S extends string = string,
  C extends string = string,
  N extends string = string,
  D extends Record<string, unknown> = Record<string, unknown>,
  DoubleDash extends boolean | undefined = boolean | undefined,
> {
  /** Whether what follows `--` goes to `result["--"]` instead of `result._`; default false. */
  "--"?: DoubleDash;
  /** Other names of a flag. */
  alias?: Readonly<Record<string, string | readonly string[]>>;
  /** Flags that take no value, false unless given; `true` means every `--flag` without an `=`. */
  boolean?: boolean | B | readonly B[];
  /** Values of flags that are not given. */
  default?: D;
  /** Whether everything after the first positional argument is positional; default false. */
  stopEarly?: boolean;
  /** Flags whose value stays text; `"_"` keeps the positional ones as text. */
  string?: S | readonly S[];
  /** Flags that may be given several times: their value is an array. Of others the last one counts. */
  collect?: C | readonly C[];
  /** Flags that `--no-<flag>` sets to false. */
  negatable?: N | readonly N[];
  /** Called with each positional argument, and with each flag not named here; false drops it. */
  unknown?: (arg: string, key?: string) => unknown;
}

/**
 * Parses the arguments of a command: flags by name, positional arguments in `_`.
 *
 * Flags are written `--flag value`, `--flag=value`, `-f value` or, as a group, `-abc`. A value that
 * looks like a number becomes one, unless its flag is under `string`.
 *
 * @example
 * ```ts
 * import { parseArgs } from "./parse_args.ts";
 * const args = parseArgs(["run", "--jobs", "2", "--json"], {
 *   boolean: ["json"],
 *   string: ["jobs"],
 *   default: { jobs: "1" },
 * });
 * if (args.jobs !== "2" || !args.json || args._[0] !== "run") throw new Error("misread");
 * ```
 */
export function parseArgs<
  B extends string = never,
  S extends string = never,
  C extends string = never,
  N extends string = never,
  D extends Record<string, unknown> = Record<never, never>,
  DoubleDash extends boolean | undefined = undefined,
>(
  args: string[],
  options: ParseOptions<B, S, C, N, D, DoubleDash> = {},
): ArgsOf<B, S, C, N, D, DoubleDash> {
  const aliases = otherNames(options.alias ?? {});
  const all = (names: boolean | string | readonly string[] = []) =>
    typeof names === "boolean"
      ? []
      : [names].flat().flatMap((name) => [name, ...aliases.get(name) ?? []]);
  const booleans = all(options.boolean);
  const strings = all(options.string);
  const collected = new Set(all(options.collect));
  const negatable = new Set(all(options.negatable));
  const defaults = Object.entries(options.default ?? {})
    .flatMap(([name, value]) => all(name).map((each): [string, unknown] => [each, value]));

  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const { _: positional, ...flags }: Values & { _: (string | number)[] } = minimist(
    args.slice(0, end).map((arg) => markArgument(arg, negatable)),
    {
      alias: Object.fromEntries([...aliases].map(([name, to]) => [mark(name), to.map(mark)])),
      boolean: options.boolean === true || booleans.map(mark),
      string: strings.map(mark),
      default: Object.fromEntries(
        defaults.filter(([name]) => booleans.includes(name)).map(([name, to]) => [mark(name), to]),
      ),
      stopEarly: options.stopEarly,
      unknown: (arg: string) => options.unknown?.(unmark(arg), flagName(unmark(arg))),
    },
  );
  const named = Object.entries(flags).map(([name, value]) => [unmark(name), value]);
  const result = lastOrAll(Object.fromEntries(named), collected);
  for (const [name, value] of defaults) setIfMissing(result, name, value);
  strings.filter((each) => collected.has(each)).forEach((name) => setIfMissing(result, name, []));

  const before = positional.map((each) => typeof each === "string" ? unmark(each) : each);
  const after = args.slice(end + 1);
  Object.assign(result, options["--"] ? { _: before, "--": after } : { _: [...before, ...after] });
  // Only the caller's types know the names, so the compiler cannot follow here.
  return result as ArgsOf<B, S, C, N, D, DoubleDash>;
}

/** For each name the others that mean the same. */
function otherNames(
  alias: Readonly<Record<string, string | readonly string[]>>,
): Map<string, string[]> {
  return new Map(
    Object.entries(alias).map(([name, others]) => [name, ...[others].flat()]).flatMap((names) =>
      names.map((name): [string, string[]] => [name, names.filter((each) => each !== name)])
    ),
  );
}
