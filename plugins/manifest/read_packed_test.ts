import { assertEquals, assertThrows } from "@std/assert";
import { PluginFailure } from "../plugin_failure.ts";
import { codeOf, manifestOf, packedOf } from "../_packed_fixture.ts";
import { packedText } from "./packed_text.ts";
import { readPacked } from "./read_packed.ts";

const read = (text: string) => readPacked(new TextEncoder().encode(text), "one");

Deno.test("readPacked() gives back what was packed, whatever characters it has", () => {
  const title = "*/ a\u2028b\u2029\nc \u{1f9ca} </script> `${0}`";
  const manifest = read(packedOf({ title }));
  assertEquals(manifest?.title, title);
  assertEquals(packedOf({ title }).split("\n", 2)[1] + "\n", codeOf());
});

Deno.test("readPacked() takes code without a manifest for what it is", () => {
  for (
    const text of ["", "export default {};", "\n", "// permafrost", "/** permafrost/plugin@1 */"]
  ) {
    assertEquals(read(text), undefined);
  }
});

Deno.test("readPacked() finds one changed byte anywhere in the code", () => {
  const text = packedOf(), first = text.indexOf("\n") + 1;
  for (const at of [first, first + 20, text.length - 1]) {
    const changed = text.slice(0, at) + (text[at] === "x" ? "y" : "x") + text.slice(at + 1);
    assertThrows(() => read(changed), PluginFailure, "its code has SHA-256");
  }
  assertThrows(() => read(text.slice(0, -1)), PluginFailure, "as its manifest says");
});

for (
  const [what, manifest, wanted] of [
    ["an older contract", { contract: 0 }, "its contract is 0, expected contract 1"],
    ["a newer contract", { contract: 2, needs: ["tea"] }, "its contract is 2, expected contract 1"],
    ["no contract", { contract: undefined }, "its contract is missing, expected contract 1"],
    ["an id that is none", { id: "One" }, "its manifest.id must match pattern"],
    [
      "a need that nobody knows",
      { needs: ["tea"] },
      "its manifest.needs.0 must be equal to one of",
    ],
    ["no licence", { licence: undefined }, "must have required property 'licence'"],
    ["more than there is", { tea: true }, 'must NOT have additional properties "tea"'],
  ] as const
) {
  Deno.test(`readPacked() refuses ${what} in one line`, () => {
    const json = JSON.stringify({ ...manifestOf(manifest), code: "0".repeat(64) });
    const line = `// permafrost/plugin@1 ${json}\n`;
    const { code, message } = assertThrows(() => read(line), PluginFailure, wanted);
    assertEquals([code, message.includes("\n")], ["contract", false]);
  });
}

Deno.test("readPacked() refuses another version of the manifest, and a first line that is none", () => {
  const other = packedText(manifestOf(), "").replace("plugin@1", "plugin@2");
  const is = "its manifest is permafrost/plugin@2, expected permafrost/plugin@1";
  assertThrows(() => read(other), PluginFailure, is);
  const none = "its first line holds no manifest, expected JSON in it";
  assertThrows(() => read("// permafrost/plugin@1 {"), PluginFailure, none);
  assertThrows(() => read("// permafrost/plugin@1 3"), PluginFailure, "its contract is missing");
});
