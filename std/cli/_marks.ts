/**
 * minimist takes every `--no-x` for a negation and trips over names that objects inherit (`toString`),
 * so long names go through it behind a mark that no argument of a process can hold.
 */
const MARK = "\0";

/** A name as minimist sees it: one-letter names stay, since `-x` and `--x` are the same. */
export function mark(name: string): string {
  return name.length > 1 ? MARK + name : name;
}

/** A name, or an argument, as the user wrote it. */
export function unmark(text: string): string {
  return text.replace(MARK, "");
}

/** An argument with its long name marked; `--no-x` stays a negation only where x may be negated. */
export function markArgument(arg: string, negatable: ReadonlySet<string>): string {
  const [, name, value = ""] = /^--([^=]+)(=.*)?$/s.exec(arg) ?? [];
  if (name === undefined) return arg;
  const negated = name.startsWith("no-") && value === "" ? name.slice("no-".length) : "";
  return negatable.has(negated) ? `--no-${mark(negated)}` : `--${mark(name)}${value}`;
}

/** The name of the flag in an argument, with all letters of a group like `-abc`; none if it is no flag. */
export function flagName(arg: string): string | undefined {
  return /^--?([^-=][^=]*)/s.exec(arg)?.[1];
}
