import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../core/user_error.ts";
import { listMethods } from "../runs/list_methods.ts";
import { fromHere } from "./from_here.ts";
import { parseOptions } from "./parse_options.ts";
import { towardsHere } from "./towards_here.ts";

/** A method that works, with all that is around it. */
const TEMPLATE = fileURLToPath(new URL("templates/plugin/", import.meta.url));
const HOUSE = fileURLToPath(new URL("../", import.meta.url));

/** `plugin new`: lays a plugin's folder where the person stands. */
export async function pluginNewCommand(args: string[]): Promise<number> {
  const options = parseOptions(args, { string: ["license"] }), [id, more] = options.words;
  if (more !== undefined) {
    throw new UserError(`Cannot make "${more}" too: expected one plugin at a time`);
  }
  await refuseId(id);
  const license = options.string("license"), folder = fromHere(id);
  if (
    license !== undefined && !/^[A-Za-z0-9.+-]+( (OR|AND|WITH) [A-Za-z0-9.+-]+)*$/.test(license)
  ) {
    throw new UserError(
      `Cannot use --license "${license}": no SPDX expression, expected one such as MIT`,
    );
  }
  await refuseFolder(folder, id);
  const { version }: { version: string } = JSON.parse(await Deno.readTextFile(`${HOUSE}deno.json`));
  const house = relative(folder, HOUSE).replaceAll("\\", "/") || ".";
  const title = id[0].toUpperCase() + id.slice(1).replaceAll("_", " ");
  for (const path of filesOf(TEMPLATE)) {
    const text = (await Deno.readTextFile(join(TEMPLATE, path)))
      .replaceAll("my_method", id)
      .replaceAll("my-method", id.replaceAll("_", "-"))
      .replaceAll("My method", title);
    const into = join(folder, path);
    await Deno.mkdir(dirname(into), { recursive: true });
    await Deno.writeTextFile(into, path === "deno.json" ? configured(text) : text);
  }
  console.log(`Made ${towardsHere(folder)}: ${[...filesOf(TEMPLATE)].join(", ")}`);
  console.log(
    `Next: cd ${towardsHere(folder)}, then deno task test, deno task check, deno task bench`,
  );
  return 0;

  /** The paths to this checkout and its version, and the licence. */
  function configured(text: string): string {
    const chosen = license === undefined ? "" : `\n  "license": ${JSON.stringify(license)},`;
    return text.replaceAll("../../..", house)
      .replace(/(@permafrost\/bench@\^)[\d.]+/, `$1${version}`)
      .replace(/("name": .*,)/, `$1${chosen}`);
  }
}

async function refuseId(id: string | undefined): Promise<void> {
  if (id === undefined) {
    throw new UserError(
      "Cannot make a plugin: no id, expected one, such as deno task plugin new mine",
    );
  }
  if (!/^[a-z][a-z0-9_]*$/.test(id)) {
    throw new UserError(
      `Cannot make plugin "${id}": no id, expected lower-case letters, digits and _, a letter first`,
    );
  }
  if (id === "next_id" || (await listMethods()).some((method) => method.id === id)) {
    throw new UserError(
      `Cannot make plugin "${id}": a built-in method has this id, expected another`,
    );
  }
}

async function refuseFolder(folder: string, id: string): Promise<void> {
  const found = await Deno.stat(folder).catch(() => undefined);
  if (!found) return;
  if (found.isDirectory && [...Deno.readDirSync(folder)].length === 0) return;
  const what = found.isDirectory ? "a folder that is not empty" : "a file";
  throw new UserError(`Cannot make plugin "${id}": there is ${what} of this name, expected none`);
}

/** The files of the template, by their paths in it; what git ignores there is none of them. */
function filesOf(folder: string, under = ""): string[] {
  return [...Deno.readDirSync(folder)]
    .filter(({ name }) => !["node_modules", "packed", "results", "deno.lock"].includes(name))
    .sort((a, b) => a.name < b.name ? -1 : 1)
    .flatMap(({ name, isDirectory }) =>
      isDirectory ? filesOf(join(folder, name), `${under}${name}/`) : [`${under}${name}`]
    );
}
