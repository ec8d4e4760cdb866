import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../core/user_error.ts";
import tiny from "../tundra-tiny/dataset.json" with { type: "json" };
import { checkTundraConfig } from "./check_tundra_config.ts";

/** A copy of plain JSON with the value at a path set to another one (or removed by undefined). */
function changed(json: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(json)) {
    return json.map((each, i) => String(i) === name ? changed(each, rest, value) : each);
  }
  if (typeof json !== "object" || json === null) throw new Error(`nothing at ${name}`);
  const fields = new Map(Object.entries(json));
  const inner = changed(fields.get(name), rest, value);
  if (inner === undefined) fields.delete(name);
  else fields.set(name, inner);
  return Object.fromEntries(fields);
}

const REFUSED: readonly (readonly [string, unknown, string])[] = [
  ["seed", -1, '"seed": -1, expected a whole number from 0 to 4294967295'],
  ["seed", undefined, '"seed": missing'],
  ["users", 2.5, '"users": 2.5, expected a whole number'],
  ["users", "many", '"users": "many"'],
  ["surprise", 1, '"surprise": unknown'],
  ["time", null, '"time": null, expected an object'],
  ["time.days", 0, '"time.days": 0'],
  ["time.shortestStay", 0.9, "latestJoin + shortestStay of at most 1"],
  ["time.tick", 1, '"time.tick": unknown'],
  ["domains", [], '"domains": [], expected a list that is not empty'],
  ["domains.1.name", "books", '"domains[1].name": "books", expected a name after "books"'],
  ["domains.1.name", "", '"domains[1].name": ""'],
  ["domains.0.name", "zoo", '"domains[1].name": "games", expected a name after "zoo"'],
  ["domains.0.items", 20, '"domains[0].items": 20, expected at least 32'],
  ["domains.0.events.minimum", 1, '"domains[0].events.minimum": 1'],
  ["domains.0.events.mean", 2, '"domains[0].events.mean": 2, expected a number from 4'],
  ["domains.0.events.maximum", 5, '"domains[0].events.maximum": 5'],
  ["domains.0.secondLanguage", 2, '"domains[0].secondLanguage": 2'],
  ["domains.0.noise.userRate", 1.5, '"domains[0].noise.userRate": 1.5'],
  ["domains.0.noise.itemShare", 0, '"domains[0].noise.itemShare": 0, expected at least two'],
  [
    "membership.0.domains",
    ["boks"],
    '"membership[0].domains[0]": "boks", expected one of ["books"',
  ],
  ["membership.0.domains", ["books", "books"], "expected each domain once"],
  ["membership.0.share", 0.9, "expected shares that sum to 1"],
  ["correlation", [[1]], "expected 3 rows of 3 numbers"],
  ["correlation.0.0", 0.5, "1 on the diagonal"],
  ["correlation.0.1", 0.5, "expected 0.5 as in correlation[0][1]"],
  ["correlation.0.1", "x", '"correlation[0][1]": "x"'],
  ["correlation", [[1, 1.5, 0], [1.5, 1, 0], [0, 0, 1]], "a number from 0 to 1"],
  ["correlation", [[1, 0.9, 0], [0.9, 1, 0.9], [0, 0.9, 1]], "positive semi-definite"],
  ["correlation", [[1, 1, 0], [1, 1, 0.5], [0, 0.5, 1]], "positive semi-definite"],
  ["groups", 0, '"groups": 0'],
  ["categories", 9, '"categories": 9, expected a whole number from 1 to 8'],
  ["repeats", "often", '"repeats": "often", expected "none", "apart" or "any"'],
  ["exposure", { userLow: 0.5, itemLow: 0.5, popularityWeight: 1 }, '"none" where exposure thins'],
  ["exposure", { userLow: 0 }, '"exposure.userLow": 0'],
  ["promotion.domain", "zoo", '"promotion.domain": "zoo", expected the name of a domain'],
  ["promotion.toDay", 300, '"promotion.toDay": 300, expected a day after 300'],
  ["promotion.items", 1000, '"promotion.items": 1000'],
  ["text.themeWords", 21, '"text.themeWords": 21, expected at most wordsPerCluster'],
];

for (const [path, value, message] of REFUSED) {
  Deno.test(`checkTundraConfig() refuses ${path} = ${JSON.stringify(value)}`, () => {
    const error = assertThrows(
      () => checkTundraConfig(changed(tiny.config, path.split("."), value)),
      UserError,
    );
    assertEquals(error.message.includes(message), true, error.message);
    assertEquals(
      /^Cannot use tundra config ".+": .+, expected .*[^.]$/s.test(error.message),
      true,
    );
  });
}

Deno.test("checkTundraConfig() refuses rows longer than the items last where nothing repeats", () => {
  const long = changed(tiny.config, ["domains", "0", "events", "maximum"], 90);
  const value = changed(long, ["repeats"], "none");
  assertThrows(() => checkTundraConfig(value), UserError, "at most 67 without repeats");
});

Deno.test("checkTundraConfig() refuses what is no object", () => {
  for (const value of [null, 3, [], "config"]) {
    assertThrows(() => checkTundraConfig(value), UserError, "expected an object");
  }
});

Deno.test("checkTundraConfig() returns the config it was given, and takes its own result", () => {
  const config = checkTundraConfig(tiny.config);
  assertEquals(JSON.parse(JSON.stringify(config)), tiny.config);
  assertEquals(checkTundraConfig(config), config);
});
