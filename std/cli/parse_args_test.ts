import { assertEquals } from "../assert/mod.ts";
import { parseArgs } from "./mod.ts";

Deno.test("parseArgs() without options guesses: numbers, text, true", () => {
  assertEquals<unknown>(
    parseArgs(["--a", "1", "--b=x", "-c", "2.5", "-de", "run", "7", "--f", "--", "--g", "8"]),
    { a: 1, b: "x", c: 2.5, d: true, e: "run", f: true, _: [7, "--g", "8"] },
  );
});

Deno.test("parseArgs() keeps text under string as it is, and gives an empty one without a value", () => {
  const args = parseArgs(["--id", "0012", "--out", "--name=", "9"], {
    string: ["id", "out", "name", "_"],
  });
  assertEquals<unknown>(args, { id: "0012", out: "", name: "", _: ["9"] });
  const id: string | undefined = args.id;
  assertEquals(id, "0012");
});

Deno.test("parseArgs() takes a value for text even where it is an equation or has a line break", () => {
  assertEquals(parseArgs(["--f=a=b", "--g", "x\ny"], { string: ["f", "g"] }).f, "a=b");
  assertEquals(parseArgs(["--f=a=b", "--g", "x\ny"], { string: ["f", "g"] }).g, "x\ny");
});

Deno.test("parseArgs() sets every boolean, and takes no value but true and false for it", () => {
  const options = { boolean: ["json", "quiet", "v"] } as const;
  assertEquals<unknown>(parseArgs([], options), { json: false, quiet: false, v: false, _: [] });
  assertEquals<unknown>(
    parseArgs(["--json", "file", "--quiet=false", "-v", "true"], options),
    { json: true, quiet: false, v: true, _: ["file"] },
  );
});

Deno.test("parseArgs() takes every --flag for a boolean under boolean: true", () => {
  assertEquals<unknown>(
    parseArgs(["--honk", "cow", "-p", "55", "--taco=good"], { boolean: true }),
    {
      honk: true,
      p: 55,
      taco: "good",
      _: ["cow"],
    },
  );
});

Deno.test("parseArgs() lets the last one of a repeated flag count, unless it is under collect", () => {
  assertEquals(parseArgs(["--a", "1", "--a", "2"]).a, 2);
  assertEquals(parseArgs(["--a", "x", "--a", "y"], { string: "a" }).a, "y");
  const options = { string: ["plugin", "other"], collect: ["plugin", "other"] } as const;
  const args = parseArgs(["--plugin", "x", "--plugin=07"], options);
  const plugin: string[] = args.plugin;
  assertEquals(plugin, ["x", "07"]);
  assertEquals(args.other, []);
  assertEquals(parseArgs(["--n", "1"], { collect: ["n"] }).n, [1]);
});

Deno.test("parseArgs() applies defaults, empty ones too, only where nothing was given", () => {
  const options = {
    string: ["out", "note"],
    boolean: ["color", "json"],
    negatable: ["color"],
    default: { out: "results", note: "", color: true, seeds: 5 },
  } as const;
  const none = { out: "results", note: "", color: true, json: false, seeds: 5, _: [] };
  assertEquals<unknown>(parseArgs([], options), none);
  assertEquals<unknown>(parseArgs(["--out", "x", "--no-color", "--seeds", "2"], options), {
    ...none,
    out: "x",
    color: false,
    seeds: 2,
  });
  assertEquals(parseArgs([], { boolean: "maybe", default: { maybe: null } }).maybe, null);
  assertEquals(parseArgs([], { default: { list: ["a", "b"] } }).list, ["a", "b"]);
});

Deno.test("parseArgs() negates only what is negatable", () => {
  assertEquals<unknown>(parseArgs(["--no-color", "--no-cache"], { negatable: ["color"] }), {
    color: false,
    "no-cache": true,
    _: [],
  });
  assertEquals(parseArgs(["--no-foo", "--foo"], { boolean: "foo", negatable: "foo" }).foo, true);
  assertEquals(parseArgs(["--no-run", "x"], { string: ["no-run"] })["no-run"], "x");
});

Deno.test("parseArgs() gives every name of an alias the same value and kind", () => {
  assertEquals<unknown>(
    parseArgs(["-o", "007", "--verbose"], {
      string: ["out"],
      boolean: ["v"],
      alias: { out: ["o", "output"], v: "verbose" },
      default: { v: false },
    }),
    { o: "007", out: "007", output: "007", v: true, verbose: true, _: [] },
  );
  assertEquals<unknown>(parseArgs([], { alias: { n: "count" }, default: { n: 3 } }), {
    n: 3,
    count: 3,
    _: [],
  });
});

Deno.test("parseArgs() tells unknown() each stray flag by name, and each positional argument", () => {
  const seen: [string, string | undefined][] = [];
  const args = parseArgs(["run", "--jbos", "2", "--json", "--x.y=1", "-q", "--no-way"], {
    boolean: ["json"],
    unknown: (arg, key) => {
      seen.push([arg, key]);
      return key === undefined;
    },
  });
  assertEquals(seen, [
    ["run", undefined],
    ["--jbos", "jbos"],
    ["--x.y=1", "x.y"],
    ["-q", "q"],
    ["--no-way", "no-way"],
  ]);
  assertEquals<unknown>(args, { json: true, _: ["run"] });
});

Deno.test("parseArgs() leaves what follows the first positional argument alone under stopEarly", () => {
  assertEquals<unknown>(parseArgs(["--a", "1", "run", "--b", "2"], { stopEarly: true }), {
    a: 1,
    _: ["run", "--b", "2"],
  });
});

Deno.test('parseArgs() keeps what follows "--" apart under "--": true', () => {
  const args = parseArgs(["--a", "b", "--", "--c", "d"], { "--": true });
  const rest: string[] = args["--"];
  assertEquals(rest, ["--c", "d"]);
  assertEquals(args._, []);
});

Deno.test("parseArgs() nests dotted names", () => {
  assertEquals<unknown>(parseArgs(["--a.b", "1", "--a.c=x"], { default: { "a.d": true } }), {
    a: { b: 1, c: "x", d: true },
    _: [],
  });
});

Deno.test("parseArgs() takes the names that objects inherit for plain names", () => {
  const seen: unknown[] = [];
  const args = parseArgs(["--toString", "x", "--constructor=1", "--valueOf", "--__proto__", "y"], {
    unknown: (_, key) => seen.push(key),
  });
  assertEquals(seen, ["toString", "constructor", "valueOf", "__proto__"]);
  assertEquals(Object.entries(args).filter(([key]) => key !== "_").length, 4);
  assertEquals(args.toString as unknown, "x");
  assertEquals(args.constructor as unknown, 1);
  assertEquals(Object.getPrototypeOf(args), Object.prototype);
});

Deno.test("parseArgs() takes a lone hyphen for an argument, and a negative number for a flag", () => {
  assertEquals<unknown>(parseArgs(["-"]), { _: ["-"] });
  assertEquals<unknown>(parseArgs(["-n", "-", "-5"]), { n: "-", 5: true, _: [] });
});
