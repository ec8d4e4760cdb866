import { assert } from "@std/assert";
import { SKIPS } from "./_skips.ts";
import { METHOD_IDS, suiteOf } from "./_suite_of.ts";

for (const id of METHOD_IDS) {
  Deno.test(`${id} conforms`, async (t) => {
    await using suite = await suiteOf(id, "wasm");
    const skips = SKIPS.filter((skip) => skip.method === id);
    for (const { name, run } of suite.cases) {
      const skip = skips.find((each) => name.startsWith(each.case));
      if (skip === undefined) await t.step(name, run);
      else await t.step({ name: `${name} (skipped: ${skip.reason})`, ignore: true, fn: run });
    }
    for (const skip of skips) {
      assert(
        suite.cases.some(({ name }) => name.startsWith(skip.case)),
        `No case "${skip.case}" to skip`,
      );
    }
  });
}

Deno.test("every skip names a method that exists", () => {
  for (const { method } of SKIPS) assert(METHOD_IDS.includes(method), `No method "${method}"`);
});
