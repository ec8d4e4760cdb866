/**
 * `deno task perf [name …]`: runs the named measurements of this folder, or all, each in a process of
 * its own, and prints what they measured as one JSON document.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { machine } from "../runs/machine.ts";

const folder = new URL("./", import.meta.url);
const known = Array.from(Deno.readDirSync(folder), ({ name }) => name)
  .filter((name) => name.endsWith(".ts") && name !== "main.ts" && !name.startsWith("_"))
  .map((name) => name.slice(0, -3)).sort();
const unknown = Deno.args.find((name) => !known.includes(name));
if (unknown !== undefined) {
  console.error(`Cannot measure "${unknown}": no such file, expected ${known.join(", ")}`);
  Deno.exit(2);
}
const figures: Record<string, unknown> = {};
for (const name of Deno.args.length ? Deno.args : known) {
  console.error(`measuring ${name} …`);
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", fileURLToPath(new URL(`${name}.ts`, folder))],
    stdin: "null",
    stderr: "inherit",
  }).output();
  if (!success) Deno.exit(1);
  figures[name] = JSON.parse(new TextDecoder().decode(stdout));
}
console.log(JSON.stringify({ deno: Deno.version.deno, machine: machine(), figures }, null, 2));
