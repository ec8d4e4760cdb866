import { assertEquals } from "@std/assert";
import { UserError } from "../../core/user_error.ts";
import { checkTextModel } from "./check_text_model.ts";
import { multilingualTextModel } from "./multilingual_text_model.ts";
import { tinyTextModel } from "./tiny_text_model.ts";

const GOOD = { id: "a/b-1.0", revision: "main", dtype: "fp32", maxTokens: 8, files: {} };

function refusal(json: unknown): string {
  try {
    checkTextModel(json);
  } catch (error) {
    if (error instanceof UserError) return error.message.replace("Cannot read text model: ", "");
  }
  throw new Error(`${JSON.stringify(json)} was read`);
}

Deno.test("checkTextModel() gives back what is right", () => {
  for (const model of [GOOD, { ...GOOD, id: "b" }, tinyTextModel(), multilingualTextModel()]) {
    assertEquals(checkTextModel(JSON.parse(JSON.stringify(model))), model);
  }
});

Deno.test("checkTextModel() refuses what is not a model, and paths that leave the folder", () => {
  const id = ', expected an id like "organisation/name"';
  const cases: [unknown, string][] = [
    [null, "model is null, expected an object"],
    [{ ...GOOD, id: undefined }, `id is missing${id}`],
    [{ ...GOOD, id: "../a" }, `id is "../a"${id}`],
    [{ ...GOOD, id: "/a" }, `id is "/a"${id}`],
    [{ ...GOOD, id: "a/b/c" }, `id is "a/b/c"${id}`],
    [
      { ...GOOD, revision: "refs/pr/1" },
      'revision is "refs/pr/1", expected a commit of the hub, or a name',
    ],
    [{ ...GOOD, dtype: "q8" }, 'dtype is "q8", expected "fp32": others change every vector'],
    [{ ...GOOD, maxTokens: 0 }, "maxTokens is 0, expected a whole number from 1"],
    [{ ...GOOD, files: [] }, "files is [], expected an object"],
    [
      { ...GOOD, files: { "../x": "0".repeat(64) } },
      'files is "../x", expected a path like "onnx/model.onnx"',
    ],
    [
      { ...GOOD, files: { x: "abc" } },
      'files["x"] is "abc", expected a SHA-256 of 64 hexadecimal digits',
    ],
    [{ ...GOOD, size: 3 }, "size is 3, expected id, revision, dtype, maxTokens and files only"],
  ];
  for (const [json, message] of cases) assertEquals(refusal(json), message);
});
