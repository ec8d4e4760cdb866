import { assert, assertEquals } from "@std/assert";
import markov from "../../methods/markov/method.ts";
import { conformance } from "./conformance.ts";
import { cureOf } from "./cure_of.ts";

Deno.test("cureOf() knows one for every case, and none for what is no case", () => {
  const suite = conformance(markov, {
    ...{ id: "markov", readme: "", device: "cpu", quick: {}, thorough: {} },
    tensorCount: () => 0,
  });
  for (const { name } of suite.cases) assert(cureOf(name), name);
  assertEquals(cureOf("tea is served"), "");
});
