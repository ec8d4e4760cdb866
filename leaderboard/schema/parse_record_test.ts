import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { UserError } from "../../core/user_error.ts";
import { sampleRun } from "../_sample.ts";
import { parseRecord } from "./parse_record.ts";
import { serialiseRecord } from "./serialise_record.ts";

const { record } = sampleRun(), text = serialiseRecord(record);

/** The text with one thing changed. */
function changed(...path: [...string[], unknown]): string {
  const whole = JSON.parse(text), value = path.pop(), last = String(path.pop());
  let at = whole;
  for (const key of path) at = at[String(key)];
  if (value === undefined) delete at[last];
  else at[last] = value;
  return JSON.stringify(whole);
}

Deno.test("parseRecord() gives back what serialiseRecord() wrote", () => {
  assertEquals(parseRecord(text), record);
  assertEquals(serialiseRecord(parseRecord(text)), text);
});

Deno.test("serialiseRecord() sorts keys and ends with a new line", () => {
  assertStringIncludes(text, '{\n  "circumstances": {\n    "cpuSeconds": 120.5,\n');
  assertEquals(text.endsWith("}\n"), true);
});

Deno.test("parseRecord() says where a record is of another shape", () => {
  const refuses = (text: string, message: string) =>
    assertThrows(() => parseRecord(text), UserError, `Cannot read the record: ${message}`);
  refuses(
    changed("schema", "permafrost/record@2"),
    '$.schema is "permafrost/record@2", newer than this program, expected "permafrost/record@1"',
  );
  refuses(changed("result", "seed", "1"), '$.result.seed is "1", expected integer');
  refuses(changed("result", "seed", -1), "$.result.seed is -1, expected >= 0");
  refuses(changed("result", "seed", 0.5), "$.result.seed is 0.5, expected integer");
  refuses(changed("result", "seed", undefined), '$.result is without "seed", expected one');
  refuses(changed("result", "extra", 1), '$.result is with "extra", expected none of that name');
  refuses(changed("key", "abc"), '$.key is "abc", expected match pattern');
  refuses(
    changed("result", "metrics", ["MRR", "MRR"]),
    '$.result.metrics is ["MRR","MRR"], expected NOT have duplicate items',
  );
  refuses(changed("result", "metrics", {}), "$.result.metrics is {}, expected array");
  refuses(
    changed("result", "method", "role", "star"),
    '$.result.method.role is "star", expected equal to one of the allowed values',
  );
  refuses(
    changed("result", "headline", "metrics", "MRR", "value", null),
    "$.result.headline.metrics.",
  );
  refuses(
    changed("circumstances", "git", []),
    "$.circumstances.git is [], expected object,null",
  );
  refuses(changed("inputs", null), "$.inputs is null, expected object");
  refuses("null", "$ is null, expected object");
  refuses("[]", "$ is [], expected object");
});

Deno.test("parseRecord() reads what a method was shown of texts, and says what is wrong with it", () => {
  const model = { id: "a/b", revision: "1", dtype: "fp32", maxTokens: 8, files: {} };
  const shown = { model, size: 32, sha256: "0".repeat(64) };
  assertEquals(parseRecord(changed("inputs", "text", shown)).inputs.text, shown);
  assertEquals(parseRecord(changed("result", "text", shown)).result.text, shown);
  const refuses = (value: unknown, message: string) =>
    assertThrows(() => parseRecord(changed("inputs", "text", value)), UserError, message);
  refuses(null, "$.inputs.text is null, expected object");
  refuses({ model, size: 32 }, '$.inputs.text is without "sha256", expected one');
  refuses({ ...shown, size: 0 }, "$.inputs.text.size is 0, expected >= 1");
  refuses({ ...shown, sha256: "0" }, '$.inputs.text.sha256 is "0", expected match pattern');
  refuses({ ...shown, more: 1 }, '$.inputs.text is with "more", expected none of that name');
  const files = { "onnx/model.onnx": "0" };
  refuses({ ...shown, model: { ...model, files } }, "$.inputs.text.model.files.");
});

Deno.test("parseRecord() refuses text that is no JSON, cut short anywhere", () => {
  for (const length of [0, 1, 100, text.length - 2]) {
    assertThrows(() => parseRecord(text.slice(0, length)), UserError, "expected JSON");
  }
});

Deno.test("parseRecord() reads what each validation gave, and says what is wrong with it", () => {
  const values = [0.25, null, 0.5];
  const read = parseRecord(changed("result", "validationValues", values));
  assertEquals(read.result.validationValues, values);
  const refuses = (value: unknown, message: string) =>
    assertThrows(
      () => parseRecord(changed("result", "validationValues", value)),
      UserError,
      message,
    );
  refuses(["0.5"], '$.result.validationValues.0 is "0.5", expected number,null');
  refuses([], "$.result.validationValues is [], expected NOT have fewer than 1 items");
  refuses(null, "$.result.validationValues is null, expected array");
});
