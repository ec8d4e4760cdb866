import { assertEquals } from "@std/assert";
import { checkSize } from "./check_size.ts";

Deno.test("checkSize() warns over 300 lines, fails over 600, and looks at hand-written code only", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/deep/node_modules`, { recursive: true });
  const write = (file: string, lines: number) =>
    Deno.writeTextFile(`${folder}/${file}`, "x;\n".repeat(lines));
  await write("short.ts", 300);
  await write("deep/long.ts", 301);
  await write("longest.ts", 600);
  await write("deep/shut.ts", 601);
  await write("deep/table.json", 9000);
  await write("deep/node_modules/theirs.ts", 9000);

  assertEquals(checkSize(folder), {
    warnings: [
      "deep/long.ts: 301 lines, expected at most 300",
      "longest.ts: 600 lines, expected at most 300",
    ],
    failures: ["deep/shut.ts: 601 lines, expected at most 600"],
  });
  await Deno.remove(folder, { recursive: true });
});
