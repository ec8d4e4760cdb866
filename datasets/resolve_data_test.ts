import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { dirname, join } from "node:path";
import { UserError } from "../core/user_error.ts";
import { resolveData } from "./resolve_data.ts";
import { withFile } from "./_with_file.ts";

const CSV = "user_id,item_id,timestamp\nu,a,1\n";

Deno.test("resolveData() reads a path from the folder the person stands in", async () => {
  await withFile("log.csv", CSV, async (path) => {
    assertEquals((await resolveData("log.csv", dirname(path))).id, "log");
    assertEquals((await resolveData("./log.csv", dirname(path))).id, "log");
    assertEquals((await resolveData(path, "/")).id, "log");
    const columns = { domain: "user_id" };
    const { catalogue } = await resolveData("log.csv", dirname(path), { columns });
    assertEquals(catalogue.domains, ["u"]);
  });
});

Deno.test("resolveData() takes an id of the registry, whatever lies there", async () => {
  await withFile("tundra-tiny", "no data", async (path) => {
    assertEquals((await resolveData("tundra-tiny", dirname(path))).id, "tundra-tiny");
  });
});

Deno.test("resolveData() tells what is wrong with a path", async () => {
  await withFile("log", CSV, async (path) => {
    const folder = dirname(path);
    const refusal = async (spec: string) =>
      (await assertRejects(() => resolveData(spec, folder), UserError)).message;
    assertEquals(
      await refusal("log"),
      `Cannot read "${path}": unknown ending, expected .csv, .tsv, .inter, .jsonl or .parquet, ` +
        "plain or with .gz",
    );
    assertEquals(
      await refusal("lot.csv"),
      `Cannot read "${join(folder, "lot.csv")}": no such file, expected a readable file`,
    );
    assertStringIncludes(
      await refusal("tundra-tinny"),
      'Cannot find dataset "tundra-tinny": no such id and no such file, expected one like "tundra-tiny"',
    );
  });
});

Deno.test("resolveData() maps columns of files alone", async () => {
  const { message } = await assertRejects(
    () => resolveData("tundra-tiny", ".", { columns: { user_id: "who" } }),
    UserError,
  );
  assertEquals(
    message,
    'Cannot map columns of dataset "tundra-tiny": its own file says them, expected a path',
  );
});
