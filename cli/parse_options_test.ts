import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../core/user_error.ts";
import { parseOptions } from "./parse_options.ts";

const NAMES = { string: ["data", "seeds"], collect: ["plugin"], boolean: ["json", "force"] };

function refusal(args: string[]): string {
  return assertThrows(() => parseOptions(args, NAMES), UserError).message;
}

Deno.test("parseOptions() reads values after a space or an equals sign", () => {
  const options = parseOptions(["--data", "a.csv", "--seeds=3"], NAMES);
  assertEquals([options.string("data"), options.string("seeds")], ["a.csv", "3"]);
});

Deno.test("parseOptions() keeps values as text", () => {
  const options = parseOptions(["--seeds", "007", "12"], NAMES);
  assertEquals([options.string("seeds"), ...options.words], ["007", "12"]);
});

Deno.test("parseOptions() lets the last value count, and collects where it may", () => {
  const options = parseOptions(
    ["--data", "a", "--plugin", "x", "--data", "b", "--plugin", "y"],
    NAMES,
  );
  assertEquals(options.string("data"), "b");
  assertEquals(options.list("plugin"), ["x", "y"]);
});

Deno.test("parseOptions() knows which switches are on, and what was not given", () => {
  const options = parseOptions(["--json"], NAMES);
  assertEquals([options.on("json"), options.on("force")], [true, false]);
  assertEquals([options.string("data"), options.list("plugin"), options.words], [
    undefined,
    [],
    [],
  ]);
});

Deno.test("parseOptions() keeps what is no option as words, in order", () => {
  assertEquals(parseOptions(["a", "--json", "b", "--", "--c"], NAMES).words, ["a", "b", "--c"]);
});

Deno.test("parseOptions() refuses an unknown option with near names", () => {
  assertEquals(
    refusal(["--seed", "3"]),
    'Cannot understand option "--seed": expected --seeds',
  );
});

Deno.test("parseOptions() refuses an unknown option that is like no other with all of them", () => {
  assertEquals(
    refusal(["--temperature=3"]),
    'Cannot understand option "--temperature=3": expected --data, --seeds, --plugin, --json, --force',
  );
});

Deno.test("parseOptions() refuses an option without its value", () => {
  for (const args of [["--data"], ["--data="], ["--data", ""]]) {
    assertEquals(
      refusal(args),
      'Cannot understand option "--data": no value, expected one after it',
    );
  }
  assertEquals(
    refusal(["--plugin", "x", "--plugin"]),
    'Cannot understand option "--plugin": no value, expected one after it',
  );
});
