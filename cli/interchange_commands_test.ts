import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { UserError } from "../core/user_error.ts";
import type { ExportFile } from "../leaderboard/interchange/export_file.ts";
import { exportCommand } from "./export_command.ts";
import { importCommand } from "./import_command.ts";
import { writeExport } from "./write_export.ts";

const COMMANDS = { export: exportCommand, import: importCommand };

const folder = await Deno.makeTempDir({ prefix: "interchange-test-" });
const at = (path: string): string => join(folder, path);
for (const name of ["empty", "full", "strange/runs"]) {
  Deno.mkdirSync(at(name), { recursive: true });
}
const record = `strange/runs/${"0".repeat(64)}.json`;
for (
  const [name, text] of Object.entries({
    file: "",
    "full/file.txt": "",
    [record]: '{"schema":"permafrost/record@7"}',
    "run.txt": "q Q0 a 1 1 x\n",
    "bad.txt": "q Q0 a 1\n",
    "qrels.txt": "q 0 a 1\n",
    "log.csv": "user_id,item_id,timestamp\nu,i,1\n",
  })
) Deno.writeTextFileSync(at(name), text);

/** Each: a command, its arguments, and what is said of them. */
const REFUSED: readonly (readonly [keyof typeof COMMANDS, args: string[], is: string])[] = [
  ["export", [], "Cannot export: expected --out <folder>"],
  ["export", ["--out", "x"], "Cannot export: expected --to trec, --to recbole or --to csv"],
  ["export", ["--out", "x", "--to", "xml"], 'Cannot export to "xml": expected --to trec'],
  ["export", ["--out", "x", "--too", "csv"], 'Cannot understand option "--too": expected --to'],
  [
    "export",
    ["--out", "x", "--to", "trec", "--data", "a.csv"],
    'Cannot export --data to "trec": expected a results folder',
  ],
  [
    "export",
    ["--out", "x", "--to", "csv", "a", "b"],
    'Cannot export "b" too: expected one results folder at a time',
  ],
  ["export", ["--out", "x", "--to", "trec", at("empty")], "no records, expected a results folder"],
  [
    "export",
    ["--out", "x", "--to", "trec", at("strange")],
    '$.schema is "permafrost/record@7", newer than this program, expected "permafrost/record@1"',
  ],
  [
    "export",
    ["--out", "x", "--to", "recbole"],
    'Cannot export to "recbole": expected --data <id|file>',
  ],
  [
    "export",
    ["--out", "x", "--to", "recbole", "results", "--data", at("log.csv")],
    'Cannot export "results" to "recbole": expected --data <id|file>',
  ],
  ["export", ["--out", "x", "--to", "recbole", "--data", at("none.csv")], "none.csv"],
  [
    "export",
    ["--out", at("full"), "--to", "recbole", "--data", at("log.csv")],
    'full": it holds "file.txt", expected an empty folder, or none yet',
  ],
  [
    "export",
    ["--out", at("file"), "--to", "recbole", "--data", at("log.csv")],
    "expected a folder that can be written",
  ],
  ["import", [], "Cannot import a TREC run: expected --run <file>"],
  ["import", ["--run", at("run.txt")], "Cannot import a TREC run: expected --qrels <file>"],
  ["import", ["run.txt"], 'Cannot import "run.txt": expected --run and --qrels alone'],
  [
    "import",
    ["--run", at("none"), "--qrels", at("qrels.txt")],
    "no such file, expected a TREC file",
  ],
  ["import", ["--run", at("run.txt"), "--qrels", at("full")], "a folder, expected a TREC file"],
  [
    "import",
    ["--run", at("bad.txt"), "--qrels", at("qrels.txt")],
    'bad.txt": line 1: 4 columns, expected 6',
  ],
  [
    "import",
    ["--run", at("run.txt"), "--qrels", at("run.txt")],
    'run.txt": line 1: 6 columns, expected 4',
  ],
  [
    "import",
    ["--run", at("run.txt"), "--qrels", at("qrels.txt"), "--metrics", "NDGC@10"],
    'Cannot find metric "NDGC@10": did you mean "NDCG@10"',
  ],
];

for (const [command, args, is] of REFUSED) {
  const name = args.map((each) => each.replace(`${folder}/`, "")).join(" ");
  Deno.test(`bench ${command} ${name} is refused in one line`, async () => {
    const error = await assertRejects(() => COMMANDS[command](args), UserError, is);
    assertEquals(error.message.includes("\n"), false);
  });
}

Deno.test("writeExport() writes long texts and tables whole, in folders of their own", async () => {
  const lines = Array.from({ length: 30000 }, (_, i) => `${i} ø\n`);
  const rows = lines.map((_, i) => [i, i % 2 ? null : 'a "b"']);
  const files: ExportFile[] = [
    { path: "deep/er/text.txt", text: lines },
    { path: "table.csv", columns: ["n", "text"], rows },
    { path: "none.csv", columns: ["n"], rows: [] },
  ];
  assertEquals(await writeExport(at("out"), files), 3);
  assertEquals(await Deno.readTextFile(at("out/deep/er/text.txt")), lines.join(""));
  const table = rows.map(([n, text]) => `${n},${text === null ? "" : '"a ""b"""'}\r\n`);
  assertEquals(await Deno.readTextFile(at("out/table.csv")), `n,text\r\n${table.join("")}`);
  assertEquals(await Deno.readTextFile(at("out/none.csv")), "n\r\n");
});

Deno.test("writeExport() passes on what goes wrong while a file is made", async () => {
  function* broken(): Generator<string> {
    yield "a\n";
    throw new UserError("Cannot read the outcomes");
  }
  await assertRejects(
    () => writeExport(at("broken"), [{ path: "a.txt", text: broken() }]),
    UserError,
    "Cannot read the outcomes",
  );
});

Deno.test("interchange_commands_test.ts leaves nothing behind", () =>
  Deno.removeSync(folder, { recursive: true }));
