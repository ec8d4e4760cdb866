import { assert, assertEquals, assertRejects } from "@std/assert";
import { sha256 } from "../../core/sha256.ts";
import { UserError } from "../../core/user_error.ts";
import golden from "../../tests/goldens/trec.json" with { type: "json" };
import { sampleRun } from "../_sample.ts";
import { markOutcomes } from "../mark_outcomes.ts";
import type { StoredRun } from "../stored_run.ts";
import { exportTrec } from "./export_trec.ts";
import { markRun } from "./mark_run.ts";
import { readQrels } from "./read_qrels.ts";
import { trecRuns } from "./testing/trec_runs.ts";

interface Told {
  readonly path: string;
  readonly record: string;
  readonly ties: "kept" | "best" | "worst";
  readonly tiedQueries: number;
  readonly marks: Readonly<Record<string, number>>;
}

async function exported(runs: readonly StoredRun[]): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for await (const file of exportTrec(runs)) {
    assert("text" in file && !files.has(file.path));
    files.set(file.path, [...file.text].join(""));
  }
  return files;
}

const runs = trecRuns(), files = await exported(runs);
const told: Told[] = JSON.parse(files.get("export.json") ?? "").tasks
  .flatMap(({ runs }: { runs: Told[] }) => runs);
const textOf = (path: string): string => {
  const text = files.get(path);
  assert(text !== undefined, path);
  return text;
};
const stream = (text: string) => ReadableStream.from([text]);

Deno.test("an independent implementation finds NDCG, MRR and AUC of exported runs to 1e-9", () => {
  const theirs = new Map<string, Readonly<Record<string, string | number>>>(Object.entries(golden));
  let compared = 0;
  for (const { path, marks } of told) {
    const found = theirs.get(path.replace(/-[0-9a-f]{12}-/, "-"));
    assert(found !== undefined, path);
    const marked = textOf(path).replaceAll(/ [^ \n]+$/gm, "");
    assertEquals(sha256(marked), found.sha256, `${path}: other bytes than were marked`);
    for (const [name, value] of Object.entries(marks)) {
      assert(Math.abs(value - Number(found[name])) < 1e-9, `${path}: ${name} ${value}`);
      compared++;
    }
  }
  assertEquals([theirs.size, compared], [told.length, 57]);
});

Deno.test("what an export says of a run is what its outcomes give: value and bounds", async () => {
  const parts = { kept: "value", best: "optimistic", worst: "pessimistic" } as const;
  for (const run of runs) {
    const { headline } = markOutcomes(await run.outcomes());
    for (const { path, record, ties, marks } of told) {
      if (record !== run.record.key) continue;
      for (const [name, { [parts[ties]]: value }] of Object.entries(headline.metrics)) {
        if (Object.hasOwn(marks, name)) assertEquals(marks[name], value, `${path} ${name}`);
        else assert(path.includes("deep") && name === "MRR", `${path} without ${name}`);
      }
    }
  }
});

Deno.test("exported runs are marked by this suite's own reader as the export says", async () => {
  for (const { path, ties, tiedQueries, marks } of told) {
    const qrelsPath = path.replace(/[^/]+$/, "qrels.txt"), metrics = Object.keys(marks);
    if (metrics.includes("AUC")) continue;
    const qrels = await readQrels({ name: qrelsPath, text: stream(textOf(qrelsPath)) });
    const marked = await markRun({ name: path, text: stream(textOf(path)) }, { qrels, metrics });
    for (const [name, value] of Object.entries(marks)) {
      const mark = marked.marks.metrics[name];
      assert(Math.abs(mark.value - value) < 1e-12, `${path} ${name}`);
      if (ties !== "kept") assertEquals(mark.optimistic, mark.pessimistic);
    }
    assert(ties === "kept" ? marked.tied <= tiedQueries : marked.tied === 0);
    assertEquals(marked.notRetrieved > 0, path.includes("deep"));
  }
});

Deno.test("runs with tied answers have three files, others one; the folder says so", () => {
  const methods = new Map<string, string[]>();
  for (const { path, ties } of told) {
    const method = path.replace(/^.*\/([a-z]+)-.*$/, "$1");
    methods.set(method, [...methods.get(method) ?? [], ties]);
  }
  const three = ["kept", "best", "worst"];
  assertEquals(Object.fromEntries(methods), {
    plain: ["kept", "kept"],
    coarse: three,
    level: three,
    deep: three,
    shallow: three,
    clicks: ["kept"],
  });
  assertEquals(files.size, told.length + 4 + 1);
});

Deno.test("exportTrec() gives the same bytes whatever the order of runs", async () => {
  assertEquals([...await exported(runs.toReversed())], [...files]);
});

Deno.test("exportTrec() refuses runs of one task that are about other cases", async () => {
  const one = sampleRun({ cases: 10 }), other = sampleRun({ cases: 11, seed: 2 });
  await assertRejects(
    () => exported([one, other]),
    UserError,
    `Cannot export run ${other.record.key.slice(0, 8)}: its cases are not those of ` +
      `${one.record.key.slice(0, 8)}, expected the same in one task`,
  );
});
