import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { UserError } from "../core/user_error.ts";
import { pluginCheckCommand } from "./plugin_check_command.ts";
import { pluginNewCommand } from "./plugin_new_command.ts";
import { pluginPackCommand } from "./plugin_pack_command.ts";

const COMMANDS = { new: pluginNewCommand, check: pluginCheckCommand, pack: pluginPackCommand };

const folder = await Deno.makeTempDir({ prefix: "plugin-commands-test-" });
const at = (path: string): string => join(folder, path);
for (const name of ["empty", "full", "mine"]) Deno.mkdirSync(at(name));
Deno.writeTextFileSync(at("file"), "");
Deno.writeTextFileSync(at("full/file.txt"), "");
Deno.writeTextFileSync(at("mine/method.js"), "export default {};");

/** Each: a command, its arguments, and what is said of them. */
const REFUSED: readonly (readonly [keyof typeof COMMANDS, args: string[], is: string])[] = [
  ["new", [], "Cannot make a plugin: no id, expected one"],
  ["new", ["Mine"], 'Cannot make plugin "Mine": no id, expected lower-case letters'],
  ["new", ["../mine"], 'Cannot make plugin "../mine": no id'],
  ["new", ["sasrec"], 'Cannot make plugin "sasrec": a built-in method has this id'],
  ["new", ["next_id"], 'Cannot make plugin "next_id": a built-in method has this id'],
  ["new", ["one", "two"], 'Cannot make "two" too: expected one plugin at a time'],
  ["new", ["one", "--license", "do what you like!"], 'Cannot use --license "do what you like!"'],
  ["new", ["one", "--licence", "MIT"], 'option "--licence": expected --license'],
  ["check", [], "Cannot check a plugin: none named, expected the path of its folder"],
  ["check", ["a", "b"], 'Cannot check "b" too: expected one plugin at a time'],
  ["check", [at("none")], "no such file or folder, expected a folder with method.ts or a file"],
  ["check", [at("empty")], "no method.ts in it, expected one"],
  ["check", [at("full/file.txt")], "no code, expected a .ts or .js file"],
  ["check", [at("mine"), "--device", "gpu"], 'Cannot use device "gpu"'],
  ["check", [at("mine"), "--limit-time", "soon"], '"soon"'],
  ["check", [at("mine"), "--limit-memory", "much"], '"much"'],
  ["pack", [], "Cannot pack a plugin: none named"],
  ["pack", [at("none")], "no such file or folder"],
  ["pack", [at("mine/method.js")], "a packed plugin or a file, expected a folder"],
  ["pack", [at("mine")], "no deno.json in it, expected one with name and license"],
  ["pack", [at("mine"), "--out", at("full")], "it holds other files, expected an empty one"],
  ["pack", [at("mine"), "--out", at("file")], "it is a file, expected an empty one"],
  ["pack", [at("mine"), "--out", at("mine/dist")], "it lies in the plugin"],
  ["pack", [at("mine"), "--out", at("mine")], "it lies in the plugin"],
];

Deno.test("plugin new, check and pack refuse what a person can mend, in one line", async () => {
  for (const [name, args, is] of REFUSED) {
    const { message } = await assertRejects(() => COMMANDS[name](args), UserError, is);
    assertEquals(message.includes("\n"), false, message);
  }
});

Deno.test("plugin_commands_test.ts leaves nothing behind", () =>
  Deno.removeSync(folder, { recursive: true }));
