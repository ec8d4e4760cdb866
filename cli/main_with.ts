import { nearNames } from "../core/near_names.ts";
import { UserError } from "../core/user_error.ts";
import { here } from "./here.ts";

/** A command: takes its arguments, gives back the exit code. */
export type Command = (args: string[]) => Promise<number>;

/**
 * Runs the command that `Deno.args` names and exits with its code. What the person at the keyboard
 * can mend is printed as one line and exits with 2.
 *
 * @param program `usage`: printed by `--help`; `commands`: by name
 */
export async function mainWith(program: {
  readonly usage: string;
  readonly commands: Readonly<Record<string, Command>>;
  /** Runs when the first argument is no command but an option, or there is none. */
  readonly fallback: Command;
}): Promise<void> {
  const [name, ...rest] = Deno.args;
  if (name === "--help" || name === "-h" || name === "help" || rest.includes("--help")) {
    console.log(program.usage);
    return;
  }
  try {
    Deno.exit(await dispatch(program, Deno.args));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message.replaceAll(`${here()}/`, ""));
    Deno.exit(2);
  }
}

function dispatch(
  { commands, fallback }: Parameters<typeof mainWith>[0],
  args: string[],
): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name.startsWith("-")) return fallback(args);
  if (Object.hasOwn(commands, name)) return commands[name](rest);
  const near = nearNames(name, Object.keys(commands));
  throw new UserError(
    `Cannot run command "${name}": no such command, expected ${
      (near.length ? near : Object.keys(commands)).join(", ")
    }`,
  );
}
