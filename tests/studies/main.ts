/**
 * `deno task study [name …]`: runs the named studies of this folder, or all, each in a process of its
 * own. A study prints its table in Markdown, which `docs/results/` keeps.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

const folder = new URL("./", import.meta.url);
const files = Array.from(Deno.readDirSync(folder), ({ name }) => name)
  .filter((name) => /^[a-z][a-z_]*\.ts$/.test(name) && !/^main\.ts$|_test\.ts$/.test(name)).sort();
const known = files.map((name) => name.slice(0, -3).replaceAll("_", "-"));
const unknown = Deno.args.find((name) => !known.includes(name));
if (unknown !== undefined) {
  console.error(`Cannot study "${unknown}": no such study, expected ${known.join(", ")}`);
  Deno.exit(2);
}
for (const name of Deno.args.length ? Deno.args : known) {
  console.error(`studying ${name} …`);
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", fileURLToPath(new URL(`${name.replaceAll("-", "_")}.ts`, folder))],
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
  }).output();
  if (!success) Deno.exit(1);
}
